"""Small images, labels and numbers in files as numpy writes them (.npy and .npz, each type, order of bytes and order of sizes), and in
the files of MNIST and CIFAR by their published layouts, read back as Keras's loaders do. Pixels are levels [height, width, channels]."""

from write import write_fixture  # first: it quietens TensorFlow

import base64
import gzip
import io
import struct

import numpy as np

from draws import uniform

HEIGHT, WIDTH, COUNT = 4, 5, 6


def levels(name, shape):
    return np.floor(uniform(f"arrays/{name}", int(np.prod(shape))).reshape(shape) * 256).astype(np.uint8)


def packed(content):
    return gzip.compress(content, mtime=0)


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def npz(compressed, **arrays):
    file = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(file, **arrays)
    return file.getvalue()


def case(name, files, splits):
    """splits: for each split its images, levels or None, and its labels by name."""
    return {
        "name": name,
        "files": {file: base64.b64encode(content).decode() for file, content in files.items()},
        "splits": {
            split: {
                "images": [np.atleast_3d(image).ravel().tolist() for image in images],
                "labels": {label: np.asarray(values).tolist() for label, values in labels.items()},
            }
            for split, (images, labels) in splits.items()
        },
    }


def idx(array):
    codes = {"uint8": 0x08, "int8": 0x09, "int16": 0x0B, "int32": 0x0C, "float32": 0x0D, "float64": 0x0E}
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    big = array.astype(array.dtype.newbyteorder(">"))
    return bytes([0, 0, codes[array.dtype.name], array.ndim]) + sizes + big.tobytes()


def mnist(name, pack, kind="uint8"):
    images = {split: levels(f"{name} {split}", (count, HEIGHT, WIDTH)) for split, count in (("train", COUNT), ("t10k", 3))}
    labels = {split: (np.arange(len(each)) * 3 % 10).astype(np.uint8) for split, each in images.items()}
    files = {}
    for split, each in images.items():
        ending = ".gz" if pack else ""
        content = idx(each if kind == "uint8" else (each / np.float32(255)).astype(kind))
        files[f"{split}-images-idx3-ubyte{ending}"] = packed(content) if pack else content
        content = idx(labels[split])
        files[f"{split}-labels-idx1-ubyte{ending}"] = packed(content) if pack else content
    # As keras.datasets.mnist was made: the numbers behind sixteen and eight bytes of header.
    read = {split: np.frombuffer(idx(each), np.uint8, offset=16).reshape(each.shape) for split, each in images.items()}
    return case(name, files, {
        "train": (read["train"], {"class": labels["train"]}),
        "test": (read["t10k"], {"class": labels["t10k"]}),
    })


def cifar(name, labels, files):
    """Records of label bytes and 3072 levels; read as keras.datasets.cifar10.load_batch arranges them, channels last."""
    contents, splits = {}, {"train": ([], {label: [] for label in labels}), "test": ([], {label: [] for label in labels})}
    for place, (file, count) in enumerate(files.items()):
        planes = levels(f"{name} {file}", (count, 3, 32, 32))
        numbers = {label: (np.arange(count) * 7 + place + at) % (10 if labels == ["class"] else 20) for at, label in enumerate(labels)}
        bytes_ = [np.asarray(numbers[label], np.uint8)[:, None] for label in labels]
        contents[file] = np.concatenate([*bytes_, planes.reshape(count, -1)], axis=1).tobytes()
        images, known = splits["test" if "test" in file else "train"]
        images.extend(planes.transpose(0, 2, 3, 1))
        for label in labels:
            known[label].extend(int(number) for number in numbers[label])
    return case(name, contents, splits)


def numpy_file(name, stored, images, labels=None):
    labels = np.arange(len(images)) % 3 if labels is None else labels
    known = labels if labels.ndim == 1 else labels.argmax(axis=1)
    return case(name, {"x.npy": npy(stored), "y.npy": npy(labels)}, {"train": (images, {"y": known})})


def texts_file(name, kind):
    """Classes as texts, of which one is not in ASCII."""
    names, known = np.array(["cat", "Kuh", "öde"]), np.array([2, 0, 1, 1, 0, 2])
    stored = np.char.encode(names, "utf-8") if kind == "S" else names.astype(np.dtype("U3").newbyteorder(kind))
    return case(name, {"x.npy": npy(grey), "y.npy": npy(stored[known])}, {"train": (grey, {"y": known})})


grey, colour = levels("grey", (COUNT, HEIGHT, WIDTH)), levels("colour", (COUNT, HEIGHT, WIDTH, 3))
opaque = levels("opaque", (COUNT, HEIGHT, WIDTH, 4))
shares = (grey / 255.0).astype(np.float64)
places = np.round(uniform("arrays/places", COUNT * 2).reshape(COUNT, 2), 4)
ages = np.array([1.5, np.nan, 3, 4, 5, 6])

cases = [
    mnist("mnist", False),
    mnist("mnist packed", True),
    mnist("mnist of floats", False, "float32"),
    cifar("cifar10", ["class"], {"data_batch_1.bin": 3, "data_batch_2.bin": 2, "test_batch.bin": 2}),
    cifar("cifar100", ["coarse", "fine"], {"train.bin": 4, "test.bin": 2}),
    numpy_file("uint8", grey, grey),
    numpy_file("uint8 in Fortran's order", np.asfortranarray(grey), grey),
    numpy_file("colour", colour, colour),
    numpy_file("colour in Fortran's order", np.asfortranarray(colour), colour),
    numpy_file("channels first", colour.transpose(0, 3, 1, 2).copy(), colour),
    numpy_file("channels first in Fortran's order", np.asfortranarray(colour.transpose(0, 3, 1, 2)), colour),
    numpy_file("one channel", grey[..., None], grey),
    numpy_file("opacity", opaque, opaque[..., :3]),
    numpy_file("bool", grey > 127, np.where(grey > 127, 255, 0)),
    *(numpy_file(f"{kind}{order}", grey.astype(np.dtype(kind).newbyteorder(order)), grey)
      for kind in ("int16", "uint16", "int32", "uint32", "int64", "uint64") for order in ("<", ">")),
    *(numpy_file(f"{kind}{order}", shares.astype(np.dtype(kind).newbyteorder(order)), grey)
      for kind in ("float16", "float32", "float64") for order in ("<", ">")),
    numpy_file("float64 in Fortran's order", np.asfortranarray(shares), grey),
    numpy_file("one-hot labels", grey, grey, np.eye(3)[[0, 1, 2, 2, 1, 0]]),
    *(texts_file(f"texts {kind}", kind) for kind in ("<", ">", "S")),
]
for compressed in (False, True):
    stored = npz(compressed, x_train=grey, y_train=np.arange(COUNT) % 3, p_train=places, a_train=ages,
                 x_val=grey[:2], y_val=np.array([2, 1]), p_val=places[:2], a_val=ages[:2],
                 x_test=grey[3:], y_test=np.array([0, 1, 2], np.uint8), p_test=np.asfortranarray(places[3:]), a_test=ages[3:])
    name = "npz compressed" if compressed else "npz"
    cases.append(case(name, {"digits.npz": stored}, {
        split: (images, {"y": y, "p": p.ravel(), "a": [None if np.isnan(age) else age for age in a]})
        for split, images, y, p, a in (
            ("train", grey, np.arange(COUNT) % 3, places, ages),
            ("validation", grey[:2], np.array([2, 1]), places[:2], ages[:2]),
            ("test", grey[3:], np.arange(3), places[3:], ages[3:]),
        )
    }))
write_fixture("arrays", cases)
