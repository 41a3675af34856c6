"""Forward values and gradients of every op of the op graph, by TensorFlow."""

from write import write_fixture  # first: it quietens TensorFlow

import numpy as np
import tensorflow as tf

from draws import uniform

CASES = []


def draw(name, shape, low=-1.0, high=1.0):
    u = uniform(name, int(np.prod(shape, dtype=np.int64))).reshape(shape)
    return (low + (high - low) * u).astype(np.float32)


def apart_from_zero(name, shape):
    """Values with |x| ≥ 0.1, for ops with a kink at zero."""
    x = draw(name, shape)
    return (x + np.where(x < 0, -0.1, 0.1)).astype(np.float32)


def tensor(value):
    value = np.asarray(value)
    dtype = {"float32": "float32", "int32": "int32", "bool": "bool"}[value.dtype.name]
    return {"dtype": dtype, "shape": list(value.shape), "data": value.reshape(-1).tolist()}


def case(name, kind, inputs, function, attributes=None, gradient=True):
    inputs = [np.asarray(value) for value in inputs]
    tensors = [tf.constant(value) for value in inputs]
    with tf.GradientTape() as tape:
        tape.watch([value for value in tensors if value.dtype == tf.float32])
        result = function(*tensors)
    entry = {
        "name": name,
        "kind": kind,
        "attributes": attributes or {},
        "inputs": [tensor(value) for value in inputs],
        "output": tensor(result.numpy()),
    }
    if gradient:
        upstream = draw(name + "#upstream", tuple(result.shape), 0.5, 1.5)
        entry["upstream"] = tensor(upstream)
        floats = [value for value in tensors if value.dtype == tf.float32]
        gradients = iter(tape.gradient(result, floats, tf.constant(upstream), unconnected_gradients="zero"))
        entry["gradients"] = [
            tensor(tf.convert_to_tensor(next(gradients)).numpy()) if value.dtype == np.float32 else None
            for value in inputs
        ]
    CASES.append(entry)


# --- elementwise ------------------------------------------------------------------------------------------------

UNARY = {
    "neg": (tf.negative, "any"),
    "exp": (tf.exp, "any"),
    "log": (tf.math.log, "positive"),
    "log1p": (tf.math.log1p, "positive"),
    "expm1": (tf.math.expm1, "any"),
    "sqrt": (tf.sqrt, "positive"),
    "rsqrt": (tf.math.rsqrt, "positive"),
    "reciprocal": (tf.math.reciprocal, "positive"),
    "square": (tf.square, "any"),
    "abs": (tf.abs, "apart"),
    "sign": (tf.sign, "apart"),
    "relu": (tf.nn.relu, "apart"),
    "sigmoid": (tf.sigmoid, "any"),
    "tanh": (tf.tanh, "any"),
    "softplus": (tf.math.softplus, "any"),
    "erf": (tf.math.erf, "any"),
}
for kind, (function, domain) in UNARY.items():
    value = {
        "any": draw(kind, (3, 7), -3, 3),
        "positive": draw(kind, (3, 7), 0.2, 3),
        "apart": apart_from_zero(kind, (3, 7)),
    }[domain]
    case(kind, kind, [value], function)
for kind, function in {"sigmoid": tf.sigmoid, "softplus": tf.math.softplus, "tanh": tf.tanh}.items():
    case(f"{kind}, far from zero", kind, [np.float32([[-90, -30, 30, 90]])], function)

BINARY = {
    "add": tf.add,
    "sub": tf.subtract,
    "mul": tf.multiply,
    "div": tf.divide,
    "pow": tf.pow,
    "maximum": tf.maximum,
    "minimum": tf.minimum,
}
SHAPES = {"equal": ((2, 5), (2, 5)), "row": ((3, 4), (4,)), "both ways": ((3, 1), (1, 4)), "scalar": ((2, 3, 2), ())}
for kind, function in BINARY.items():
    for label, (a, b) in SHAPES.items():
        low, high = (0.3, 2.0) if kind in ("div", "pow") else (-1.0, 1.0)
        case(
            f"{kind}, {label}",
            kind,
            [draw(f"{kind} a {label}", a, low, high), draw(f"{kind} b {label}", b, low, high)],
            function,
        )

whole = lambda name: np.floor(draw(name, (3, 5), 0, 4)).astype(np.float32)
for kind, function in {"greater": tf.greater, "greater_equal": tf.greater_equal, "equal": tf.equal}.items():
    case(kind, kind, [whole(kind + " a"), whole(kind + " b")], function, gradient=False)

