import type { LayerDefinition, ShapeOptions, ShapeProblem, ShapeResult } from '../layers/layer.ts';
import { subtract } from '../shape/arithmetic.ts';
import type { SymbolicShape } from '../shape/dimension.ts';
import type { Place } from './elaboration.ts';

/**
 * What a layer's shape rule makes of these shapes. Sizes of branches that differ as they are written may be equal all
 * the same: over symbols that is asked, and equal ones are written alike. Undefined where the run parts.
 */
export function layerShape(
  definition: LayerDefinition,
  shapes: readonly SymbolicShape[],
  options: ShapeOptions,
  { elaboration: { questions } }: Place,
): ShapeResult | undefined {
  let unified = shapes;
  for (;;) {
    const result = definition.shape(unified, options);
    if (questions === undefined) return result;
    if ('shape' in result) {
      // Smaller sizes are refused where the block is used.
      for (const size of result.shape) questions.restrict(size, 1);
      return questions.parted ? undefined : result;
    }
    const { problem } = result;
    const sizes = problem.kind === 'inputs-differ' ? differing(unified, problem) : undefined;
    if (sizes === undefined) return result;
    const { axis, input, first, other } = sizes;
    const equal = questions.isZero(subtract(other, first));
    if (equal === undefined) return undefined;
    if (!equal) return result;
    unified = unified.map((shape, index) => (index === input ? shape.with(axis, first) : shape));
  }
}

function differing(
  shapes: readonly SymbolicShape[],
  { axis, input }: Extract<ShapeProblem, { kind: 'inputs-differ' }>,
) {
  const [first, other] = [shapes[0]?.[axis], shapes[input]?.[axis]];
  if (axis < 0 || first === undefined || other === undefined) return undefined;
  return { axis, input, first, other };
}
