"""Whole networks in Keras: shapes, predictions, every gradient, and ten training steps.

Each network here is the twin of a program in test/conformance/programs.
"""

from write import write_fixture  # first: it quietens TensorFlow

import tensorflow as tf
import keras
from keras import layers

from training import KeyedDropout, network


class CeilingPool(layers.Layer):
    """Pooling whose last windows stand over the edge, as Caffe's do; an average counts what is inside."""

    def __init__(self, kind, size, stride, **options):
        super().__init__(**options)
        self.kind, self.size, self.stride = kind, size, stride

    def call(self, x):
        over = [-(size - self.size) % self.stride for size in x.shape[1:3]]
        paddings = [[0, 0], [0, over[0]], [0, over[1]], [0, 0]]
        if self.kind == "max":
            padded = tf.pad(x, paddings, constant_values=-1e30)
            return tf.nn.max_pool2d(padded, self.size, self.stride, "VALID")
        means = tf.nn.avg_pool2d(tf.pad(x, paddings), self.size, self.stride, "VALID")
        shares = tf.nn.avg_pool2d(tf.pad(tf.ones((1, *x.shape[1:])), paddings), self.size, self.stride, "VALID")
        return means / shares


class GroupedConv(layers.Conv2D):
    """Keras's grouped convolution, computed group by group: TensorFlow has no gradient of it on CPUs."""

    def call(self, x):
        inputs, kernels = tf.split(x, self.groups, 3), tf.split(self.kernel.value, self.groups, 3)
        padding = self.padding.upper()
        parts = [tf.nn.conv2d(i, k, self.strides, padding) for i, k in zip(inputs, kernels)]
        return self.activation(tf.concat(parts, 3) + self.bias)


def breadth():
    image = keras.Input((16, 12, 3), name="photo")
    x = layers.Rescaling(2.0, -1.0, name="stem.rescale1")(image)
    x = layers.Conv2D(8, 3, padding="same", use_bias=False, name="stem.conv1")(x)
    x = layers.GroupNormalization(4, name="stem.groupnorm1")(x)
    stem = layers.Activation("mish", name="stem.mish1")(x)
    half = {"strides": 2, "padding": "same"}
    x = GroupedConv(8, 3, activation="relu6", groups=2, name="grouped.conv1", **half)(stem)
    lrn = lambda v: tf.nn.lrn(v, depth_radius=2, bias=2.0, alpha=0.1, beta=0.75)
    grouped = layers.Lambda(lrn, name="grouped.lrn1")(x)
    x = GroupedConv(8, 3, activation="hard_silu", groups=8, name="channelwise.conv1", **half)(stem)
    channelwise = layers.LayerNormalization(name="channelwise.layernorm1")(x)
    x = layers.Average(name="painted.average1")([grouped, channelwise])
    painted = layers.Conv2DTranspose(4, 3, activation="softsign", name="painted.conv_transpose1", **half)(x)
    x = layers.Conv2D(4, 1, activation="hard_sigmoid", kernel_regularizer="l1", name="mixed.conv1")(grouped)
    mixed = layers.UpSampling2D(2, interpolation="bilinear", name="mixed.upsample1")(x)
    x = layers.Conv2D(4, 1, name="repeated.conv1")(channelwise)
    repeated = layers.UpSampling2D(name="repeated.upsample1")(x)
    x = layers.Maximum(name="joined.maximum1")([painted, mixed, repeated])
    x = layers.Cropping2D(((1, 0), (2, 1)), name="joined.crop1")(x)
    x = KeyedDropout(0.25, 0, spatial=True, name="joined.spatial_dropout1")(x)
    x = CeilingPool("max", 2, 2, name="pooled.maxpool1")(x)
    x = CeilingPool("avg", 3, 2, name="pooled.avgpool1")(x)
    x = layers.Conv2DTranspose(3, (2, 3), strides=(1, 2), use_bias=False, name="kind.conv_transpose1")(x)
    x = layers.Reshape((3, 5, 5), name="kind.reshape1")(x)
    x = layers.ReLU(6.0, name="kind.relu1")(x)
    x = layers.Reshape((75,), name="kind.reshape2")(x)
    penalty = keras.regularizers.L1L2(l1=0.002, l2=0.03)
    head = layers.Dense(3, activation="softmax", kernel_regularizer=penalty, name="kind.dense1")
    return keras.Model(image, head(x))


