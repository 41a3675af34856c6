/** Layers that Keras lacks, as an exported program defines them: for every backend of Keras, and to be saved with a model. */
export const ownClasses = {
  CeilingPooling2D: `@keras.saving.register_keras_serializable("netc")
class CeilingPooling2D(layers.Layer):
    """Pooling whose last windows stand over the edge, as Caffe's do; what lies outside counts for nothing."""

    def __init__(self, kind, size, strides, over, **options):
        super().__init__(**options)
        self.kind, self.size, self.strides, self.over = kind, size, strides, over

    def call(self, x):
        rows, columns = self.over
        border = ((0, 0), (0, rows), (0, columns), (0, 0))
        if self.kind == "max":
            x = keras.ops.pad(x, border, constant_values=-3e38)
            return keras.ops.max_pool(x, self.size, self.strides)
        inside = keras.ops.pad(keras.ops.ones_like(x), border)
        mean = keras.ops.average_pool(keras.ops.pad(x, border), self.size, self.strides)
        return mean / keras.ops.average_pool(inside, self.size, self.strides)

    def get_config(self):
        config = {name: getattr(self, name) for name in ("kind", "size", "strides", "over")}
        return {**super().get_config(), **config}
`,
  LocalResponseNormalization: `@keras.saving.register_keras_serializable("netc")
class LocalResponseNormalization(layers.Layer):
    """x / (bias + alpha * sum of squares over neighbouring channels) ** beta (Krizhevsky et al. 2012, section 3.3)."""

    def __init__(self, radius, bias, alpha, beta, **options):
        super().__init__(**options)
        self.radius, self.bias, self.alpha, self.beta = radius, bias, alpha, beta

    def call(self, x):
        channels = x.shape[-1]
        squares = keras.ops.pad(keras.ops.square(x), ((0, 0), (0, 0), (0, 0), (self.radius, self.radius)))
        total = sum(squares[..., first : first + channels] for first in range(2 * self.radius + 1))
        return x * (self.bias + self.alpha * total) ** -self.beta

    def get_config(self):
        config = {name: getattr(self, name) for name in ("radius", "bias", "alpha", "beta")}
        return {**super().get_config(), **config}
`,
} as const;

export type OwnClass = keyof typeof ownClasses;
