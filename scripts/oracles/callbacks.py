"""Keras's EarlyStopping and ReduceLROnPlateau on given figures: when they stop, what they keep, and the learning rates."""

from write import write_fixture  # first: it quietens TensorFlow

import numpy as np
import keras

from draws import uniform

RATE = 0.5


def figures(name, count):
    """A figure that falls and rises again, with noise and with ties."""
    noise = uniform(f"{name} figures", count).astype(float)
    slope = np.abs(np.linspace(-1, 0.6, count))
    return [float(v) for v in np.round(slope + 0.3 * noise, 2)]


class Marked:
    """A model that remembers which weights were last put back."""

    def __init__(self):
        self.optimizer = keras.optimizers.SGD(RATE)
        self.stop_training, self.epoch, self.restored, self.metrics = False, 0, None, []

    def get_weights(self):
        return self.epoch

    def set_weights(self, epoch):
        self.restored = epoch


def early(name, values, better, patience, min_delta):
    model = Marked()
    mode = "min" if better == "lower" else "max"
    callback = keras.callbacks.EarlyStopping(
        "figure", patience=patience, min_delta=min_delta, mode=mode, restore_best_weights=True
    )
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        model.epoch = epoch + 1
        callback.on_epoch_end(epoch, {"figure": value})
        if model.stop_training:
            break
    callback.on_train_end()
    return {
        "kind": "early",
        "name": name,
        "better": better,
        "values": values,
        "patience": patience,
        "minDelta": min_delta,
        "epochs": model.epoch,
        "stopped": model.stop_training,
        "kept": model.restored,
    }


def plateau(name, values, better, patience, min_delta, factor, cooldown, minimum):
    model = Marked()
    mode = "min" if better == "lower" else "max"
    callback = keras.callbacks.ReduceLROnPlateau(
        "figure", factor=factor, patience=patience, mode=mode, min_delta=min_delta, cooldown=cooldown, min_lr=minimum
    )
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"figure": value})
        rates.append(float(model.optimizer.learning_rate))
    return {
        "kind": "plateau",
        "name": name,
        "better": better,
        "values": values,
        "patience": patience,
        "minDelta": min_delta,
        "factor": factor,
        "cooldown": cooldown,
        "minimum": minimum,
        "rates": rates,
    }


cases = []
for count, patience, min_delta in ((25, 0, 0), (25, 1, 0), (25, 3, 0), (25, 3, 0.05), (25, 30, 0), (12, 5, 0.2)):
    for better in ("lower", "higher"):
        name = f"{better} {patience} {min_delta}"
        values = figures(name, count)
        values = values if better == "lower" else [2 - v for v in values]
        cases.append(early(name, values, better, patience, min_delta))
for patience, min_delta, factor, cooldown, minimum in (
    (10, 1e-4, 0.1, 0, 0),
    (0, 0, 0.5, 0, 0.01),
    (1, 1e-4, 0.5, 0, 0),
    (2, 0.05, 0.1, 3, 0),
    (3, 0, 0.2, 1, 0.03),
    (2, 0, 0.5, 2, 0.4),
):
    for better in ("lower", "higher"):
        name = f"{better} {patience} {min_delta} {factor} {cooldown} {minimum}"
        values = figures(name, 30)
        values = values if better == "lower" else [2 - v for v in values]
        cases.append(plateau(name, values, better, patience, min_delta, factor, cooldown, minimum))
write_fixture("callbacks", cases)
