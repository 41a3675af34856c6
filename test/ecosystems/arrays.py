"""Arrays that a test has written beside an export (see arrays.ts)."""

import json
from pathlib import Path

import numpy as np


def read_arrays(folder):
    shapes = json.loads(Path(folder, "arrays.json").read_text())
    numbers = np.fromfile(Path(folder, "arrays.bin"), np.float32)
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])
    parts = np.split(numbers, ends[:-1])
    return {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts)}