condition = draw("select c", (3, 4)) > 0
case("select", "select", [condition, draw("select a", (3, 4)), draw("select b", (3, 4))], tf.where)
case("cast, bool to float", "cast", [condition], lambda x: tf.cast(x, tf.float32), gradient=False)
case("cast, int to float", "cast", [np.int32([[1, -2, 3]])], lambda x: tf.cast(x, tf.float32), gradient=False)

# --- linear -----------------------------------------------------------------------------------------------------

for ta in (False, True):
    for tb in (False, True):
        for n, k, m in ((3, 5, 4), (1, 7, 9), (8, 16, 12)):
            a = draw(f"mm a {ta}{tb}{n}", (k, n) if ta else (n, k))
            b = draw(f"mm b {ta}{tb}{n}", (m, k) if tb else (k, m))
            case(
                f"matmul {n}x{k}x{m}{', a transposed' if ta else ''}{', b transposed' if tb else ''}",
                "matmul",
                [a, b],
                lambda a, b, ta=ta, tb=tb: tf.matmul(a, b, transpose_a=ta, transpose_b=tb),
                {"transposeA": ta, "transposeB": tb},
            )
case("bias_add, image", "bias_add", [draw("ba x", (2, 3, 3, 5)), draw("ba b", (5,))], tf.nn.bias_add)
case("bias_add, vector", "bias_add", [draw("ba2 x", (4, 6)), draw("ba2 b", (6,))], tf.nn.bias_add)

