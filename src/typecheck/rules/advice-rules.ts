import { elements } from '../layers/sizes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CheckedModel } from '../elaborate/model.ts';
import { layerDefinition } from '../layers/registry.ts';
import type { LayerCall, TypedModel } from '../typed-module.ts';
import { denseHasDropout } from './dense-has-dropout.ts';
import { noSigmoidInside } from './no-sigmoid-inside.ts';
import { poolInsteadOfFlatten } from './pool-instead-of-flatten.ts';

/** A model that is right, and what it could do better. */
export interface AdviceCase {
  readonly model: TypedModel;
  readonly checked: CheckedModel;
  readonly report: (diagnostic: Diagnostic) => void;
}

export type AdviceRule = (advice: AdviceCase) => void;

const rules: readonly AdviceRule[] = [denseHasDropout, poolInsteadOfFlatten, noSigmoidInside];

/** Advises on a model without errors. */
export function adviseModel(
  checked: CheckedModel,
  model: TypedModel,
  report: (diagnostic: Diagnostic) => void,
): void {
  for (const rule of rules) rule({ model, checked, report });
}

/** Whether the model's own file writes a layer: advice about another's blocks helps nobody. */
export function isOwn({ span }: LayerCall, model: TypedModel): boolean {
  return span.file.path === model.span.file.path;
}

/** Weights that a layer brings: none where they are another call's. */
export function parametersOf({ kind, path, weightsPath, inputShapes, options }: LayerCall): number {
  if (path !== weightsPath) return 0;
  return layerDefinition(kind)
    .weights(inputShapes, options)
    .reduce((sum, { shape }) => sum + elements(shape), 0);
}
