"""Steps of `examples/vgg_finetune.net` in Keras: `keras_transfer.py top|fine STEPS`. Prints one line of JSON: milliseconds of a
training step and of a validation step, of 20 photos each that are in memory."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

phase, steps = sys.argv[1], int(sys.argv[2])
base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(150, 150, 3))
if phase == "top":
    base.trainable = False
else:
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
model = keras.Sequential(
    [
        keras.Input((150, 150, 3)),
        base,
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(2e-5), metrics=["accuracy"])

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


model.make_train_function()
model.make_test_function()
print(json.dumps({"step": measure(model.train_function), "validation": measure(model.test_function)}))
