"""Photos as Keras's image_dataset_from_directory resizes them: a folder of PNGs read back, pixels from draws.py."""

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


def resized(name, stored, wanted):
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "only"))
        pixels = np.floor(uniform(name, stored[0] * stored[1] * 3) * 256).astype(np.uint8)
        png = tf.io.encode_png(pixels.reshape(*stored, 3))
        tf.io.write_file(os.path.join(folder, "only", "photo.png"), png)
        photos = keras.utils.image_dataset_from_directory(
            folder, label_mode=None, image_size=wanted, batch_size=1, shuffle=False, verbose=False
        )
        (photo,) = next(iter(photos)).numpy()
        return photo


write_fixture(
    "resize",
    [
        {
            "name": (name := f"resize/{stored[0]}x{stored[1]}-to-{wanted[0]}x{wanted[1]}"),
            "stored": stored,
            "wanted": wanted,
            "pixels": [float(value) for value in resized(name, stored, wanted).ravel()],
        }
        for stored, wanted in SIZES
    ],
)
