"""Runs the programs that netc has written for Keras, each on the arrays beside it, and prints what they give.

Keras also saves each model by itself: its file must have the same numbers under the same names.
"""

import importlib.util
import json
import sys
from pathlib import Path

import h5py
import keras
import numpy as np

from arrays import read_arrays


def program(folder):
    specification = importlib.util.spec_from_file_location(f"model_{Path(folder).name}", Path(folder, "model.py"))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def stored(path):
    """Numbers and layer names of a file of weights, by the path inside."""
    found = {}

    def visit(name, node):
        if isinstance(node, h5py.Dataset):
            layer = node.parent.attrs.get("name", "")
            found[name] = (layer.decode() if isinstance(layer, bytes) else str(layer), node[...])

    with h5py.File(path) as file:
        file.visititems(visit)
    return found


def same_file(ours, theirs):
    if sorted(ours) != sorted(theirs):
        return f"other paths: {sorted(set(ours) ^ set(theirs))[:6]}"
    for path, (layer, numbers) in theirs.items():
        if ours[path][0].rstrip("\0") != layer:
            return f"{path} is {ours[path][0]} for us and {layer} for Keras"
        if not np.array_equal(ours[path][1].astype("float32"), numbers):
            return f"other numbers in {path}"
    return "the same"


results = {}
for folder in sys.argv[1:]:
    keras.utils.clear_session()
    module = program(folder)
    model = module.load_model()
    arrays = read_arrays(folder)
    given = model.predict(arrays if len(arrays) > 1 else next(iter(arrays.values())), verbose=0)
    saved = Path(folder, "saved.weights.h5")
    model.save_weights(saved)
    whole = Path(folder, "whole.keras")
    model.save(whole)
    again = keras.models.load_model(whole)
    results[Path(folder).name] = {
        "outputs": {name: value.ravel().tolist() for name, value in (given if isinstance(given, dict) else {"": given}).items()},
        "file": same_file(stored(module.WEIGHTS), stored(saved)),
        "layers": [layer.name for layer in again.layers if layer.weights],
        "trained": sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
    }
json.dump(results, sys.stdout)
