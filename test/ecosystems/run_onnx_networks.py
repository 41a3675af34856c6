"""Checks models that netc has written for ONNX, runs each on the arrays beside it, and prints what they give."""

import json
import sys
from pathlib import Path

import onnx
import onnxruntime

from arrays import read_arrays


def opened(path):
    onnx.checker.check_model(str(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options)


def run(session, arrays):
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(None, arrays)))


results = {}
for folder in sys.argv[1:]:
    path = Path(folder, "model.onnx")
    session = opened(path)
    arrays = read_arrays(folder)
    together = run(session, arrays)
    alone = run(session, {name: array[:1] for name, array in arrays.items()})
    graph = onnx.load(path, load_external_data=False).graph
    results[Path(folder).name] = {
        "outputs": {name: value.ravel().tolist() for name, value in together.items()},
        "first": {name: value.ravel().tolist() for name, value in alone.items()},
        "inputs": {value.name: value.shape for value in session.get_inputs()},
        "operators": sorted({node.op_type for node in graph.node}),
        # Of images: kernels that are computed from weights are turned, too, once and for all.
        "transpositions": [
            node.name for node in graph.node if node.op_type == "Transpose" and not node.name.endswith("/turned")
        ],
        "beside": sum(initializer.data_location == 1 for initializer in graph.initializer),
        "metadata": session.get_modelmeta().custom_metadata_map,
    }
json.dump(results, sys.stdout)
