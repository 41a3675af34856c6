"""Files of HDF5 that lead outside of themselves, or claim more than they hold: inputs, written to test/fixtures/hostile
where they are missing. h5py says what each of them would do to whoever believes it."""

from write import write_fixture  # first: it quietens TensorFlow

import pathlib

import h5py
import numpy as np

FILES = pathlib.Path(__file__).parents[2] / "test" / "fixtures" / "hostile"
SECRET = "/etc/passwd"


def with_kernel(put):
    """A file of weights as Keras writes it, whose only kernel is what `put` makes of it."""

    def write(path):
        with h5py.File(path, "w") as file:
            file.attrs["layer_names"], file.attrs["backend"] = [b"dense"], b"tensorflow"
            group = file.create_group("dense")
            group.attrs["weight_names"] = [b"kernel"]
            put(group)

    return write


def external_data(group):
    group.create_dataset("kernel", (4, 2), "<f4", external=[(SECRET, 0, 32)])


def virtual(group):
    layout = h5py.VirtualLayout(shape=(4, 2), dtype="<f4")
    layout[:] = h5py.VirtualSource(SECRET, "kernel", shape=(4, 2))
    group.create_virtual_dataset("kernel", layout)


def bomb(group):
    data = group.create_dataset("kernel", (1 << 13, 1 << 12), "<f4", chunks=(1 << 10, 1 << 12), compression="gzip", compression_opts=9)
    for row in range(0, 1 << 13, 1 << 10):
        data[row : row + (1 << 10)] = np.zeros((1 << 10, 1 << 12), np.float32)


CASES = {
    "external-link.h5": lambda group: group.__setitem__("kernel", h5py.ExternalLink(SECRET, "/kernel")),
    "soft-link.h5": lambda group: group.__setitem__("kernel", h5py.SoftLink("/dense/kernel")),
    "external-data.h5": external_data,
    "virtual.h5": virtual,
    "cycle.h5": lambda group: group.__setitem__("kernel", group),
    "bomb.h5": bomb,
    "claims.h5": lambda group: group.create_dataset("kernel", (1 << 30, 1 << 30), "<f4", chunks=(1 << 12, 1 << 12)),
    "unwritten.h5": lambda group: group.create_dataset("kernel", (1 << 20, 1 << 20), "<f4"),
}


def case(name, put):
    path = FILES / name
    if not path.exists():
        FILES.mkdir(parents=True, exist_ok=True)
        with_kernel(put)(path)
    with h5py.File(path) as file:
        link = file["dense"].get("kernel", getlink=True)
        kind = type(link).__name__
        claimed = file["dense/kernel"].size * 4 if kind == "HardLink" and isinstance(file["dense/kernel"], h5py.Dataset) else 0
    return {"file": name, "link": kind, "claimedBytes": int(claimed), "bytes": path.stat().st_size}


write_fixture("hostile_files", [case(name, put) for name, put in CASES.items()])
