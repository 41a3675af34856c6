import { elements } from '../../typecheck/layers/sizes.ts';
import { isPlain } from '../../typecheck/layers/read-options.ts';
import { layerDefinition } from '../../typecheck/layers/registry.ts';
import { isConcrete } from '../../typecheck/shape/arithmetic.ts';
import type { MadeCall } from '../../typecheck/elaborate/graph.ts';

/** What layers take together, for one sample. */
export interface Cost {
  readonly parameters: number;
  readonly flops: number;
  readonly activationBytes: number;
}

/** Of a float32. */
const bytesPerNumber = 4;

/**
 * What calls bring and take; weights shared with an earlier layer count there.
 * @param trained whether only weights count that gradients change
 */
export function costOf(calls: readonly MadeCall[], trained = false): Cost {
  let [parameters, flops, activations] = [0, 0, 0];
  for (const { kind, path, weightsPath, options, inputs, shape } of calls) {
    const shapes = inputs.map((input) => input.shape ?? []);
    if (!shapes.every(isConcrete) || !isConcrete(shape) || !isPlain(options)) continue;
    const definition = layerDefinition(kind);
    flops += definition.flops(shapes, shape, options);
    activations += elements(shape);
    if (path !== weightsPath) continue;
    for (const weight of definition.weights(shapes, options)) {
      if (weight.trainable || !trained) parameters += elements(weight.shape);
    }
  }
  return { parameters, flops, activationBytes: activations * bytesPerNumber };
}
