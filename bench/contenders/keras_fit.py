"""Trains the small ConvNet on a folder as a Keras user would: `keras_fit.py FOLDER EPOCHS`. Its memory is measured."""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras import layers

folder, epochs = sys.argv[1], int(sys.argv[2])
load = keras.utils.image_dataset_from_directory
options = {"image_size": (150, 150), "batch_size": 20, "label_mode": "binary", "verbose": False}
train = load(os.path.join(folder, "train"), **options)
validation = load(os.path.join(folder, "validation"), **options)
model = keras.Sequential([keras.Input((150, 150, 3)), layers.Rescaling(1 / 255)])
for filters in (32, 64, 128, 128):
    model.add(layers.Conv2D(filters, 3, activation="relu"))
    model.add(layers.MaxPooling2D(2))
model.add(layers.Flatten())
model.add(layers.Dropout(0.5))
model.add(layers.Dense(512, activation="relu"))
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(1e-4), metrics=["accuracy"])
model.fit(train, validation_data=validation, epochs=epochs, verbose=0)
