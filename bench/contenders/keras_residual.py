"""The training step of `examples/faces.net` in Keras: `keras_residual.py float32|mixed_bfloat16 STEPS BATCH`. Prints one line of
JSON: milliseconds by the clock and of the processor."""

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

policy, steps, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
keras.mixed_precision.set_global_policy(policy)
base = keras.applications.ResNet50(include_top=False, weights=None, input_shape=(200, 200, 3), pooling="avg")


def head(name, units, activation=None):
    hidden = layers.Dense(64, activation="relu")(base.output)
    return layers.Dense(units, activation=activation, dtype="float32", name=name)(hidden)


model = keras.Model(
    base.input,
    {"age": head("age", 1), "gender": head("gender", 1, "sigmoid"), "race": head("race", 5, "softmax")},
)
model.compile(
    optimizer=keras.optimizers.Adam(1e-3),
    loss={"age": "mse", "gender": "binary_crossentropy", "race": "sparse_categorical_crossentropy"},
    loss_weights={"age": 1, "gender": 10, "race": 10},
)

images = np.random.default_rng(0).random((batch, 200, 200, 3), dtype=np.float32)
labels = {
    "age": np.ones((batch, 1), np.float32),
    "gender": (np.arange(batch) % 2).astype(np.float32)[:, None],
    "race": (np.arange(batch) % 5).astype(np.int32),
}
# As `fit` does it: an iterator of batches and the compiled training function.
batches = iter(tf.data.Dataset.from_tensors((images, labels)).repeat().prefetch(1))
model.make_train_function()
times = []
for index in range(steps + 2):
    begin, processor = time.perf_counter(), time.process_time()
    float(model.train_function(batches)["loss"])
    if index >= 2:
        times.append((time.perf_counter() - begin, time.process_time() - processor))
clock, processor = (float(np.median([each[place] for each in times])) * 1000 for place in (0, 1))
print(json.dumps({"milliseconds": clock, "processor": processor}))
