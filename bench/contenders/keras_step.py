"""The small ConvNet's training step in Keras: `keras_step.py float32|mixed_bfloat16 STEPS`. Prints one line of JSON."""

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

policy, steps = sys.argv[1], int(sys.argv[2])
keras.mixed_precision.set_global_policy(policy)
model = keras.Sequential([keras.Input((150, 150, 3))])
for filters in (32, 64, 128, 128):
    model.add(layers.Conv2D(filters, 3, activation="relu"))
    model.add(layers.MaxPooling2D(2))
model.add(layers.Flatten())
model.add(layers.Dropout(0.5))
model.add(layers.Dense(512, activation="relu"))
model.add(layers.Dense(1, activation="sigmoid", dtype="float32"))
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(1e-4), metrics=["accuracy"])

images = np.random.default_rng(0).random((20, 150, 150, 3), dtype=np.float32)
labels = (np.arange(20) % 2).astype(np.float32)[:, None]
# As `fit` does it: an iterator of batches and the compiled training function.
batches = iter(tf.data.Dataset.from_tensors((images, labels)).repeat().prefetch(1))
model.make_train_function()
step = model.train_function
times = []
for index in range(steps + 5):
    begin = time.perf_counter()
    logs = step(batches)
    float(logs["loss"])
    if index >= 5:
        times.append((time.perf_counter() - begin) * 1000)
print(json.dumps({"milliseconds": float(np.median(times))}))
