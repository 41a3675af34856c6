import { number } from './graph-builder.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { ValueId } from './op-graph.ts';
import type { Step } from './updates.ts';

/** Where the gradients of a weight are added up. */
export function sumPath(variable: string): string {
  return `${variable}:gradient`;
}

/** Adds the effects that add the gradients of one batch to the sums. */
export function addSums(builder: GraphBuilder, steps: readonly Step[]): readonly ValueId[] {
  return steps.map(({ variable, shape, gradient }) => {
    const path = sumPath(variable);
    return builder.add('assign', [builder.binary('add', builder.read(path, shape), gradient)], {
      variable: path,
    });
  });
}

/** The mean gradients of the batches added up so far and this one, and the effects that clear the sums. */
export function takeSums(
  builder: GraphBuilder,
  batches: number,
  steps: readonly Step[],
): { readonly steps: readonly Step[]; readonly cleared: readonly ValueId[] } {
  if (batches === 1) return { steps, cleared: [] };
  const cleared: ValueId[] = [];
  const means = steps.map((step): Step => {
    const path = sumPath(step.variable);
    const sum = builder.binary('add', builder.read(path, step.shape), step.gradient);
    cleared.push(
      builder.add('assign', [builder.broadcastTo(builder.scalar(0), step.shape)], { variable: path }),
    );
    return { ...step, gradient: builder.binary('div', sum, number(batches)) };
  });
  return { steps: means, cleared };
}
