import { weightedSum } from './gradients.ts';
import { number } from './graph-builder.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { ValueId } from './op-graph.ts';
import type { Step } from './updates.ts';
import type { Clip } from './upstream.ts';

type Clipping = (builder: GraphBuilder, limit: number, steps: readonly Step[]) => readonly ValueId[];

/** Keras's `clipnorm`, `global_clipnorm` and `clipvalue`. */
const clippings: { readonly [K in Clip['kind']]: Clipping } = {
  norm: (b, limit, steps) =>
    steps.map(({ gradient }) => shortened(b, gradient, b.unary('sqrt', squares(b, gradient)), limit)),

  global_norm: (b, limit, steps) => {
    const all = steps.map(({ gradient }) => ({ weight: 1, value: squares(b, gradient) }));
    const length = b.unary('sqrt', weightedSum(b, all));
    return steps.map(({ gradient }) => shortened(b, gradient, length, limit));
  },

  value: (b, limit, steps) =>
    steps.map(({ gradient }) =>
      b.binary('minimum', b.binary('maximum', gradient, number(-limit)), number(limit)),
    ),
};

/** The gradients, cut to a limit. */
export function clipGradients(
  builder: GraphBuilder,
  clip: Clip | null,
  steps: readonly Step[],
): readonly Step[] {
  if (clip === null) return steps;
  const clipped = clippings[clip.kind](builder, clip.limit, steps);
  return steps.map((step, index) => ({ ...step, gradient: clipped[index] ?? step.gradient }));
}

/** Σx², a scalar. */
function squares(b: GraphBuilder, x: ValueId): ValueId {
  const axes = [...b.shape(x).keys()];
  return b.add('reduce_sum', [b.unary('square', x)], { axes, keepDimensions: false });
}

/** x · limit / max(length, limit). */
function shortened(b: GraphBuilder, x: ValueId, length: ValueId, limit: number): ValueId {
  return b.binary('mul', x, b.binary('div', number(limit), b.binary('maximum', length, number(limit))));
}
