"""Losses of Keras and their gradients, of small tables of predictions: of probabilities, and of logits where there are some."""

from write import write_fixture  # first: it quietens TensorFlow

import numpy as np
import tensorflow as tf
import keras

from draws import uniform

SAMPLES = 9
CASES = []


def values(name, units, low=-3.0, high=3.0):
    return (low + (high - low) * uniform(name, SAMPLES * units)).reshape(SAMPLES, units).astype(np.float32)


def case(name, loss, labels, inputs, head, function, options=None, class_weights=None, mask=None):
    """`head` is the activation that makes the prediction of the inputs; the gradient is of the inputs."""
    x = tf.constant(inputs)
    with tf.GradientTape() as tape:
        tape.watch(x)
        prediction = {"sigmoid": tf.sigmoid, "softmax": tf.nn.softmax, None: tf.identity}[head](x)
        each = function(prediction)
        if class_weights is not None:
            each = each * tf.gather(tf.constant(class_weights, tf.float32), labels.reshape(-1).astype(int))
        if mask is None:
            value = tf.reduce_mean(each)
        else:
            present = tf.constant(mask, tf.float32)
            value = tf.reduce_sum(each * present) / tf.maximum(tf.reduce_sum(present), 1.0)
    CASES.append(
        {
            "name": name,
            "loss": loss,
            "options": options or {},
            "classWeights": class_weights,
            "mask": mask,
            "head": head,
            "units": int(inputs.shape[1]),
            "inputs": inputs.reshape(-1).tolist(),
            "labels": labels.reshape(-1).tolist(),
            "value": float(value),
            "gradient": tape.gradient(value, x).numpy().reshape(-1).tolist(),
        }
    )



L = keras.losses
two = np.round(uniform("two classes", SAMPLES)).reshape(-1, 1).astype(np.float32)
five = np.floor(uniform("five classes", SAMPLES) * 5).astype(np.int32)
one_hot = np.eye(5, dtype=np.float32)[five]
single, many = values("single", 1), values("many", 5)
numbers, vectors = values("numbers", 1), values("vectors", 3)


def binary(name, kind, loss, options=None, weights=None):
    case(name, kind, two, single, "sigmoid", lambda p: loss(two, p), options, weights)


def classes(name, kind, loss, options=None, weights=None):
    case(name, kind, five, many, "softmax", lambda p: loss(one_hot, p), options, weights)


binary("plain", "binary_crossentropy", L.BinaryCrossentropy(reduction="none"))
binary("smoothed", "binary_crossentropy", L.BinaryCrossentropy(label_smoothing=0.2, reduction="none"), {"label_smoothing": 0.2})
binary("weighted", "binary_crossentropy", L.BinaryCrossentropy(reduction="none"), None, [1.0, 2.5])
binary("plain", "binary_focal", L.BinaryFocalCrossentropy(reduction="none"))
binary(
    "balanced",
    "binary_focal",
    L.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.3, gamma=1.5, label_smoothing=0.1, reduction="none"),
    {"alpha": 0.3, "gamma": 1.5, "label_smoothing": 0.1},
)
classes("plain", "cross_entropy", L.CategoricalCrossentropy(reduction="none"))
classes("smoothed", "cross_entropy", L.CategoricalCrossentropy(label_smoothing=0.1, reduction="none"), {"label_smoothing": 0.1})
classes("weighted", "cross_entropy", L.CategoricalCrossentropy(reduction="none"), None, [1.0, 2.0, 0.5, 0.0, 3.0])
classes("plain", "focal", L.CategoricalFocalCrossentropy(reduction="none"))
classes(
    "smoothed and weighted",
    "focal",
    L.CategoricalFocalCrossentropy(alpha=1.0, gamma=3.0, label_smoothing=0.1, reduction="none"),
    {"alpha": 1.0, "gamma": 3.0, "label_smoothing": 0.1},
    [1.0, 2.0, 0.5, 0.0, 3.0],
)
case("plain", "hinge", two, single, None, lambda p: L.Hinge(reduction="none")(two, p))
for name, inputs in (("number", numbers), ("vector", vectors)):
    labels = (inputs + values(f"{name} errors", inputs.shape[1])).astype(np.float32)
    for kind, loss, options in (
        ("mse", L.MeanSquaredError(reduction="none"), {}),
        ("mae", L.MeanAbsoluteError(reduction="none"), {}),
        ("huber", L.Huber(reduction="none"), {}),
        ("huber", L.Huber(delta=1.75, reduction="none"), {"delta": 1.75}),
    ):
        case(f"{name} {options}".replace(" {}", ""), kind, labels, inputs, None, lambda p: loss(labels, p), options)

PRESENT = [1, 1, 0, 1, 0, 0, 1, 1, 1]
case("masked", "mse", numbers * 2, numbers, None, lambda p: L.MeanSquaredError(reduction="none")(numbers * 2, p), mask=PRESENT)
case(
    "masked and weighted",
    "cross_entropy",
    five,
    many,
    "softmax",
    lambda p: L.CategoricalCrossentropy(reduction="none")(one_hot, p),
    class_weights=[1.0, 2.0, 0.5, 0.0, 3.0],
    mask=PRESENT,
)
case("of nobody", "mae", vectors * 2, vectors, None, lambda p: L.MeanAbsoluteError(reduction="none")(vectors * 2, p), mask=[0] * SAMPLES)

write_fixture("losses", CASES)