def lecture():
    x = image = keras.Input((150, 150, 3), name="photo")
    for index, filters in enumerate((32, 64, 128, 128), 1):
        x = layers.Conv2D(filters, 3, activation="relu", name=f"kind.conv{index}")(x)
        x = layers.MaxPooling2D(2, name=f"kind.maxpool{index}")(x)
    x = layers.Flatten(name="kind.flatten1")(x)
    x = KeyedDropout(0.5, 0, name="kind.dropout1")(x)
    x = layers.Dense(512, activation="relu", name="kind.dense1")(x)
    return keras.Model(image, layers.Dense(1, activation="sigmoid", name="kind.dense2")(x))


def towers():
    image = keras.Input((20, 18, 3), name="photo")
    x = layers.ZeroPadding2D(1, name="stem.pad1")(image)
    x = layers.Conv2D(8, 3, strides=2, use_bias=False, name="stem.conv1")(x)
    stem = layers.Activation("relu", name="stem.relu1")(layers.BatchNormalization(name="stem.batchnorm1")(x))
    a = layers.Conv2D(4, 1, activation="elu", name="towers.conv1")(stem)
    b = layers.SeparableConv2D(6, 3, activation="swish", padding="same", name="towers.separable_conv1")(stem)
    c = layers.MaxPooling2D(3, 1, "same", name="towers.maxpool1")(stem)
    c = layers.Conv2D(2, 1, activation="tanh", name="towers.conv2")(c)
    d = layers.AveragePooling2D(3, 1, "same", name="towers.avgpool1")(stem)
    d = layers.Conv2D(4, 1, activation="selu", name="towers.conv3")(d)
    tower = layers.Concatenate(name="towers.concat1")([a, b, c, d])
    x = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="deep.depthwise_conv1")(tower)
    x = layers.BatchNormalization(name="deep.batchnorm1")(x)
    x = layers.Activation(lambda v: keras.activations.gelu(v), name="deep.gelu1")(x)
    x = layers.LeakyReLU(name="joined.leaky_relu1")(layers.Add(name="joined.add1")([x, tower]))
    pools = [
        layers.GlobalAveragePooling2D(name="kind.global_avgpool1")(x),
        layers.GlobalMaxPooling2D(name="kind.global_maxpool1")(x),
    ]
    x = layers.Concatenate(name="kind.concat1")(pools)
    x = layers.Dense(10, activation="softplus", name="kind.dense1")(x)
    return keras.Model(image, layers.Dense(3, activation="softmax", name="kind.dense2")(x))


def main():
    sgd, rmsprop, adam = keras.optimizers.SGD, keras.optimizers.RMSprop, keras.optimizers.Adam
    trains = {
        "momentum": sgd(0.01, momentum=0.9, nesterov=True),
        "adaptive": adam(1e-3),
        "plain": sgd(0.05),
        "heavy": sgd(0.008, momentum=0.9),
        "rms": rmsprop(1e-4, momentum=0.5),
    }
    cases = [network("lecture", "lecture", "small", lecture, 4, 2, 7, rmsprop(1e-4), 50)]
    for train, optimizer in trains.items():
        cases.append(network(f"towers, {train}", "towers", train, towers, 6, 3, 3, optimizer, 1))
    for train, optimizer in {"plain": sgd(0.05, momentum=0.9), "adaptive": adam(1e-3)}.items():
        cases.append(network(f"breadth, {train}", "breadth", train, breadth, 6, 3, 5, optimizer, 1))
    write_fixture("networks", cases)


main()
