"""Networks of Keras Applications on small photos, with drawn weights: predictions and every gradient.

Their twins are programs in test/conformance/programs over the standard library. Weights are drawn by Keras's names.
"""

from write import write_fixture  # first: it quietens TensorFlow

import keras
from keras import applications as apps
from keras import layers

from training import network


def under_a_head(base):
    """As the programs have it: averages of the last feature map, and three classes."""
    x = layers.GlobalAveragePooling2D(name="kind.global_avgpool1")(base.output)
    return keras.Model(base.input, layers.Dense(3, activation="softmax", name="kind.dense1")(x))


def application(name, size):
    def build():
        keras.backend.clear_session()
        return under_a_head(getattr(apps, name)(weights=None, include_top=False, input_shape=(size, size, 3)))

    return build


def inception():
    image = keras.Input((14, 11, 3), name="photo")
    a = layers.Conv2D(6, 1, activation="relu", name="base.conv1")(image)
    b = layers.Conv2D(4, 1, activation="relu", name="base.conv2")(image)
    b = layers.Conv2D(8, 3, activation="relu", padding="same", name="base.conv3")(b)
    c = layers.Conv2D(2, 1, activation="relu", name="base.conv4")(image)
    c = layers.Conv2D(4, 5, activation="relu", padding="same", name="base.conv5")(c)
    d = layers.MaxPooling2D(3, 1, "same")(image)
    d = layers.Conv2D(5, 1, activation="relu", name="base.conv6")(d)
    return under_a_head(keras.Model(image, layers.Concatenate()([a, b, c, d])))


NETWORKS = {
    "vgg16": (application("VGG16", 32), 16),
    "resnet50": (application("ResNet50", 64), 20),
    "mobilenet_v2": (application("MobileNetV2", 64), 32),
    "inception": (inception, 1),
}

# Batch normalisation is frozen, as in fine-tuning: with the statistics of four photos a network of this depth is chaotic,
# and Keras with and without oneDNN differs by more than the gradient itself.
write_fixture(
    "standard_networks",
    [
        network(name, name, "once", build, 4, 3, 1, None, block, steps=0, frozen=(layers.BatchNormalization,))
        for name, (build, block) in NETWORKS.items()
    ],
)
