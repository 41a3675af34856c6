import type { Initializer, WeightSpecification } from './layer.ts';

export const zeros: Initializer = { kind: 'constant', value: 0 };

export const ones: Initializer = { kind: 'constant', value: 1 };

/**
 * Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010); the fans of a kernel `[height, width, in, out]`
 * are its area times `in` and `out`, whatever the layer, as Keras computes them.
 */
export function glorotUniform(shape: readonly number[]): Initializer {
  const area = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return {
    kind: 'glorot_uniform',
    fanIn: area * (shape.at(-2) ?? 1),
    fanOut: area * (shape.at(-1) ?? 1),
  };
}

/** A trained kernel with Keras's default start. */
export function kernelWeight(name: string, shape: readonly number[]): WeightSpecification {
  return { name, shape, initializer: glorotUniform(shape), trainable: true };
}

/** A trained bias that starts at zero, if the layer has one. */
export function biasWeights(bias: unknown, units: number): readonly WeightSpecification[] {
  return bias === true ? [{ name: 'bias', shape: [units], initializer: zeros, trainable: true }] : [];
}
