"""Networks in Keras beside the same programs in netc: weights, batches, gradients and training steps.

Weights and batches come from draws.py, and dropout takes its mask from TensorFlow's stateless generator as netc does,
so that training is the same to rounding.
"""

import numpy as np
import tensorflow as tf
import keras
from keras import layers

from draws import digest, uniform, weight

STEPS = 10


class KeyedDropout(layers.Layer):
    """Dropout whose mask is a function of (run seed + stream, step)."""

    def __init__(self, rate, stream, spatial=False, **options):
        super().__init__(**options)
        self.rate, self.stream, self.seed, self.step = rate, stream, 0, tf.Variable(0, trainable=False)
        self.spatial = spatial

    def call(self, x, training=False):
        if not training:
            return x
        seed = tf.stack([tf.constant(self.seed + self.stream), self.step])
        sizes = tf.shape(x)
        if self.spatial:  # as SpatialDropout2D: one draw a channel
            sizes = sizes * [1, 0, 0, 1] + [0, 1, 1, 0]
        kept = tf.random.stateless_uniform(sizes, seed) >= self.rate
        return tf.where(kept, x / (1 - self.rate), tf.zeros_like(x))


def netc_path(variable):
    """`kind.conv1/kernel` of a Keras variable."""
    layer, name = variable.path.rsplit("/", 1)
    if "separable" in layer:
        return f"{layer}/{name}"
    return f"{layer}/{'kernel' if name.endswith('kernel') else name}"


def set_weights(model):
    for variable in model.weights:
        if "seed" not in variable.path and tuple(variable.shape):
            variable.assign(weight(netc_path(variable), tuple(variable.shape)))


def batch(name, step, count, shape, classes, block):
    """Photos of squares of one colour, `block` pixels wide: like photos, and unlike noise, neighbours are alike.

    On noise a network of this depth is chaotic: rounding flips a unit, RMSprop turns that into a whole step, and Keras
    with and without oneDNN differs by 2e-3 after ten steps. On large squares they agree to 1e-6.
    """
    height, width, channels = shape
    rows, columns = -(-height // block), -(-width // block)
    images = uniform(f"{name} images {step}", count * rows * columns * channels)
    images = images.reshape((count, rows, columns, channels))
    images = images.repeat(block, 1).repeat(block, 2)[:, :height, :width]
    labels = np.floor(uniform(f"{name} labels {step}", count) * classes).astype(np.int32)
    return images, labels


def tracked(model):
    return [v for v in model.weights if tuple(v.shape)]


def loss_of(model, images, labels, classes, training):
    prediction = model(images, training=training)
    if classes == 2:
        losses = keras.losses.binary_crossentropy(labels[:, None].astype("float32"), prediction)
    else:
        losses = keras.losses.sparse_categorical_crossentropy(labels, prediction)
    return tf.reduce_mean(losses) + sum(model.losses), prediction


def network(name, program, train, build, count, classes, seed, optimizer, block, steps=STEPS, frozen=()):
    """A fixture's entry; layers of the classes in `frozen` keep their weights and statistics."""
    model = build()
    set_weights(model)
    shape = model.inputs[0].shape[1:]
    dropouts = [layer for layer in model.layers if isinstance(layer, KeyedDropout)]
    for layer in dropouts:
        layer.seed = seed
    images, labels = batch(name, 0, count, shape, classes, block)
    loss, prediction = loss_of(model, images, labels, classes, False)
    entry = {
        "name": name,
        "program": program,
        "train": train,
        "batch": count,
        "classes": classes,
        "block": block,
        "layers": [
            {"path": layer.name, "output": list(layer.output.shape[1:]), "parameters": layer.count_params()}
            for layer in model.layers
            if steps > 0 and not isinstance(layer, layers.InputLayer)
        ],
        "evaluate": {"loss": float(loss), "prediction": prediction.numpy().reshape(-1).tolist()},
    }
    for layer in model.layers:
        layer.trainable = not isinstance(layer, frozen)
    with tf.GradientTape() as tape:
        loss, _ = loss_of(model, images, labels, classes, True)
    gradients = tape.gradient(loss, [v.value for v in model.trainable_variables])
    entry["gradients"] = {
        netc_path(v): digest(netc_path(v), g.numpy()) for v, g in zip(model.trainable_variables, gradients)
    }
    set_weights(model)  # the step above has moved the averages of batch normalisation
    losses = []
    for step in range(steps):
        images, labels = batch(name, step, count, shape, classes, block)
        for layer in dropouts:
            layer.step.assign(step)
        with tf.GradientTape() as tape:
            loss, _ = loss_of(model, images, labels, classes, True)
        gradients = tape.gradient(loss, [v.value for v in model.trainable_variables])
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        losses.append(float(loss))
    entry["steps"] = {"losses": losses}
    entry["after"] = {netc_path(v): digest(netc_path(v), v.numpy()) for v in tracked(model) if steps > 0}
    return entry
