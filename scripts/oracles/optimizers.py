"""Ten steps of every optimizer under every schedule on every loss, and of what may be done to gradients and weights, in Keras.

Each case is the twin of a program that test/conformance/optimizers.test.ts writes, with a phase for each line of settings.
"""

from write import write_fixture  # first: it quietens TensorFlow

import math

import numpy as np
import tensorflow as tf
import keras
from keras import layers, losses, optimizers
from keras.optimizers import schedules

from draws import uniform
from training import netc_path, set_weights

STEPS_IN_EPOCH, EPOCHS, COUNT, SIZE = 2, 5, 6, 2
STEPS = STEPS_IN_EPOCH * EPOCHS

OPTIMIZERS = {
    "sgd(0.1)": lambda **o: optimizers.SGD(**o),
    "sgd(0.05, momentum: 0.9)": lambda **o: optimizers.SGD(momentum=0.9, **o),
    "sgd(0.05, momentum: 0.9, nesterov: true)": lambda **o: optimizers.SGD(momentum=0.9, nesterov=True, **o),
    "rmsprop(0.02)": lambda **o: optimizers.RMSprop(**o),
    "rmsprop(0.02, momentum: 0.5)": lambda **o: optimizers.RMSprop(momentum=0.5, **o),
    "adam(0.05)": lambda **o: optimizers.Adam(**o),
    "adamw(0.05)": lambda **o: optimizers.AdamW(**{"weight_decay": 0.004, **o}),
    "adagrad(0.1)": lambda **o: optimizers.Adagrad(**o),
    "adadelta(1)": lambda **o: optimizers.Adadelta(**o),
    "lion(0.02)": lambda **o: optimizers.Lion(**o),
}

FROM_LOGITS = {"from_logits": True}

# What kind of head each is for, and what Keras has for it.
LOSSES = {
    "mse(target)": ("number", losses.MeanSquaredError()),
    "mae(target)": ("number", losses.MeanAbsoluteError()),
    "huber(target, delta: 0.5)": ("number", losses.Huber(delta=0.5)),
    "binary_crossentropy(target)": ("binary", losses.BinaryCrossentropy(**FROM_LOGITS)),
    "binary_crossentropy(target, label_smoothing: 0.2)": (
        "binary",
        losses.BinaryCrossentropy(label_smoothing=0.2, **FROM_LOGITS),
    ),
    "cross_entropy(target)": ("class", losses.CategoricalCrossentropy(**FROM_LOGITS)),
    "cross_entropy(target, label_smoothing: 0.1)": (
        "class",
        losses.CategoricalCrossentropy(label_smoothing=0.1, **FROM_LOGITS),
    ),
    "binary_focal(target)": ("binary", losses.BinaryFocalCrossentropy(**FROM_LOGITS)),
    "binary_focal(target, gamma: 1.5, alpha: 0.3, label_smoothing: 0.1)": (
        "binary",
        losses.BinaryFocalCrossentropy(
            apply_class_balancing=True, alpha=0.3, gamma=1.5, label_smoothing=0.1, **FROM_LOGITS
        ),
    ),
    "focal(target)": ("class", losses.CategoricalFocalCrossentropy(**FROM_LOGITS)),
    "focal(target, gamma: 1, alpha: 1, label_smoothing: 0.1)": (
        "class",
        losses.CategoricalFocalCrossentropy(alpha=1.0, gamma=1.0, label_smoothing=0.1, **FROM_LOGITS),
    ),
    "hinge(target)": ("margin", losses.Hinge()),
}
UNITS = {"number": 1, "binary": 1, "margin": 1, "class": 3}


class OneCycle(schedules.LearningRateSchedule):
    """Smith & Topin 2018, with cosines as PyTorch's OneCycleLR has them."""

    def __init__(self, peak, rise, start, end):
        self.peak, self.rise, self.start, self.end = peak, rise, start, end

    def __call__(self, step):
        last = STEPS - 1
        top = self.rise * last
        step = tf.cast(step, tf.float32)
        between = lambda a, b, share: b + (a - b) * (1 + tf.cos(math.pi * share)) / 2
        up = between(self.start, 1.0, step / top)
        down = between(1.0, self.end, (step - top) / (last - top))
        return self.peak * tf.where(step < top, up, down)


SCHEDULES = {
    "constant": lambda rate: rate,
    "step(every: 1, factor: 0.5)": lambda rate: schedules.ExponentialDecay(
        rate, STEPS_IN_EPOCH, 0.5, staircase=True
    ),
    "exponential(every: 2, factor: 0.25)": lambda rate: schedules.ExponentialDecay(
        rate, 2 * STEPS_IN_EPOCH, 0.25
    ),
    "cosine(warmup: 1.5, floor: 0.1)": lambda rate: schedules.CosineDecay(
        0.0, STEPS - 3, alpha=0.1, warmup_target=rate, warmup_steps=3
    ),
    "one_cycle(rise: 0.25)": lambda rate: OneCycle(rate, 0.25, 0.04, 4e-6),
}

# Beside them the schedule that goes by figures: a callback in Keras.
PATIENCE, FACTOR, MIN_DELTA = 1, 0.5, 0.02
PLATEAU = f"plateau(patience: {PATIENCE}, factor: {FACTOR}, min_delta: {MIN_DELTA})"

