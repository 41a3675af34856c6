"""Opens an export for Keras as its README says, tells photos, trains on for an epoch, and prints all of that."""

import json
import sys

sys.path.insert(0, sys.argv[1])

import keras
import numpy as np

import model as exported
from photos import read_photos

folder, train, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
model = exported.load_model()
began = {
    f"{layer.name}/{weight.name}": weight.numpy().ravel().tolist() for layer in model.layers for weight in layer.weights
}
raw = model.predict(read_photos(paths), verbose=0)
read = [exported.predict(model, path) for path in paths]
keras.utils.set_random_seed(1)
history = exported.train(model, train, epochs=1)
changed = [
    f"{layer.name}/{weight.name}"
    for layer in model.layers
    for weight in layer.weights
    if not np.array_equal(weight.numpy().ravel(), np.float32(began[f"{layer.name}/{weight.name}"]))
]
print(
    json.dumps(
        {
            "classes": exported.CLASSES,
            "began": began,
            "together": {"kind": raw.tolist()},
            "alone": {"kind": [each["kind"].tolist() for each in read]},
            "loss": history.history["loss"],
            "changed": changed,
        }
    )
)
