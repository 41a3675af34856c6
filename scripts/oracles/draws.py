"""Numbers that Python and TypeScript can both make, so that a fixture need not hold a network's weights.

The TypeScript twin is test/support/draws.ts. A draw depends on a name and an index alone.
"""

import math

import numpy as np


def name_seed(name):
    """FNV-1a over the name's bytes, 32 bits."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def uniform(name, count):
    """`count` float32 numbers in [0, 1) with 24 bits each: MurmurHash3's finaliser of seed + index."""
    with np.errstate(over="ignore"):
        h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(name_seed(name))
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return ((h >> np.uint32(8)).astype(np.float64) / 2**24).astype(np.float32)


def weight(path, shape):
    """A plausible initial value of the weight at `path`: its last part says what kind of weight it is."""
    u = uniform(path, int(np.prod(shape))).reshape(shape)
    kind = path.rsplit("/", 1)[-1]
    if kind.endswith("kernel"):
        area = math.prod(shape[:-2])
        limit = np.float32(math.sqrt(6 / (area * (shape[-2] + shape[-1]))))
        return (2 * u - 1) * limit
    if kind in ("gamma", "moving_variance"):
        return np.float32(1) + np.float32(0.25) * u
    return (2 * u - 1) * np.float32(0.1)


def sample_indices(path, count, samples=24):
    """Which elements of a tensor a fixture keeps: all of a small one, a fixed draw of a large one."""
    if count <= samples:
        return np.arange(count)
    return (uniform(path + "#samples", samples).astype(np.float64) * count).astype(np.int64)


def digest(path, value):
    """A tensor in few numbers: its Euclidean norm and some of its elements."""
    flat = np.asarray(value, dtype=np.float64).reshape(-1)
    return {
        "shape": list(np.shape(value)),
        "norm": float(np.linalg.norm(flat)),
        "samples": [float(v) for v in flat[sample_indices(path, flat.size)]],
    }
