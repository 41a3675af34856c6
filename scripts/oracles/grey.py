"""The photos of test/fixtures/formats in one channel: as tf.io.decode_image(channels=1) reads JPEG and PNG and Pillow's convert("L") the
others, of the same size and turned upright; and as image_dataset_from_directory(color_mode="grayscale") reads and resizes a folder."""

from write import write_fixture  # first: it quietens TensorFlow

import io
import os
import pathlib
import shutil
import tempfile

import keras
import numpy as np
import tensorflow as tf
from PIL import Image, ImageOps

PHOTOS = pathlib.Path(__file__).parents[2] / "test" / "fixtures" / "formats"
ORIENTATION = 0x0112
RESIZED = {"baseline.jpg": (7, 5), "rgb.png": (13, 21), "grey.png": (7, 5)}


def upright(pixels, orientation):
    photo = Image.fromarray(pixels)
    photo.getexif()[ORIENTATION] = orientation
    return np.asarray(ImageOps.exif_transpose(photo))


def by_pillow(photo, content):
    # Inks become light as TensorFlow does it, which has no grey of them.
    if photo.mode == "CMYK" and photo.format == "JPEG":
        photo = Image.fromarray(tf.io.decode_image(content, channels=3).numpy())
    if photo.mode == "I;16":
        return (np.asarray(photo) >> 8).astype(np.uint8)
    return np.asarray(photo.convert("RGB").convert("L"))


def case(path):
    content = path.read_bytes()
    photo = Image.open(io.BytesIO(content))
    if path.suffix in (".jpg", ".png") and photo.mode != "CMYK":
        grey = tf.io.decode_image(content, channels=1).numpy()[..., 0]
        reference, pixels = "TensorFlow", upright(grey, photo.getexif().get(ORIENTATION, 1))
    else:
        reference, pixels = "Pillow", by_pillow(photo, content)
    return {"file": path.name, "reference": reference, "size": list(pixels.shape[:2]), "pixels": pixels.ravel().tolist()}


def resized(name, size):
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "only"))
        shutil.copy(PHOTOS / name, os.path.join(folder, "only"))
        photos = keras.utils.image_dataset_from_directory(
            folder, label_mode=None, color_mode="grayscale", image_size=size, batch_size=1, shuffle=False, verbose=False
        )
        (photo,) = next(iter(photos)).numpy()
        pixels = [round(float(level), 3) for level in photo.ravel()]
        return {"file": name, "reference": "Keras", "size": list(size), "pixels": pixels}


write_fixture(
    "grey", [case(path) for path in sorted(PHOTOS.iterdir())] + [resized(name, size) for name, size in RESIZED.items()]
)
