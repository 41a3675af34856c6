"""Networks of Keras Applications in full size: files in every layout that Keras has written, and predictions on photos.

The first argument is a folder with photos/*.png; files go below it, and what Keras says to predictions.json.
"""

import gc
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import numpy as np
from keras import applications
from keras.src.legacy.saving import legacy_h5_format

FOLDER = pathlib.Path(sys.argv[1])
PHOTOS = np.stack([keras.utils.img_to_array(keras.utils.load_img(path)) for path in sorted((FOLDER / "photos").glob("*.png"))])


def random_weights(model, photos, rng):
    """Normal kernels after He, and statistics of batch normalisation that are near those of the photos: signals keep
    their size through any depth, and every weight tells in the predictions."""
    for layer in model.layers:
        for weight in layer.weights:
            shape = weight.shape
            if weight.name.endswith("kernel"):
                fan_in = np.prod(shape[:2] if "depthwise" in layer.name else shape[:-1])
                value = rng.standard_normal(shape, np.float32) * np.float32(np.sqrt(2 / fan_in))
            elif weight.name == "gamma":
                value = rng.uniform(0.8, 1.2, shape)
            else:
                value = rng.uniform(-0.1, 0.1, shape)
            weight.assign(value)
    first = next(layer for layer in model.layers if layer.weights)
    first.kernel.assign(first.kernel / np.std(photos))
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in norms]
    for layer in norms:
        layer.momentum = 0.0
    model(photos, training=True)
    for layer, momentum in zip(norms, momenta):
        layer.momentum = momentum
        deviation = np.sqrt(layer.moving_variance)
        layer.moving_mean.assign(layer.moving_mean + rng.uniform(-0.1, 0.1, deviation.shape) * deviation)
        layer.moving_variance.assign(layer.moving_variance * rng.uniform(0.8, 1.25, deviation.shape))


def keras2_layout(model, path, name_of):
    """As the files that Keras publishes are: a group a layer, its weights named in an attribute."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
        file.attrs["backend"], file.attrs["keras_version"] = b"tensorflow", b"2.2.4"
        for layer in model.layers:
            group = file.create_group(layer.name)
            names = [name_of(layer.name, weight.name) for weight in layer.weights]
            group.attrs["weight_names"] = [name.encode() for name in names]
            for name, weight in zip(names, layer.weights):
                group.create_dataset(name, data=weight.numpy())


def keras2_name(layer, part):
    part = "depthwise_kernel" if part == "kernel" and "depthwise" in layer else part
    return f"{layer}/{part}:0"


def keras1_name(layer, part):
    return f"{layer}_{'W' if part == 'kernel' else 'b'}_1:0"


def weights_alone(model, path):
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


NETWORKS = {
    "VGG16": (applications.vgg16, keras1_name),
    "ResNet50": (applications.resnet, keras2_name),
    "MobileNetV2": (applications.mobilenet_v2, keras2_name),
}


def write(name, module, name_of):
    keras.backend.clear_session()
    folder = FOLDER / name
    folder.mkdir()
    photos = module.preprocess_input(PHOTOS.copy())
    model = getattr(module, name)(weights=None)
    random_weights(model, photos, np.random.default_rng(len(name)))
    model.save(folder / "whole.h5")
    model.save(folder / "whole.keras")
    model.save_weights(folder / "whole.weights.h5")
    # Without its top: the layer before the first of the top is the last feature map.
    headless = getattr(module, name)(weights=None, include_top=False, input_shape=(224, 224, 3))
    for layer in headless.layers:
        layer.set_weights(model.get_layer(layer.name).get_weights() if layer.weights else [])
    weights_alone(headless, folder / "notop.h5")
    keras2_layout(headless, folder / "notop-keras2.h5", name_of)
    return {"predictions": model(photos, training=False).numpy().tolist()}


results = {}
for name, (module, name_of) in NETWORKS.items():
    results[name] = write(name, module, name_of)
    gc.collect()
(FOLDER / "predictions.json").write_text(json.dumps(results))
