"""Tiny files of weights in every format that is read, and what Keras, h5py, safetensors and TensorFlow read from them.
The files are inputs: they are written to test/fixtures/weights where they are missing, and read from there."""

from write import write_fixture  # first: it quietens TensorFlow

import json
import pathlib
import shutil
import struct
import tempfile

import h5py
import keras
import ml_dtypes
import numpy as np
import safetensors.numpy
import tensorflow as tf

from draws import digest, weight

FILES = pathlib.Path(__file__).parents[2] / "test" / "fixtures" / "weights"
layers = keras.layers


def fill(model, within=""):
    """Weights that depend on their names alone."""
    for layer in model.layers:
        path = f"{within}{layer.name}"
        if isinstance(layer, keras.Model):
            fill(layer, f"{path}/")
        elif layer.weights:
            names = [variable.name for variable in layer.weights]
            assert len(set(names)) == len(names)
            layer.set_weights([weight(f"{path}/{w.name}", w.shape) if w.dtype == "float32" else w for w in layer.weights])
    return model


def base():
    """Batch normalisation with and without a scale, and layers whose classes take turns."""
    image = keras.Input((6, 6, 3), name="image")
    x = layers.Conv2D(2, 3, name="conv_b")(image)
    x = layers.BatchNormalization(name="norm_b")(x)
    x = layers.DepthwiseConv2D(2, name="deep")(x)
    x = layers.Conv2D(3, 1, use_bias=False, name="conv_a")(x)
    x = layers.BatchNormalization(scale=False, name="norm_a")(x)
    return keras.Model(image, x, name="base")


def nested():
    """A network inside of a Sequential, as for transfer learning."""
    keras.backend.clear_session()
    return fill(
        keras.Sequential(
            [keras.Input((6, 6, 3)), base(), layers.Flatten(), layers.Dense(2, name="top"), layers.Dense(1, name="head")],
            name="whole",
        )
    )


def with_lambda():
    keras.backend.clear_session()
    return fill(
        keras.Sequential(
            [keras.Input((4,)), layers.Dense(2, name="first"), layers.Lambda(lambda x: x + 1, name="code"), layers.Dense(1, name="last")],
            name="lambda",
        )
    )


def variables(model, trainable_first, within=""):
    """Names and numbers in the order in which a format has them."""
    for layer in model.layers:
        path = f"{within}{layer.name}"
        if isinstance(layer, keras.Model) and not trainable_first:
            yield from variables(layer, False, f"{path}/")
        elif isinstance(layer, keras.Model):
            inner = {id(w): f"{path}/{child.name}" for child in layer.layers for w in child.weights}
            for w in layer.trainable_weights + layer.non_trainable_weights:
                yield inner[id(w)], w.name, w.numpy()
        else:
            for w in layer.weights:
                yield path, w.name, w.numpy()


def tensor(layer, part, value, dtype=None, name=None):
    name = name or (f"{layer}/{part}" if layer else part)
    return {
        "name": name,
        "layer": layer,
        "part": part,
        "dtype": dtype or str(value.dtype),
        **digest(name, np.asarray(value, np.float64)),
    }


# --- Keras 3, written and read by Keras ---------------------------------------------------------------------------


def by_keras(save, trainable_first, make=nested):
    def write(path):
        save(make(), str(path))

    def read(path):
        fresh = make()
        for w in fresh.weights:
            w.assign(w * 0)
        if path.suffix == ".keras":
            fresh = keras.models.load_model(path, safe_mode=False)
        else:
            fresh.load_weights(path)
        return [tensor(*each) for each in variables(fresh, trainable_first)]

    return write, read


# --- HDF5, written and read by h5py -----------------------------------------------------------------------------


