"""Steps of `examples/vgg_finetune.net` in Keras without augmentation: `keras_transfer.py STEPS`. Prints one line of JSON: for each
phase milliseconds of a training step, and of a validation step for the first, of 20 photos each that are in memory."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import numpy as np
import tensorflow as tf
from keras_lecture import begin_phase, vgg

steps = int(sys.argv[1])
base, model = vgg()
images = np.random.default_rng(0).random((20, 150, 150, 3), dtype=np.float32)
labels = (np.arange(20) % 2).astype(np.float32)[:, None]
# As `fit` does it: an iterator of batches and the compiled function.
batches = iter(tf.data.Dataset.from_tensors((images, labels)).repeat().prefetch(1))


def measure(function):
    times = []
    for index in range(steps + 2):
        begin = time.perf_counter()
        float(function(batches)["loss"])
        if index >= 2:
            times.append((time.perf_counter() - begin) * 1000)
    return float(np.median(times))


figures = {}
for phase in ("top", "fine"):
    begin_phase(base, model, phase)
    model.make_train_function()
    figures[f"{phase}.step"] = measure(model.train_function)
    if phase == "top":
        model.make_test_function()
        figures["top.validation"] = measure(model.test_function)
print(json.dumps(figures))