BESIDE = {
    "weight_decay: 0.5": {"weight_decay": 0.5},
    "clip: norm(0.1)": {"clipnorm": 0.1},
    "clip: global_norm(0.2)": {"global_clipnorm": 0.2},
    "clip: value(0.02)": {"clipvalue": 0.02},
    "ema: 0.7": {"use_ema": True, "ema_momentum": 0.7},
    "batch: 6 * 2": {"gradient_accumulation_steps": 2},
}


def batch(kind, name):
    images = uniform(f"images {name}", COUNT * SIZE * SIZE).reshape((COUNT, SIZE, SIZE, 1))
    labels = uniform(f"labels {name}", COUNT)
    if kind == "number":
        return images, 3 * labels[:, None] - 1
    if kind == "class":
        return images, np.eye(3, dtype=np.float32)[np.floor(labels * 3).astype(np.int32)]
    return images, np.round(labels)[:, None]


class Subject:
    """A network with a loss. Its functions are traced once, for all that is done with it."""

    def __init__(self, loss):
        kind, function = LOSSES[loss]
        self.kind = kind
        image = keras.Input((SIZE, SIZE, 1), name="photo")
        hidden = layers.Dense(3, activation="tanh", name="target.dense1")(layers.Flatten()(image))
        # Without the head's activation: losses are taken from logits.
        self.model = keras.Model(image, layers.Dense(UNITS[kind], name="target.dense2")(hidden))
        self.variables = self.model.trainable_variables

        @tf.function
        def value(images, labels):
            return function(labels, self.model(images))

        @tf.function
        def gradients(images, labels):
            with tf.GradientTape() as tape:
                loss = value(images, labels)
            return loss, tape.gradient(loss, [v.value for v in self.variables])

        self.value, self.gradients = value, gradients


class Watched:
    """What a callback sees of a model."""

    def __init__(self, optimizer):
        self.optimizer = optimizer


def plateau_of(optimizer):
    callback = keras.callbacks.ReduceLROnPlateau(
        "val_loss", factor=FACTOR, patience=PATIENCE, min_delta=MIN_DELTA, mode="min"
    )
    callback.set_model(Watched(optimizer))
    callback.on_train_begin()
    return callback


def require_clear(figures):
    """No decision of the plateau may be one that rounding could turn."""
    best = figures[0]
    for figure in figures[1:]:
        assert abs(best - MIN_DELTA - figure) > 1e-5, figures
        best = figure if figure < best - MIN_DELTA else best


def short(values):
    """Six digits, of the seven that float32 has: they are compared to four."""
    return [float(f"{value:.6g}") for value in np.asarray(values, dtype=np.float64).reshape(-1)]


def phase(subject, settings, optimizers_of, watches=False):
    """Ten steps; `optimizers_of(variables)` gives optimizers, each with the variables that it moves."""
    set_weights(subject.model)
    used = optimizers_of(subject.variables)
    [(optimizer, variables), *_] = used
    callback = plateau_of(optimizer) if watches else None
    figures, values = [], []
    for step in range(STEPS):
        value, gradients = subject.gradients(*batch(subject.kind, step))
        by_path = {v.path: g for v, g in zip(subject.variables, gradients)}
        for moves, moved in used:
            moves.apply([by_path[v.path] for v in moved], moved)
        values.append(float(value))
        if watches and (step + 1) % STEPS_IN_EPOCH == 0:
            figures.append(float(subject.value(*batch(subject.kind, "of validation"))))
            callback.on_epoch_end(step // STEPS_IN_EPOCH, {"val_loss": figures[-1]})
    if watches:
        require_clear(figures)
    after = {netc_path(v): short(v.numpy()) for v in subject.variables}
    if optimizer.use_ema:
        averages = optimizer._model_variables_moving_average
        after |= {f"{netc_path(v)}:average": short(a.numpy()) for v, a in zip(variables, averages)}
    watched = {"validation": short(figures)} if watches else {}
    return {"settings": settings, "losses": short(values), **watched, "after": after}


def rate_of(text):
    return float(text.split("(")[1].split(")")[0].split(",")[0])


def whole(make, **options):
    return lambda variables: [(make(**options), variables)]


def scheduled(text, make, subject):
    rate = rate_of(text)
    for name, schedule in SCHEDULES.items():
        yield phase(subject, f"schedule: {name}", whole(make, learning_rate=schedule(rate)))
    yield phase(subject, f"schedule: {PLATEAU}", whole(make, learning_rate=rate), watches=True)


def beside(text, make, subject):
    rate = rate_of(text)
    for settings, options in BESIDE.items():
        yield phase(subject, settings, whole(make, learning_rate=rate, **options))

    def by_layer(variables):
        first = [v for v in variables if "dense1" in v.path]
        rest = [v for v in variables if "dense1" not in v.path]
        return [(make(learning_rate=rate * 0.1), first), (make(learning_rate=rate), rest)]

    yield phase(subject, "rates: { target.dense1: 0.1 }", by_layer)


cases = []
for loss in LOSSES:
    subject = Subject(loss)
    for text, make in OPTIMIZERS.items():
        phases = list(scheduled(text, make, subject))
        if loss in ("cross_entropy(target)", "mse(target)") and text.split("(")[0] in ("sgd", "adam", "adadelta"):
            phases += beside(text, make, subject)
        cases.append({"optimizer": text, "loss": loss, "head": subject.kind, "phases": phases})
write_fixture("optimizers", cases)
