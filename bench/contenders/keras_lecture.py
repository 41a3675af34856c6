"""What the contenders share of the lecture's recipe in Keras: its augmentation, and the network of `examples/vgg_finetune.net`."""

import keras
from keras import layers

# For ImageDataGenerator; the shear is 0.2 degrees.
augmentation = dict(
    rotation_range=40,
    width_shift_range=0.2,
    height_shift_range=0.2,
    shear_range=0.2,
    zoom_range=0.2,
    horizontal_flip=True,
    fill_mode="nearest",
)


def vgg():
    """VGG16's convolutions with weights drawn at random, and the model of them and a new top."""
    base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(150, 150, 3))
    model = keras.Sequential(
        [
            keras.Input((150, 150, 3)),
            base,
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    return base, model


def begin_phase(base, model, phase):
    """Freezes what the phase `top` or `fine` keeps, and compiles the model for it."""
    base.trainable = phase == "fine"
    if phase == "fine":
        for layer in base.layers:
            layer.trainable = layer.name.startswith("block5")
    rate = 2e-5 if phase == "top" else 1e-5
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(rate), metrics=["accuracy"])
