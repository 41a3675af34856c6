import { add as plus, dimensionsEqual } from '../shape/arithmetic.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import type { LayerDefinition, ShapeProblem, ShapeResult } from './layer.ts';
import { elements } from './sizes.ts';

/** The sum of tensors of one shape; `a + b` is a call of it. */
export const add: LayerDefinition = elementwise('add', 'Adds branches of one shape; a + b is the same.');

/** The product of tensors of one shape, element by element; `a * b` is a call of it. */
export const multiply: LayerDefinition = elementwise(
  'multiply',
  'Multiplies branches of one shape, number by number; a * b is the same.',
);

/** The mean of tensors of one shape. */
export const average: LayerDefinition = elementwise(
  'average',
  'The mean of branches of one shape, number by number.',
);

/** The largest of tensors of one shape, element by element. */
export const maximum: LayerDefinition = elementwise(
  'maximum',
  'The largest of branches of one shape, number by number.',
);

/** Branches behind each other along the last axis: channels of images, units of vectors. */
export const concat: LayerDefinition = {
  name: 'concat',
  doc: 'Joins branches along the last axis: the channels of images, the units of vectors.',
  options: [],
  inputs: 'several',
  shape: (inputs) => {
    const [first] = inputs;
    const problem = differingAxis(inputs, (axis, rank) => axis < rank - 1);
    if (first === undefined || problem) return { problem: problem ?? { kind: 'few-inputs' } };
    const last = inputs.map((shape) => shape.at(-1) ?? 0).reduce<Dimension>(plus, 0);
    return { shape: [...first.slice(0, -1), last] };
  },
  weights: () => [],
  flops: () => 0,
};

function elementwise(name: string, doc: string): LayerDefinition {
  return {
    name,
    doc,
    options: [],
    inputs: 'several',
    shape: (inputs): ShapeResult => {
      const [first] = inputs;
      const problem = differingAxis(inputs, () => true);
      return first === undefined || problem
        ? { problem: problem ?? { kind: 'few-inputs' } }
        : { shape: first };
    },
    weights: () => [],
    flops: (inputs, output) => (inputs.length - 1) * elements(output),
  };
}

/** The first input that differs from the one before all others, on the axes that must be equal. */
function differingAxis(
  inputs: readonly SymbolicShape[],
  mustEqual: (axis: number, rank: number) => boolean,
): ShapeProblem | undefined {
  const [first] = inputs;
  if (first === undefined || inputs.length < 2) return { kind: 'few-inputs' };
  for (const [input, shape] of inputs.entries()) {
    if (shape.length !== first.length) return { kind: 'inputs-differ', axis: -1, input };
    const axis = shape.findIndex(
      (size, index) => mustEqual(index, shape.length) && !dimensionsEqual(size, first[index] ?? -1),
    );
    if (axis >= 0) return { kind: 'inputs-differ', axis, input };
  }
  return undefined;
}
