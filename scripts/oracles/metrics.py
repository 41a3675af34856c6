"""Metrics of Keras on small tables of predictions; the area under the curve is counted pair by pair."""

from write import write_fixture  # first: it quietens TensorFlow

import numpy as np
import keras

from draws import uniform

SAMPLES = 60


def result(metric, labels, predictions):
    metric.update_state(labels, predictions)
    return float(np.asarray(metric.result()))


def area(scores, positive):
    """How often a positive sample scores above a negative one, ties counting half: the definition, pair by pair."""
    pairs = scores[positive][:, None] - scores[~positive][None, :]
    return float(np.mean((pairs > 0) + 0.5 * (pairs == 0)))


def case(name, kind, predictions, labels, metrics, classes=None):
    entry = {"name": name, "kind": kind, "predictions": predictions.tolist(), "labels": labels.tolist(), "metrics": metrics}
    if classes is not None:
        guesses = (predictions[:, 0] > 0.5).astype(int) if kind == "binary" else predictions.argmax(1)
        confusion = np.zeros((classes, classes), int)
        np.add.at(confusion, (labels.reshape(-1).astype(int), guesses), 1)
        entry["confusion"] = confusion.tolist()
    return entry


def binary():
    # Rounded, so that scores are tied and some stand at the threshold itself.
    predictions = np.round(uniform("binary scores", SAMPLES), 1).reshape(-1, 1).astype(np.float32)
    labels = (uniform("binary labels", SAMPLES).reshape(-1, 1) + 0.5 * predictions > 0.8).astype(np.float32)
    metrics = {
        "accuracy": result(keras.metrics.BinaryAccuracy(), labels, predictions),
        "precision": result(keras.metrics.Precision(), labels, predictions),
        "recall": result(keras.metrics.Recall(), labels, predictions),
        "f1": float(keras.metrics.F1Score(threshold=0.5)(labels, predictions)[0]),
        "auc": area(predictions[:, 0], labels[:, 0] == 1),
    }
    return case("binary", "binary", predictions, labels, metrics, 2)


def classes(count):
    scores = np.round(uniform(f"{count} scores", SAMPLES * count).reshape(SAMPLES, count) * 8) + 1
    predictions = (scores / scores.sum(1, keepdims=True)).astype(np.float32)
    labels = np.floor(uniform(f"{count} labels", SAMPLES) * count).astype(np.int32)
    # Half of the samples are right, so that the classes are no mere noise.
    labels[::2] = predictions.argmax(1)[::2]
    one_hot = np.eye(count, dtype=np.float32)[labels]
    guesses = np.eye(count, dtype=np.float32)[predictions.argmax(1)]
    each = [
        (
            result(keras.metrics.Precision(class_id=k), one_hot, guesses),
            result(keras.metrics.Recall(class_id=k), one_hot, guesses),
            area(predictions[:, k], labels == k),
        )
        for k in range(count)
    ]
    precision, recall, auc = [float(np.mean(column)) for column in zip(*each)]
    metrics = {
        "accuracy": result(keras.metrics.SparseCategoricalAccuracy(), labels, predictions),
        "precision": precision,
        "recall": recall,
        "f1": float(keras.metrics.F1Score(average="macro")(one_hot, guesses)),
        "auc": auc,
    }
    for k in (2, 3, 5):
        top = result(keras.metrics.SparseTopKCategoricalAccuracy(k), labels, predictions)
        metrics[f"top{k}_accuracy"], metrics[f"top{k}_error"] = top, 1 - top
    return case(f"{count} classes", "class", predictions, labels, metrics, count)


def numbers(units):
    predictions = (4 * uniform(f"{units} values", SAMPLES * units) - 1).reshape(SAMPLES, units).astype(np.float32)
    labels = (predictions + uniform(f"{units} errors", SAMPLES * units).reshape(SAMPLES, units)).astype(np.float32)
    metrics = {
        "mae": result(keras.metrics.MeanAbsoluteError(), labels, predictions),
        "mse": result(keras.metrics.MeanSquaredError(), labels, predictions),
        "r2": result(keras.metrics.R2Score(), labels, predictions),
    }
    return case(f"{units} numbers", "number", predictions, labels, metrics)


write_fixture("metrics", [binary(), classes(4), classes(7), numbers(1), numbers(3)])
