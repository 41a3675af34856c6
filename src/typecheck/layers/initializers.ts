import { elements } from './sizes.ts';
import { initNames } from './common-options.ts';
import type { LayerOptions } from '../typed-module.ts';
import type { Initializer, WeightSpecification } from './layer.ts';
import { numberOption } from './read-options.ts';

export const zeros: Initializer = { kind: 'constant', value: 0 };

export const ones: Initializer = { kind: 'constant', value: 1 };

/**
 * The start that the `init` option names: Glorot and Bengio 2010 (±√(6 / (fan in + fan out)), Keras's default), He et
 * al. 2015, LeCun et al. 1998. The fans of a kernel `[height, width, in, out]` are its area times `in` and `out`,
 * whatever the layer, as Keras computes them.
 */
export function kernelInitializer(name: unknown, shape: readonly number[]): Initializer {
  const area = elements(shape.slice(0, -2));
  const fanIn = area * (shape.at(-2) ?? 1);
  const fanOut = area * (shape.at(-1) ?? 1);
  const kind = initNames.find((word) => word === name) ?? 'glorot_uniform';
  return kind === 'zeros' ? zeros : { kind, fanIn, fanOut };
}

/** A trained kernel, begun as the layer's `init` says, with the penalty that its `l1` and `l2` say. */
export function kernelWeight(
  name: string,
  shape: readonly number[],
  options: LayerOptions,
): WeightSpecification {
  const [l1, l2] = [numberOption(options, 'l1'), numberOption(options, 'l2')];
  const initializer = kernelInitializer(options['init'], shape);
  return { name, shape, initializer, trainable: true, ...((l1 > 0 || l2 > 0) && { penalty: { l1, l2 } }) };
}

/** A trained bias that starts at zero, if the layer has one. */
export function biasWeights(bias: unknown, units: number): readonly WeightSpecification[] {
  return bias === true ? [{ name: 'bias', shape: [units], initializer: zeros, trainable: true }] : [];
}

/** `gamma` and `beta`, one number a channel each, as the `scale` and `center` options want them. */
export function affineWeights(
  options: { readonly [name: string]: unknown },
  channels: number,
): readonly WeightSpecification[] {
  const weight = (name: string, initializer: Initializer): WeightSpecification => ({
    name,
    shape: [channels],
    initializer,
    trainable: true,
  });
  return [
    ...(options['scale'] === true ? [weight('gamma', ones)] : []),
    ...(options['center'] === true ? [weight('beta', zeros)] : []),
  ];
}