def legacy(weights, whole=False, texts=None, chunked_names=False, suffix=":0", **options):
    """As Keras 2 wrote it (keras/src/saving/legacy/hdf5_format.py): a group for each layer, attributes with the names."""

    def write(path):
        with h5py.File(path, "w", **options) as file:
            group = file.create_group("model_weights") if whole else file
            names = list(dict.fromkeys(layer for layer, *_ in weights))
            encoded = [name.encode() for name in names]
            if chunked_names:
                group.attrs["layer_names0"], group.attrs["layer_names1"] = encoded[:1], encoded[1:]
            else:
                group.attrs["layer_names"] = encoded if texts is None else np.array(names, dtype=texts)
            group.attrs["backend"], group.attrs["keras_version"] = b"tensorflow", b"2.15.0"
            for name in names:
                inner = group.create_group(name)
                own = [each for each in weights if each[0] == name]
                inner.attrs["weight_names"] = [f"{stored}{suffix}".encode() for _, stored, *_ in own]
                for _, stored, _, _, value, *more in own:
                    inner.create_dataset(f"{stored}{suffix}", data=value, **(more[0] if more else {}))
            if whole:
                config = [{"class_name": kind, "config": {"name": name}} for name, kind in whole.items()]
                model = {"class_name": "Sequential", "config": {"name": "old", "layers": config}}
                file.attrs["model_config"] = json.dumps(model).encode()

    def read(path):
        found = []
        with h5py.File(path) as file:
            group = file["model_weights"] if whole else file
            for name, stored, layer, part, *_ in weights:
                data = group[name][f"{stored}{suffix}"]
                found.append(tensor(layer, part, data[()], data.dtype.newbyteorder("=").name))
        return found

    return write, read


def plain(layer, part, shape, stored=None):
    return layer, stored or f"{layer}/{part}", layer, part, weight(f"old/{layer}/{part}", shape)


OLD = [
    plain("conv1", "kernel", (3, 3, 3, 2)),
    plain("conv1", "bias", (2,)),
    plain("norm1", "gamma", (2,)),
    plain("norm1", "beta", (2,)),
    plain("norm1", "moving_mean", (2,)),
    plain("norm1", "moving_variance", (2,)),
    plain("top", "kernel", (8, 2), "sequential/top/kernel"),
    plain("top", "bias", (2,), "sequential/top/bias"),
]
OLD_CLASSES = {"conv1": "Conv2D", "norm1": "BatchNormalization", "flatten": "Flatten", "top": "Dense"}

NESTED_OLD = [
    ("vgg", "block1_conv1/kernel", "vgg/block1_conv1", "kernel", weight("old/vgg/block1_conv1/kernel", (3, 3, 3, 2))),
    ("vgg", "block1_conv1/bias", "vgg/block1_conv1", "bias", weight("old/vgg/block1_conv1/bias", (2,))),
    plain("top", "kernel", (8, 2)),
    plain("top", "bias", (2,)),
]

FIRST = [
    plain("block1_conv1", "kernel", (3, 3, 3, 2), "block1_conv1_W_1"),
    plain("block1_conv1", "bias", (2,), "block1_conv1_b_1"),
    plain("bn", "moving_mean", (2,), "bn_running_mean_1"),
    plain("bn", "moving_variance", (2,), "bn_running_std_1"),
]


def stored_as(part, shape, dtype, **options):
    value = weight(f"kinds/{part}", shape).astype(dtype)
    return "kinds", f"kinds/{part}", "kinds", part, value, options


KINDS = [
    stored_as("big", (3, 5), ">f4"),
    stored_as("big_double", (3, 5), ">f8"),
    stored_as("double", (3, 5), "<f8"),
    stored_as("half", (3, 5), "<f2"),
    stored_as("big_half", (3, 5), ">f2"),
    stored_as("deflated", (7, 5, 3), "<f4", chunks=(3, 2, 2), compression="gzip"),
    stored_as("shuffled", (7, 5), "<f4", chunks=(3, 5), compression="gzip", shuffle=True, fletcher32=True),
    stored_as("shuffled_double", (20, 3), ">f8", chunks=(1, 3), compression="gzip", shuffle=True),
    stored_as("chunked", (9, 4), "<f4", chunks=(2, 4)),
    stored_as("scalar", (), "<f4"),
    stored_as("empty", (0, 4), "<f4"),
]


# --- safetensors --------------------------------------------------------------------------------------------------

SAFE = {
    "layer1.0.conv1.weight": ("float32", "F32", (2, 3, 3, 3)),
    "layer1.0.bn1.running_var": ("float32", "F32", (2,)),
    "layer1.0.bn1.num_batches_tracked": ("int64", "I64", ()),
    "half": ("float16", "F16", (3, 3)),
    "brain": ("bfloat16", "BF16", (3, 3)),
    "double": ("float64", "F64", (3,)),
    "mask": ("bool", "BOOL", (5,)),
}


def safe_value(name, dtype, shape):
    return np.array(weight(f"safe/{name}/value", shape) * 30).astype(dtype)


def write_safetensors(path):
    values = {name: safe_value(name, dtype, shape) for name, (dtype, _, shape) in SAFE.items()}
    path.write_bytes(safetensors.numpy.save(values, metadata={"format": "pt"}))


