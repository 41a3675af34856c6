"""Batches mixed as mixup (Zhang et al. 2018) and cutmix (Yun et al. 2019) define it, and a step of Keras on each.

What a seed draws is computed here once more: Philox 4x32-10 (Salmon et al. 2011), shares from Beta(a, a) by Jöhnk's method, partners by
Fisher and Yates. The twin is test/conformance/mixing.test.ts.
"""

from write import write_fixture  # first: it quietens TensorFlow

import math

import numpy as np
import tensorflow as tf
import keras
from keras import layers

from draws import uniform
from training import netc_path, set_weights

COUNT, HEIGHT, WIDTH, CLASSES = 6, 7, 9, 3
SEED, EPOCH, INDEX, PLACES = 11, 2, 4, [17, 3, 0, 29, 8, 12]
PURPOSE, SHARE_STEP, PARTNER_STEP = 0x6175676D, 0x80000000, 0x80000001
MASK = 0xFFFFFFFF


def philox(counter, key):
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ k0, q & MASK, (p >> 32) ^ d ^ k1, p & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return [a, b, c, d]


KEY = philox([SEED, 0, PURPOSE, 0], [0x3EC8F720, 0x02461E29])[:2]


def draws(step, sample):
    """Numbers in [0, 1), one after another: four of a block, the counter being made of the block, the step, the sample and the epoch."""
    block = 0
    while True:
        yield from (word / 2**32 for word in philox([block, step, sample, EPOCH], KEY))
        block += 1


def beta(alpha, numbers):
    while True:
        x, y = (1 - next(numbers)) ** (1 / alpha), (1 - next(numbers)) ** (1 / alpha)
        if 0 < x + y <= 1:
            return x / (x + y)


def partners(count):
    numbers, order = draws(PARTNER_STEP, INDEX), list(range(count))
    for last in range(count - 1, 0, -1):
        other = int(next(numbers) * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order


def window(area, numbers):
    """A square of a photo of height and width 1, anywhere; what lies outside is cut off."""
    side = math.sqrt(area)
    ends = []
    for _ in range(2):
        centre = next(numbers)
        ends.append((max(centre - side / 2, 0), min(centre + side / 2, 1)))
    return ends


def mixed(kind, alpha, photos, labels):
    made, shares = photos.copy(), labels.copy()
    for row, (place, other) in enumerate(zip(PLACES, partners(COUNT))):
        numbers = draws(SHARE_STEP, place)
        share = beta(alpha, numbers)
        if kind == "mixup":
            made[row] = share * photos[row] + (1 - share) * photos[other]
        else:
            (top, bottom), (left, right) = window(1 - share, numbers)
            share = 1 - (bottom - top) * (right - left)
            rows = slice(math.floor(top * HEIGHT + 0.5), math.floor(bottom * HEIGHT + 0.5))
            columns = slice(math.floor(left * WIDTH + 0.5), math.floor(right * WIDTH + 0.5))
            made[row, rows, columns] = photos[other, rows, columns]
        shares[row] = share * labels[row] + (1 - share) * labels[other]
    return made, shares


photos = uniform("mixing photos", COUNT * HEIGHT * WIDTH * 3).reshape(COUNT, HEIGHT, WIDTH, 3)
numbers = np.floor(uniform("mixing kinds", COUNT) * CLASSES).astype(int)
labels = np.eye(CLASSES, dtype=np.float32)[numbers]

cases = [{"labels": numbers.tolist(), "seed": SEED, "epoch": EPOCH, "index": INDEX, "places": PLACES}]
for kind, alpha in (("mixup", 0.4), ("mixup", 1.0), ("cutmix", 1.0), ("cutmix", 0.5)):
    made, shares = mixed(kind, alpha, photos, labels)
    inputs = layers.Input((HEIGHT, WIDTH, 3))
    model = keras.Model(inputs, layers.Dense(CLASSES, name="kind.dense1")(layers.Flatten()(inputs)))
    set_weights(model)
    optimizer = keras.optimizers.SGD(0.1)
    with tf.GradientTape() as tape:
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)(shares, model(made, training=True))
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    cases.append(
        {
            "kind": kind,
            "alpha": alpha,
            "photos": made.ravel().tolist(),
            "shares": shares.ravel().tolist(),
            "loss": float(loss),
            "after": {netc_path(v): v.numpy().ravel().tolist() for v in model.weights},
        }
    )
write_fixture("mixing", cases)