CONVOLUTIONS = [
    # name, input [b, h, w, c], kernel size, filters, strides, padding, dilations
    ("3x3", (2, 6, 7, 3), (3, 3), 4, (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ("3x3 same", (2, 5, 6, 4), (3, 3), 8, (1, 1), ((1, 1), (1, 1)), (1, 1)),
    ("1x1", (2, 4, 3, 5), (1, 1), 6, (1, 1), ((0, 0), (0, 0)), (1, 1)),
    ("3x3 stride 2 same, even", (1, 6, 6, 2), (3, 3), 3, (2, 2), ((0, 1), (0, 1)), (1, 1)),
    ("3x3 stride 2 same, odd", (1, 7, 7, 2), (3, 3), 3, (2, 2), ((1, 1), (1, 1)), (1, 1)),
    ("3x3 stride 2, remainder", (2, 8, 6, 3), (3, 3), 5, (2, 2), ((0, 0), (0, 0)), (1, 1)),
    ("5x5 same", (1, 7, 6, 3), (5, 5), 4, (1, 1), ((2, 2), (2, 2)), (1, 1)),
    ("1x1 stride 2", (2, 5, 5, 4), (1, 1), 3, (2, 2), ((0, 0), (0, 0)), (1, 1)),
    ("2x3 stride 1x2", (1, 6, 7, 2), (2, 3), 3, (1, 2), ((0, 1), (1, 1)), (1, 1)),
    ("3x3 dilation 2", (1, 8, 9, 2), (3, 3), 3, (1, 1), ((0, 0), (0, 0)), (2, 2)),
    ("3x3 dilation 2 same", (1, 6, 6, 2), (3, 3), 4, (1, 1), ((2, 2), (2, 2)), (2, 2)),
    ("many channels", (1, 5, 5, 16), (3, 3), 12, (1, 1), ((0, 0), (0, 0)), (1, 1)),
]


def padded(x, padding):
    return tf.pad(x, [[0, 0], list(padding[0]), list(padding[1]), [0, 0]])


def convolution(strides, padding, dilations):
    return lambda x, k: tf.nn.conv2d(
        padded(x, padding), k, strides=list(strides), padding="VALID", dilations=list(dilations)
    )


def depthwise(strides, padding, dilations):
    return lambda x, k: tf.nn.depthwise_conv2d(
        padded(x, padding), k, strides=[1, *strides, 1], padding="VALID", dilations=list(dilations)
    )


for label, shape, size, filters, strides, padding, dilations in CONVOLUTIONS:
    attributes = {"strides": strides, "padding": padding, "dilations": dilations}
    inputs = [draw(f"conv x {label}", shape), draw(f"conv k {label}", (*size, shape[-1], filters), -0.5, 0.5)]
    case(f"conv2d {label}", "conv2d", inputs, convolution(strides, padding, dilations), attributes)
    if strides[0] != strides[1]:
        continue  # TensorFlow's depthwise convolution has one stride
    for multiplier in (1, 2):
        if multiplier == 2 and shape[-1] > 5:
            continue
        inputs = [draw(f"dw x {label}", shape), draw(f"dw k {label}", (*size, shape[-1], multiplier), -0.5, 0.5)]
        case(
            f"depthwise_conv2d {label}, multiplier {multiplier}",
            "depthwise_conv2d",
            inputs,
            depthwise(strides, padding, dilations),
            attributes,
        )

# --- pooling ----------------------------------------------------------------------------------------------------

POOLS = [
    ("2x2", (2, 6, 4, 3), (2, 2), (2, 2), ((0, 0), (0, 0))),
    ("2x2, remainder", (1, 7, 5, 8), (2, 2), (2, 2), ((0, 0), (0, 0))),
    ("3x3 stride 2", (1, 7, 9, 4), (3, 3), (2, 2), ((0, 0), (0, 0))),
    ("3x3 stride 1 same", (1, 5, 6, 5), (3, 3), (1, 1), ((1, 1), (1, 1))),
    ("3x3 stride 2 same, even", (2, 6, 6, 2), (3, 3), (2, 2), ((0, 1), (0, 1))),
    ("2x3 stride 2x1", (1, 6, 6, 3), (2, 3), (2, 1), ((0, 0), (1, 1))),
]


def max_pool(window, strides, padding):
    def function(x):
        edge = [[0, 0], list(padding[0]), list(padding[1]), [0, 0]]
        return tf.nn.max_pool2d(tf.pad(x, edge, constant_values=-1e30), window, strides, "VALID")

    return function


def avg_pool(window, strides, padding):
    def function(x):
        area = window[0] * window[1]
        total = tf.nn.avg_pool2d(padded(x, padding), window, strides, "VALID") * area
        count = tf.nn.avg_pool2d(padded(tf.ones_like(x), padding), window, strides, "VALID") * area
        return total / tf.stop_gradient(count)

    return function


for label, shape, window, strides, padding in POOLS:
    attributes = {"window": window, "strides": strides, "padding": padding}
    for sign, low, high in (("", -1, 1), (", all below zero", -2, -1)):
        x = draw(f"pool {label}{sign}", shape, low, high)
        case(f"max_pool {label}{sign}", "max_pool", [x], max_pool(window, strides, padding), attributes)
    case(f"avg_pool {label}", "avg_pool", [x], avg_pool(window, strides, padding), attributes)
ties = np.float32(np.floor(draw("ties", (1, 6, 6, 4), 0, 2)))
# --- normalization by a batch's moments ----------------------------------------------------------------------------


def batch_norm(epsilon):
    def function(x, gamma, beta):
        mean, variance = tf.nn.moments(x, list(range(len(x.shape) - 1)))
        return tf.nn.batch_normalization(x, mean, variance, beta, gamma, epsilon)

    return function


def moment(index):
    return lambda x: tf.nn.moments(x, list(range(len(x.shape) - 1)))[index]


for label, shape in (("image", (3, 4, 5, 6)), ("matrix", (5, 7)), ("one number", (1, 1, 1, 3)), ("wide", (2, 3, 3, 40))):
    x = draw(f"batch_norm {label}", shape, -2, 3)
    gamma = draw(f"batch_norm {label} gamma", shape[-1:], 0.5, 2)
    beta = draw(f"batch_norm {label} beta", shape[-1:])
    for epsilon in (1e-3, 0.5):
        attributes = {"epsilon": epsilon}
        case(f"batch_norm {label}, {epsilon}", "batch_norm", [x, gamma, beta], batch_norm(epsilon), attributes)
    case(f"batch_mean {label}", "batch_mean", [x], moment(0), gradient=False)
    case(f"batch_variance {label}", "batch_variance", [x], moment(1), gradient=False)

case(
    "max_pool 2x2, ties",
    "max_pool",
    [ties],
    max_pool((2, 2), (2, 2), ((0, 0), (0, 0))),
    {"window": (2, 2), "strides": (2, 2), "padding": ((0, 0), (0, 0))},
)

# --- reductions and shapes --------------------------------------------------------------------------------------

for kind, function in {
    "reduce_sum": tf.reduce_sum,
    "reduce_mean": tf.reduce_mean,
    "reduce_max": tf.reduce_max,
}.items():
    for axes in ([0], [1, 2], [0, 1, 2, 3], [3], [0, 3], [1]):
        for keep in (False, True):
            case(
                f"{kind} over {axes}{', kept' if keep else ''}",
                kind,
                [draw(f"{kind}{axes}", (2, 3, 4, 5))],
                lambda x, f=function, a=axes, k=keep: f(x, a, keepdims=k),
                {"axes": axes, "keepDimensions": keep},
            )
case("reshape", "reshape", [draw("reshape", (2, 3, 4))], lambda x: tf.reshape(x, [2, 12]))
for permutation in ([1, 0], [0, 2, 1], [3, 1, 2, 0], [1, 2, 0, 3]):
    shape = (2, 3, 4, 5)[: len(permutation)]
    case(
        f"transpose {permutation}",
        "transpose",
        [draw(f"transpose {permutation}", shape)],
        lambda x, p=permutation: tf.transpose(x, p),
        {"permutation": permutation},
    )
for axis in (1, 3):
    parts = [list((2, 3, 2, 4)) for _ in range(3)]
    for index, part in enumerate(parts):
        part[axis] = index + 1
    case(
        f"concat on axis {axis}",
        "concat",
        [draw(f"concat {axis} {i}", tuple(part)) for i, part in enumerate(parts)],
        lambda *xs, a=axis: tf.concat(xs, a),
        {"axis": axis},
    )
case(
    "slice",
    "slice",
    [draw("slice", (2, 5, 6, 3))],
    lambda x: tf.slice(x, [0, 1, 2, 0], [2, 3, 3, 2]),
    {"begin": [0, 1, 2, 0]},
)
case(
    "pad",
    "pad",
    [draw("pad", (2, 3, 4, 2))],
    lambda x: tf.pad(x, [[0, 0], [1, 2], [0, 1], [0, 0]], constant_values=0.5),
    {"padding": [[0, 0], [1, 2], [0, 1], [0, 0]], "value": 0.5},
)
for before, after in (((3, 1), (3, 4)), ((4,), (2, 3, 4)), ((), (2, 3)), ((2, 1, 1, 3), (2, 2, 3, 3))):
    case(
        f"broadcast_to {list(before)} to {list(after)}",
        "broadcast_to",
        [draw(f"broadcast {before}", before)],
        lambda x, s=after: tf.broadcast_to(x, s),
    )

# --- classification ---------------------------------------------------------------------------------------------

case("softmax", "softmax", [draw("softmax", (4, 6), -3, 3)], tf.nn.softmax)
case("softmax, large logits", "softmax", [np.float32([[1000, 999, -1000], [-80, 0, 80]])], tf.nn.softmax)
case("one_hot", "one_hot", [np.int32([2, 0, 3, 1])], lambda x: tf.one_hot(x, 4), {"depth": 4}, gradient=False)
classes = tf.one_hot([1, 0, 4, 2], 5).numpy()


def only_first(function):
    """Targets are data: no gradient is wanted for them."""
    return lambda a, b: function(a, tf.stop_gradient(b))


case(
    "softmax_cross_entropy",
    "softmax_cross_entropy",
    [draw("sce", (4, 5), -4, 4), classes],
    only_first(lambda z, t: tf.nn.softmax_cross_entropy_with_logits(t, z)),
)
case(
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy",
    [draw("bce", (6, 2), -5, 5), (draw("bce t", (6, 2)) > 0).astype(np.float32)],
    only_first(lambda z, t: tf.nn.sigmoid_cross_entropy_with_logits(labels=t, logits=z)),
)
case(
    "sigmoid_cross_entropy, logits of zero and far away",
    "sigmoid_cross_entropy",
    [np.float32([[0], [0], [90], [-90]]), np.float32([[0], [1], [1], [1]])],
    only_first(lambda z, t: tf.nn.sigmoid_cross_entropy_with_logits(labels=t, logits=z)),
)

# --- random -----------------------------------------------------------------------------------------------------

for seed, stream in (([7, 3], 0), ([2147483647, -1], 5), ([0, 0], 1)):
    case(
        f"random_uniform, seed {seed}, stream {stream}",
        "random_uniform",
        [np.int32(seed)],
        lambda s, stream=stream: tf.random.stateless_uniform((3, 7), seed=s + tf.constant([stream, 0])),
        {"stream": stream},
        gradient=False,
    )

write_fixture("ops", CASES)