def read_safetensors(path):
    content = path.read_bytes()
    found = dict(safetensors.deserialize(content))
    header = json.loads(content[8 : 8 + struct.unpack("<Q", content[:8])[0]])
    order = sorted(found, key=lambda name: header[name]["data_offsets"])
    values = {name: np.frombuffer(found[name]["data"], SAFE[name][0]).reshape(found[name]["shape"]) for name in order}
    return [tensor(*splitted(name), value, SAFE[name][1], name) for name, value in values.items()]


def splitted(name):
    layer, _, part = name.rpartition(".")
    return layer, part


# --- TensorFlow ---------------------------------------------------------------------------------------------------


class Tower(tf.Module):
    """Variables that are named like modules name them: by what holds them."""

    def __init__(self):
        super().__init__()
        self.rooms = [tf.Variable(weight(f"tower/{index}/kernel", (2, 3)), name="w") for index in range(12)]
        self.brain = tf.Variable(tf.cast(weight("tower/brain/kernel", (3, 1)), tf.bfloat16), name="brain")

    @tf.function(input_signature=[tf.TensorSpec([None, 2])])
    def climb(self, x):
        return x @ self.rooms[0]


def keep_variables(folder, path):
    """Only what is read is kept; the graph is by far the largest, and is not read."""
    (path / "variables").mkdir(parents=True)
    for file in (folder / "variables").iterdir():
        shutil.copy(file, path / "variables" / file.name)
    (path / "saved_model.pb").write_bytes(b"")


def saved_model(save):
    def write(path):
        with tempfile.TemporaryDirectory() as folder:
            save(folder)
            keep_variables(pathlib.Path(folder), path)

    return write


def checkpoint_value(path, key):
    return tf.train.load_checkpoint(str(path / "variables" / "variables")).get_tensor(f"{key}/.ATTRIBUTES/VARIABLE_VALUE")


def read_export(path):
    # The path that a variable got when it was made; a layer that was made in a model of its own does not name that.
    named = [w.path.rpartition("/") for layer in nested().layers for w in layer.weights]
    return [
        tensor(layer, part, checkpoint_value(path, f"variables/{index}"))
        for index, (layer, _, part) in enumerate(named)
    ]


def read_module(path):
    rooms = [tensor("rooms", str(index), checkpoint_value(path, f"rooms/{index}")) for index in range(12)]
    return [*rooms, tensor("", "brain", checkpoint_value(path, "brain").astype(np.float32), "bfloat16")]


# --- TensorFlow.js, by its documentation (tfjs-core/src/io/types.ts) ----------------------------------------------


def quantized(value, dtype):
    if dtype is None:
        return value.astype("<f4").tobytes(), value, {}
    if dtype == "float16":
        return value.astype("<f2").tobytes(), value.astype("<f2"), {"quantization": {"dtype": dtype}}
    levels = np.iinfo(dtype).max
    low, scale = float(value.min()), float(value.max() - value.min()) / levels
    stored = np.round((value - low) / scale).astype(np.dtype(dtype).newbyteorder("<"))
    return stored.tobytes(), stored.astype(np.float64) * scale + low, {"quantization": {"dtype": dtype, "scale": scale, "min": low}}


JS_LAYERS = [
    ("conv1/kernel", (3, 3, 3, 2), None),
    ("conv1/bias", (2,), None),
    ("norm1/gamma", (5,), "float16"),
    ("conv2/kernel", (3, 3, 2, 2), "uint8"),
    ("top/kernel", (8, 2), "uint16"),
]

JS_GRAPH = {
    "StatefulPartitionedCall/model/conv1/Conv2D/ReadVariableOp": ("model/conv1", "kernel", (3, 3, 3, 2)),
    "StatefulPartitionedCall/model/conv1/BiasAdd/ReadVariableOp": ("model/conv1", "bias", (2,)),
    "StatefulPartitionedCall/model/norm1/FusedBatchNormV3/ReadVariableOp": ("model/norm1", "moving_mean", (2,)),
    "StatefulPartitionedCall/model/norm1/FusedBatchNormV3/ReadVariableOp_1": ("model/norm1", "moving_variance", (2,)),
    "StatefulPartitionedCall/model/norm1/ReadVariableOp": ("model/norm1", "gamma", (2,)),
    "StatefulPartitionedCall/model/norm1/ReadVariableOp_1": ("model/norm1", "beta", (2,)),
    "model/top/MatMul/ReadVariableOp": ("model/top", "kernel", (8, 2)),
    "model/top/MatMul_bias": ("model/top", "MatMul_bias", (2,)),
}


