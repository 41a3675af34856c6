"""
Augmentation as Keras documents it, in numpy alone: affine maps as in keras.src.legacy.preprocessing.image
(apply_affine_transform, on square photos, where its exchanged axes do no harm), read between pixels bilinearly; colours by
their definitions, through matrices for one pixel at a time.
"""

from write import write_fixture  # first: it quietens TensorFlow

import numpy as np

from draws import uniform

SIZE = 14


def matrix(theta=0, tx=0, ty=0, shear=0, zx=1, zy=1, flip=None):
    """Keras's matrices in its order, from a place (x, y) of the result to one of the photo."""
    a, s = np.deg2rad(theta), np.deg2rad(shear)
    made = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    made = made @ np.array([[1, 0, tx], [0, 1, ty], [0, 0, 1]])
    made = made @ np.array([[1, -np.sin(s), 0], [0, np.cos(s), 0], [0, 0, 1]])
    made = made @ np.diag([zx, zy, 1])
    if flip is not None:
        made = made @ np.diag([-1, 1, 1] if flip == "horizontal" else [1, -1, 1])
    centre = SIZE / 2 - 0.5
    there = np.array([[1, 0, centre], [0, 1, centre], [0, 0, 1]])
    back = np.array([[1, 0, -centre], [0, 1, -centre], [0, 0, 1]])
    return there @ made @ back


def index(place, fill):
    """Where a whole place beyond the edges takes its level from; None is the constant."""
    if fill == "nearest":
        return min(max(place, 0), SIZE - 1)
    if fill == "wrap":
        return place % SIZE
    if fill == "reflect":
        place %= 2 * SIZE
        return place if place < SIZE else 2 * SIZE - 1 - place
    return place if 0 <= place < SIZE else None


def moved(photo, m, fill="nearest", constant=0.0):
    result = np.zeros_like(photo)
    for y in range(SIZE):
        for x in range(SIZE):
            column, row, _ = m @ [x, y, 1]
            left, top = int(np.floor(column)), int(np.floor(row))
            for dy, wy in ((0, 1 - (row - top)), (1, row - top)):
                for dx, wx in ((0, 1 - (column - left)), (1, column - left)):
                    i, j = index(top + dy, fill), index(left + dx, fill)
                    level = constant if i is None or j is None else photo[i, j]
                    result[y, x] += wy * wx * level
    return result


GREY = np.array([0.299, 0.587, 0.114])


def coloured(photo, step, value):
    grey = photo @ GREY
    if step == "brightness":
        return np.clip(photo * value, 0, 255)
    if step == "contrast":
        return np.clip(grey.mean() + (photo - grey.mean()) * value, 0, 255)
    if step == "saturation":
        return np.clip(grey[..., None] + (photo - grey[..., None]) * value, 0, 255)
    if step == "hue":  # Rodrigues: a turn about the axis of greys
        axis, angle = np.ones(3) / np.sqrt(3), np.deg2rad(value)
        turned = (
            photo * np.cos(angle)
            + np.cross(axis, photo) * np.sin(angle)
            + axis * (photo @ axis)[..., None] * (1 - np.cos(angle))
        )
        return np.clip(turned, 0, 255)
    return np.repeat(grey[..., None], 3, axis=-1)


def blurred(photo, sigma):
    radius = int(np.ceil(3 * sigma))
    weights = np.exp(-np.arange(-radius, radius + 1) ** 2 / (2 * sigma**2))
    weights /= weights.sum()
    for axis in (0, 1):
        widths = [(radius, radius) if other == axis else (0, 0) for other in range(3)]
        padded = np.pad(photo, widths, mode="edge")
        parts = [np.take(padded, np.arange(k, k + SIZE), axis=axis) * w for k, w in enumerate(weights)]
        photo = np.sum(parts, axis=0)
    return photo


GEOMETRY = [
    ("rotate(30)", dict(theta=30)),
    ("rotate(-110)", dict(theta=-110)),
    ("shift", dict(tx=2.6, ty=-1.4)),
    ("shear(0.2)", dict(shear=0.2)),
    ("shear(25)", dict(shear=25)),
    ("zoom", dict(zx=0.8, zy=1.2)),
    ("flip(horizontal)", dict(flip="horizontal")),
    ("flip(vertical)", dict(flip="vertical")),
    ("lecture", dict(theta=-33, tx=1.7, ty=2.1, shear=0.13, zx=1.17, zy=0.86, flip="horizontal")),
]
FILLS = [("nearest", 0.0), ("reflect", 0.0), ("wrap", 0.0), ("constant", 51.0)]
COLOURS = [("brightness", 1.3), ("contrast", 0.6), ("saturation", 1.7), ("saturation", 0.2), ("hue", 40.0), ("hue", -120.0), ("grey", 0.0)]

photo = np.floor(uniform("augmentation", SIZE * SIZE * 3) * 256).reshape(SIZE, SIZE, 3)


def flat(values):
    return [round(float(value), 3) for value in values.ravel()]


cases = [{"name": "photo", "size": SIZE, "levels": flat(photo)}]
for name, settings in GEOMETRY:
    fills = FILLS if name in ("lecture", "shift") else FILLS[:1]
    for fill, constant in fills:
        levels = flat(moved(photo, matrix(**settings), fill, constant))
        cases.append({"name": f"{name} {fill}", "geometry": settings, "fill": fill, "constant": constant, "levels": levels})
for step, value in COLOURS:
    cases.append({"name": f"{step}({value})", "colour": step, "value": value, "levels": flat(coloured(photo, step, value))})
for sigma in (0.6, 1.5):
    cases.append({"name": f"blur({sigma})", "blur": sigma, "levels": flat(blurred(photo, sigma))})
write_fixture("augmentation", cases)
