"""Trains `examples/vgg_finetune.net` in Keras on photos in a folder, augmented, by `fit`: `keras_augmented.py generator|dataset
FOLDER`. `generator` is the lecture's way, `dataset` the faster one that Keras recommends today. Prints one line of JSON: for each
phase milliseconds of a step of 20 photos, from the end of the first step to that of the last one of the second epoch: by the
clock, and of the processor."""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
from keras import layers
from keras_lecture import augmentation, begin_phase, vgg

kind, folder = sys.argv[1:]


def generator():
    from keras.src.legacy.preprocessing.image import ImageDataGenerator

    return ImageDataGenerator(rescale=1 / 255, **augmentation).flow_from_directory(
        folder, target_size=(150, 150), batch_size=20, class_mode="binary"
    )


def dataset():
    import tensorflow as tf

    photos = keras.utils.image_dataset_from_directory(
        folder, image_size=(150, 150), batch_size=20, label_mode="binary", verbose=False
    )
    # The lecture's augmentation but for the shear, a fifth of a degree.
    augment = keras.Sequential(
        [
            layers.RandomFlip("horizontal"),
            layers.RandomRotation(40 / 360, fill_mode="nearest"),
            layers.RandomTranslation(0.2, 0.2, fill_mode="nearest"),
            layers.RandomZoom((-0.2, 0.2), (-0.2, 0.2), fill_mode="nearest"),
            layers.Rescaling(1 / 255),
        ]
    )
    return (
        photos.cache()
        .map(lambda images, labels: (augment(images, training=True), labels), num_parallel_calls=tf.data.AUTOTUNE)
        .prefetch(tf.data.AUTOTUNE)
    )


class StepEnds(keras.callbacks.Callback):
    """When the steps of the epoch at hand ended."""

    def on_epoch_begin(self, epoch, logs=None):
        self.times, self.used = [], []

    def on_train_batch_end(self, batch, logs=None):
        self.times.append(time.perf_counter())
        self.used.append(time.process_time())


photos = generator() if kind == "generator" else dataset()
base, model = vgg()
figures = {}
for phase in ("top", "fine"):
    begin_phase(base, model, phase)
    ends = StepEnds()
    model.fit(photos, epochs=2, verbose=0, callbacks=[ends])
    for name, values in (("step", ends.times), ("processor", ends.used)):
        figures[f"{phase}.{name}"] = (values[-1] - values[0]) / (len(values) - 1) * 1000
print(json.dumps(figures))
