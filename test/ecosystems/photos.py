"""Photos as exports take them: levels from 0 to 255, float32, one array for all of them."""

import sys

import numpy as np
from PIL import Image


def read_photos(paths):
    return np.stack([np.asarray(Image.open(path).convert("RGB"), dtype=np.float32) for path in paths])


def arguments():
    """The folder of the export, and its photos in one array."""
    return sys.argv[1], read_photos(sys.argv[2:])
