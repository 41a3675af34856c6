"""Builds ResNet-152 in Keras, which checks its shapes on the way: prints the seconds of the import and of building."""

import json
import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

begin = time.perf_counter()
import keras

imported = time.perf_counter()
keras.applications.ResNet152(weights=None)
built = time.perf_counter()
print(json.dumps({"import": imported - begin, "milliseconds": (built - imported) * 1000}))
