"""Reads a safetensors file of netc with the format's own library, and prints what is in it."""

import json
import sys

import numpy as np
from safetensors import safe_open

with safe_open(sys.argv[1], "numpy") as file:
    tensors = {name: file.get_tensor(name) for name in file.keys()}
    metadata = file.metadata()

json.dump(
    {
        "metadata": metadata,
        "tensors": {
            name: {
                "dtype": str(tensor.dtype),
                "shape": list(tensor.shape),
                "values": tensor.astype(np.float32).ravel().tolist(),
            }
            for name, tensor in tensors.items()
        },
    },
    sys.stdout,
)
