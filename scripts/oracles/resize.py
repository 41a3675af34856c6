"""Photos as Keras and TensorFlow resize them; pixels from draws.py. Stretched, a folder of PNGs goes through
image_dataset_from_directory; the other rules through the layer and the function that have them."""

from write import write_fixture  # first: it quietens TensorFlow

import os
import tempfile

import keras
import numpy as np
import tensorflow as tf

from draws import uniform

# Height and width of the file, then of what the model gets.
SIZES = [
    ((13, 17), (7, 5)),
    ((5, 4), (11, 9)),
    ((50, 37), (15, 15)),
    ((37, 50), (15, 15)),
    ((12, 12), (12, 12)),
    ((1, 3), (4, 4)),
    ((9, 400), (3, 30)),
]

# Odd and even differences, on either axis, smaller and larger.
SHAPED = [((13, 17), (7, 5)), ((50, 37), (15, 15)), ((37, 50), (9, 15)), ((5, 4), (11, 9)), ((6, 31), (4, 4))]


def drawn(name, stored):
    return np.floor(uniform(name, stored[0] * stored[1] * 3) * 256).astype(np.uint8).reshape(*stored, 3)


def loaded(pixels, wanted):
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "only"))
        tf.io.write_file(os.path.join(folder, "only", "photo.png"), tf.io.encode_png(pixels))
        photos = keras.utils.image_dataset_from_directory(
            folder, label_mode=None, image_size=wanted, batch_size=1, shuffle=False, verbose=False
        )
        (photo,) = next(iter(photos)).numpy()
        return photo


def layer(pixels, wanted, **options):
    return keras.layers.Resizing(*wanted, **options)(pixels[None].astype(np.float32))[0].numpy()


def antialiased(pixels, wanted, **options):
    return keras.ops.image.resize(pixels.astype(np.float32), wanted, antialias=True, **options).numpy()


RULES = {
    "stretch": (SIZES, loaded),
    "crop": (SHAPED, lambda pixels, wanted: layer(pixels, wanted, crop_to_aspect_ratio=True)),
    "pad": (SHAPED, lambda pixels, wanted: layer(pixels, wanted, pad_to_aspect_ratio=True)),
    "stretch, antialiased": (SIZES, lambda pixels, wanted: tf.image.resize(pixels, wanted, antialias=True).numpy()),
    "crop, antialiased": (SHAPED[:3], lambda pixels, wanted: antialiased(pixels, wanted, crop_to_aspect_ratio=True)),
    "pad, antialiased": (SHAPED[:3], lambda pixels, wanted: antialiased(pixels, wanted, pad_to_aspect_ratio=True)),
}

write_fixture(
    "resize",
    [
        {
            "name": (name := f"resize/{stored[0]}x{stored[1]}-to-{wanted[0]}x{wanted[1]}"),
            "rule": rule,
            "stored": stored,
            "wanted": wanted,
            "pixels": [round(float(value), 3) for value in resize(drawn(name, stored), wanted).ravel()],
        }
        for rule, (sizes, resize) in RULES.items()
        for stored, wanted in sizes
    ],
)
