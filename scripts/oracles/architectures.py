"""The architectures of Keras Applications: each layer's name, output and parameters, with random weights.

The standard library's twins are in stdlib/; tables there say which of their layers has which name here.
"""

from write import write_fixture  # first: it quietens TensorFlow

import keras
from keras import applications as apps

ARCHITECTURES = {
    "std/vgg": ["VGG16", "VGG19"],
    "std/resnet": ["ResNet50", "ResNet101", "ResNet152"],
    "std/resnet_v2": ["ResNet50V2", "ResNet101V2", "ResNet152V2"],
    "std/mobilenet": ["MobileNet"],
    "std/mobilenet_v2": ["MobileNetV2"],
}


def given(layer):
    """Whether the layer was given its name: Keras numbers the others across all networks, and they have no weights.

    MobileNetV2's zero padding is left out as well: by the size's parity it is what `same` is, and so our layers say.
    """
    if isinstance(layer, keras.layers.ZeroPadding2D) and layer.name.startswith("block_"):
        return False
    anonymous = (keras.layers.InputLayer, keras.layers.MaxPooling2D, keras.layers.GlobalAveragePooling2D)
    return not isinstance(layer, anonymous) or layer.name.endswith(("pool", "pool1_pool"))


def architecture(module, name):
    build = getattr(apps, name)
    keras.backend.clear_session()
    whole = build(weights=None)
    base = build(weights=None, include_top=False, input_shape=(150, 200, 3))
    return {
        "module": module,
        "name": name,
        "parameters": whole.count_params(),
        "nonTrainable": sum(w.value.numpy().size for w in whole.non_trainable_weights if "seed" not in w.path),
        "layers": [
            [layer.name, list(layer.output.shape[1:]), layer.count_params()]
            for layer in whole.layers
            if given(layer)
        ],
        "base": {
            "input": [150, 200, 3],
            "parameters": base.count_params(),
            "output": list(base.output.shape[1:]),
        },
    }


write_fixture(
    "architectures",
    [architecture(module, name) for module, names in ARCHITECTURES.items() for name in names],
)
