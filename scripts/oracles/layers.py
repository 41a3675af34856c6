"""Shapes and weights that Keras gives layers with random options."""

from write import write_fixture  # first: it quietens TensorFlow

import random

from keras import Input, Model, layers

random.seed(4)


def pair(low, high):
    return [random.randint(low, high), random.randint(low, high)]


def window(high):
    """Options of something that slides, with stride or dilation but not both, as TensorFlow wants it."""
    options = {"size": pair(1, high), "padding": random.choice(["valid", "same"])}
    step = random.randint(1, 3)
    if random.random() < 0.5:
        options["stride"] = [step, step]
        options["dilation"] = [1, 1]
    else:
        options["stride"] = [1, 1]
        options["dilation"] = pair(1, 2)
    return options


def keras_window(options):
    return {
        "kernel_size": options["size"],
        "strides": options["stride"],
        "dilation_rate": options["dilation"],
        "padding": options["padding"],
    }


def conv():
    options = {"filters": random.randint(1, 9), **window(4), "bias": random.random() < 0.5}
    return options, layers.Conv2D(options["filters"], use_bias=options["bias"], **keras_window(options))


def depthwise_conv():
    options = {**window(4), "multiplier": random.randint(1, 3), "bias": random.random() < 0.5}
    return options, layers.DepthwiseConv2D(
        depth_multiplier=options["multiplier"], use_bias=options["bias"], **keras_window(options)
    )


def separable_conv():
    options = {
        "filters": random.randint(1, 9),
        **window(4),
        "multiplier": random.randint(1, 3),
        "bias": random.random() < 0.5,
    }
    return options, layers.SeparableConv2D(
        options["filters"],
        depth_multiplier=options["multiplier"],
        use_bias=options["bias"],
        **keras_window(options),
    )


def grouped_conv():
    groups = random.randint(1, 3)
    options = {**window(3), "filters": groups * random.randint(1, 4), "groups": groups, "bias": random.random() < 0.5}
    layer = layers.Conv2D(
        options["filters"], groups=groups, use_bias=options["bias"], **keras_window(options)
    )
    return options, layer, groups


def conv_transpose():
    options = {
        "filters": random.randint(1, 9),
        "size": pair(1, 4),
        "stride": pair(1, 3),
        "padding": random.choice(["valid", "same"]),
        "bias": random.random() < 0.5,
    }
    return options, layers.Conv2DTranspose(
        options["filters"],
        options["size"],
        strides=options["stride"],
        padding=options["padding"],
        use_bias=options["bias"],
    )


def groupnorm():
    groups = random.randint(1, 3)
    options = {"groups": groups, "scale": random.random() < 0.5, "center": random.random() < 0.5}
    return options, layers.GroupNormalization(**options), groups


def layernorm():
    options = {"scale": random.random() < 0.5, "center": random.random() < 0.5}
    return options, layers.LayerNormalization(**options)


def crop():
    border = [pair(0, 3), pair(0, 3)]
    return {"size": border}, layers.Cropping2D(border)


def upsample():
    options = {"size": pair(1, 3), "method": random.choice(["nearest", "bilinear"])}
    return options, layers.UpSampling2D(options["size"], interpolation=options["method"])


def pool(make):
    def case():
        options = {"size": pair(1, 4), "padding": random.choice(["valid", "same"])}
        options["stride"] = random.choice([None, pair(1, 3)])
        return options, make(options["size"], strides=options["stride"], padding=options["padding"])

    return case


def pad():
    border = [pair(0, 3), pair(0, 3)]
    return {"size": border}, layers.ZeroPadding2D(border)


def batchnorm():
    options = {"scale": random.random() < 0.5, "center": random.random() < 0.5}
    return options, layers.BatchNormalization(**options)


def rescale():
    options = {"scale": random.uniform(-2, 2), "offset": random.uniform(-1, 1)}
    return options, layers.Rescaling(options["scale"], options["offset"])


KINDS = {
    "conv": conv,
    "depthwise_conv": depthwise_conv,
    "separable_conv": separable_conv,
    "maxpool": pool(layers.MaxPooling2D),
    "avgpool": pool(layers.AveragePooling2D),
    "pad": pad,
    "batchnorm": batchnorm,
    "global_avgpool": lambda: ({}, layers.GlobalAveragePooling2D()),
    "global_maxpool": lambda: ({}, layers.GlobalMaxPooling2D()),
    "flatten": lambda: ({}, layers.Flatten()),
    "conv_transpose": conv_transpose,
    "groupnorm": groupnorm,
    "layernorm": layernorm,
    "crop": crop,
    "upsample": upsample,
    "rescale": rescale,
}
GROUPED = [("conv", grouped_conv)] * 12

cases = []
COUNTED = [
    (kind, make)
    for kind, make in KINDS.items()
    for _ in range(3 if kind in ("global_avgpool", "global_maxpool", "flatten") else 25)
]
for kind, make in COUNTED + GROUPED:
    options, layer, *groups = make()
    shape = [random.randint(8, 19), random.randint(8, 19), random.randint(1, 5) * (groups[0] if groups else 1)]
    image = Input(shape)
    output = layer(image)
    Model(image, output)
    cases.append(
        {
            "kind": kind,
            "options": options,
            "input": shape,
            "output": list(output.shape[1:]),
            "weights": [
                {"shape": list(weight.shape), "trainable": weight.trainable} for weight in layer.weights
            ],
        }
    )

units = Input([7])
dense = layers.Dense(4)
dense(units)
cases.append(
    {
        "kind": "dense",
        "options": {"units": 4},
        "input": [7],
        "output": [4],
        "weights": [{"shape": list(weight.shape), "trainable": True} for weight in dense.weights],
    }
)

write_fixture("layers", cases)
