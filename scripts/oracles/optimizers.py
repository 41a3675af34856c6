"""Ten steps of every optimizer under every schedule, and of what may be done to gradients and weights beside it, in Keras.

Each case is the twin of a phase of a program that test/conformance/optimizers.test.ts writes: `settings` are its lines.
"""

from write import write_fixture  # first: it quietens TensorFlow

import math

import numpy as np
import tensorflow as tf
import keras
from keras import layers, optimizers
from keras.optimizers import schedules

from draws import uniform
from training import netc_path, set_weights, tracked

STEPS, STEPS_IN_EPOCH, EPOCHS, COUNT, SIZE = 10, 4, 3, 6, 6
ALL = STEPS_IN_EPOCH * EPOCHS

OPTIMIZERS = {
    "sgd(0.05)": lambda **o: optimizers.SGD(**o),
    "sgd(0.05, momentum: 0.9)": lambda **o: optimizers.SGD(momentum=0.9, **o),
    "sgd(0.05, momentum: 0.9, nesterov: true)": lambda **o: optimizers.SGD(momentum=0.9, nesterov=True, **o),
    "rmsprop(0.005)": lambda **o: optimizers.RMSprop(**o),
    "rmsprop(0.005, momentum: 0.5)": lambda **o: optimizers.RMSprop(momentum=0.5, **o),
    "adam(0.005)": lambda **o: optimizers.Adam(**o),
    "adamw(0.005)": lambda **o: optimizers.AdamW(**{"weight_decay": 0.004, **o}),
    "adagrad(0.05)": lambda **o: optimizers.Adagrad(**o),
    "adadelta(1)": lambda **o: optimizers.Adadelta(**o),
    "lion(0.002)": lambda **o: optimizers.Lion(**o),
}


class OneCycle(schedules.LearningRateSchedule):
    """Smith & Topin 2018, with cosines as PyTorch's OneCycleLR has them."""

    def __init__(self, peak, rise, start, end):
        self.peak, self.rise, self.start, self.end = peak, rise, start, end

    def __call__(self, step):
        last = ALL - 1
        top = self.rise * last
        step = tf.cast(step, tf.float32)
        between = lambda a, b, share: b + (a - b) * (1 + tf.cos(math.pi * share)) / 2
        up = between(self.start, 1.0, step / top)
        down = between(1.0, self.end, (step - top) / (last - top))
        return self.peak * tf.where(step < top, up, down)


SCHEDULES = {
    "schedule: constant": lambda rate: rate,
    "schedule: step(every: 1, factor: 0.5)": lambda rate: schedules.ExponentialDecay(
        rate, STEPS_IN_EPOCH, 0.5, staircase=True
    ),
    "schedule: exponential(every: 2, factor: 0.25)": lambda rate: schedules.ExponentialDecay(
        rate, 2 * STEPS_IN_EPOCH, 0.25
    ),
    "schedule: cosine(warmup: 0.75, floor: 0.1)": lambda rate: schedules.CosineDecay(
        0.0, ALL - 3, alpha=0.1, warmup_target=rate, warmup_steps=3
    ),
    "schedule: one_cycle(rise: 0.25)": lambda rate: OneCycle(rate, 0.25, 0.04, 4e-6),
}

BESIDE = {
    "weight_decay: 0.5": {"weight_decay": 0.5},
    "clip: norm(0.1)": {"clipnorm": 0.1},
    "clip: global_norm(0.2)": {"global_clipnorm": 0.2},
    "clip: value(0.02)": {"clipvalue": 0.02},
    "ema: 0.7": {"use_ema": True, "ema_momentum": 0.7},
    "batch: 6 * 2": {"gradient_accumulation_steps": 2},
}


def network(loss):
    image = keras.Input((SIZE, SIZE, 3), name="photo")
    x = layers.Conv2D(4, 3, activation="relu", name="target.conv1")(image)
    x = layers.Flatten(name="target.flatten1")(x)
    head = layers.Dense(1) if loss == "mse" else layers.Dense(3, activation="softmax")
    head.name = "target.dense1"
    return keras.Model(image, head(x))


def batch(loss, step):
    images = uniform(f"images {step}", COUNT * SIZE * SIZE * 3).reshape((COUNT, SIZE, SIZE, 3))
    labels = uniform(f"labels {step}", COUNT)
    return images, labels[:, None] if loss == "mse" else np.floor(labels * 3).astype(np.int32)


def losses_of(loss, model, step):
    images, labels = batch(loss, step)
    prediction = model(images, training=True)
    if loss == "mse":
        return tf.reduce_mean(tf.square(prediction - labels))
    return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, prediction))


def norms(pairs):
    return {path: float(np.linalg.norm(np.asarray(value, dtype=np.float64))) for path, value in pairs}


def phase(loss, settings, optimizers_of):
    """Ten steps; `optimizers_of(model)` gives optimizers, each with the variables that it moves."""
    model = network(loss)
    set_weights(model)
    used = optimizers_of(model)
    values = []
    for step in range(STEPS):
        with tf.GradientTape() as tape:
            value = losses_of(loss, model, step)
        gradients = tape.gradient(value, [v.value for v in model.trainable_variables])
        by_path = {v.path: g for v, g in zip(model.trainable_variables, gradients)}
        for optimizer, variables in used:
            optimizer.apply([by_path[v.path] for v in variables], variables)
        values.append(float(value))
    after = norms((netc_path(v), v.numpy()) for v in tracked(model))
    [(optimizer, variables), *_] = used
    if optimizer.use_ema:
        averages = optimizer._model_variables_moving_average
        after |= norms((f"{netc_path(v)}:average", a.numpy()) for v, a in zip(variables, averages))
    return {"settings": settings, "losses": values, "norms": after}


def rate_of(text):
    return float(text.split("(")[1].split(")")[0].split(",")[0])


def phases(text, make, loss):
    rate = rate_of(text)
    whole = lambda options: lambda model: [(make(**options), model.trainable_variables)]
    for settings, schedule in SCHEDULES.items():
        yield phase(loss, settings, whole({"learning_rate": schedule(rate)}))
    if text not in ("sgd(0.05, momentum: 0.9)", "adam(0.005)", "adadelta(1)"):
        return
    for settings, options in BESIDE.items():
        yield phase(loss, settings, whole({"learning_rate": rate, **options}))

    def by_layer(model):
        convolution = [v for v in model.trainable_variables if "conv" in v.path]
        rest = [v for v in model.trainable_variables if "conv" not in v.path]
        return [(make(learning_rate=rate * 0.1), convolution), (make(learning_rate=rate), rest)]

    yield phase(loss, "rates: { target.conv1: 0.1 }", by_layer)


cases = [
    {"optimizer": text, "loss": loss, "phases": list(phases(text, make, loss))}
    for text, make in OPTIMIZERS.items()
    for loss in ("cross_entropy", "mse")
]
write_fixture("optimizers", cases)