def js_value(name, shape):
    return weight(f"js/{name}/value", shape)


def js_parts():
    for name, shape, dtype in JS_LAYERS:
        yield name, shape, *quantized(js_value(name, shape), dtype)


def write_model(path, model, entries, content, cuts):
    """The weights in files that are cut without regard to where one of them ends."""
    path.mkdir(parents=True)
    bounds = [0, *cuts, len(content)]
    names = [f"group1-shard{index + 1}of{len(bounds) - 1}.bin" for index in range(len(bounds) - 1)]
    for name, start, end in zip(names, bounds, bounds[1:]):
        (path / name).write_bytes(content[start:end])
    manifest = [{"paths": names, "weights": entries}]
    (path / "model.json").write_text(json.dumps({**model, "weightsManifest": manifest}, indent=1))


def write_js_layers(path):
    parts = list(js_parts())
    entries = [{"name": name, "shape": list(shape), "dtype": "float32", **more} for name, shape, _, _, more in parts]
    label = struct.pack("<I", 3) + b"cat" + struct.pack("<I", 0)
    entries += [
        {"name": "labels", "shape": [2], "dtype": "string"},
        {"name": "steps", "shape": [], "dtype": "int32"},
    ]
    content = b"".join(stored for _, _, stored, _, _ in parts) + label + struct.pack("<i", 7)
    topology = {"keras_version": "2.15.0", "backend": "tensorflow", "model_config": {"class_name": "Sequential", "config": {"layers": []}}}
    write_model(path, {"format": "layers-model", "modelTopology": topology}, entries, content, [100, 230])


def read_js_layers(path):
    floats = [tensor(*name.split("/"), value, "float32" + (f" as {more['quantization']['dtype']}" if more else "")) for name, _, _, value, more in js_parts()]
    return [
        *floats,
        {"name": "labels", "layer": "", "part": "labels", "dtype": "string", "shape": [2]},
        {"name": "steps", "layer": "", "part": "steps", "dtype": "int32", "shape": []},
    ]


def write_js_graph(path):
    entries = [{"name": name, "shape": list(shape), "dtype": "float32"} for name, (_, _, shape) in JS_GRAPH.items()]
    content = b"".join(js_value(name, shape).astype("<f4").tobytes() for name, (_, _, shape) in JS_GRAPH.items())
    write_model(path, {"format": "graph-model", "modelTopology": {"node": []}}, entries, content, [])


def read_js_graph(path):
    return [tensor(layer, part, js_value(name, shape), name=name) for name, (layer, part, shape) in JS_GRAPH.items()]


CASES = {
    "nested.h5": ("keras-h5", *by_keras(lambda model, path: model.save(path), True)),
    "nested.weights.h5": ("keras-weights-h5", *by_keras(lambda model, path: model.save_weights(path), False)),
    "nested.keras": ("keras", *by_keras(lambda model, path: model.save(path), False)),
    "lambda.keras": ("keras", *by_keras(lambda model, path: model.save(path), False, with_lambda)),
    "keras2.h5": ("keras-h5", *legacy(OLD, whole=OLD_CLASSES)),
    "keras2-weights.h5": ("keras-h5", *legacy(NESTED_OLD, texts=h5py.string_dtype())),
    "keras2-long-names.h5": ("keras-h5", *legacy(NESTED_OLD, chunked_names=True)),
    "keras1.h5": ("keras-h5", *legacy(FIRST)),
    "latest.h5": ("keras-h5", *legacy(NESTED_OLD, libver="latest")),
    "kinds.h5": ("keras-h5", *legacy(KINDS, suffix="")),
    "torch.safetensors": ("safetensors", write_safetensors, read_safetensors),
    "savedmodel-keras3": ("savedmodel", saved_model(lambda folder: nested().export(folder, verbose=False)), read_export),
    "savedmodel-module": ("savedmodel", saved_model(lambda folder: tf.saved_model.save(Tower(), folder)), read_module),
    "tfjs-layers": ("tfjs", write_js_layers, read_js_layers),
    "tfjs-graph": ("tfjs", write_js_graph, read_js_graph),
}


def case(name, kind, make, read):
    path = FILES / name
    if not path.exists():
        FILES.mkdir(parents=True, exist_ok=True)
        make(path)
    return {"file": name, "format": kind, "tensors": read(path)}


write_fixture("weight_files", [case(name, *entry) for name, entry in CASES.items()])
