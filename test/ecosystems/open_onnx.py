"""Opens a model of netc as the users of onnxruntime do, and prints what it says of photos."""

import json
import sys

import onnx
import onnxruntime

from photos import arguments

folder, photos = arguments()
path = f"{folder}/model.onnx"
onnx.checker.check_model(path, full_check=True)
session = onnxruntime.InferenceSession(path)
(given,) = session.get_inputs()
names = [output.name for output in session.get_outputs()]


def predict(batch):
    return dict(zip(names, session.run(None, {given.name: batch})))


together = predict(photos)
alone = [predict(photo[None]) for photo in photos]
json.dump(
    {
        "input": [given.name, given.shape],
        "together": {name: value.tolist() for name, value in together.items()},
        "alone": {name: [each[name][0].tolist() for each in alone] for name in names},
        "outputs": json.loads(session.get_modelmeta().custom_metadata_map["outputs"]),
    },
    sys.stdout,
)
