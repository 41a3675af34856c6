import type { GraphBuilder } from '../graph-builder.ts';
import { BATCH } from '../op-graph.ts';
import type { OpKind, OpOf, ValueId } from '../op-graph.ts';
import { broadcastAxes } from '../tensor-type.ts';
import { number } from '../graph-builder.ts';

/** An op on the way from a loss to a variable, and the loss's gradient with respect to its result. */
export interface GradientContext<K extends OpKind> {
  readonly builder: GraphBuilder;
  readonly node: OpOf<K>;
  /** The op's result. */
  readonly y: ValueId;
  /** Gradient of the loss with respect to `y`, of its type. */
  readonly dy: ValueId;
  /** An operand. */
  readonly operand: (index: number) => ValueId;
}

/**
 * For each operand what makes the loss's gradient with respect to it (of its type), or null where it is 0
 * almost everywhere (conditions). Only those that are needed are made.
 */
export type GradientRule<K extends OpKind> = (
  context: GradientContext<K>,
) => readonly ((() => ValueId) | null)[];

/** A gradient with respect to a result, summed back to the shape of an operand that was broadcast to it. */
export function reduceTo(b: GraphBuilder, gradient: ValueId, shape: readonly number[]): ValueId {
  const axes = broadcastAxes(shape, b.shape(gradient));
  if (axes.length === 0) return gradient;
  return b.reshape(b.add('reduce_sum', [gradient], { axes, keepDimensions: false }), shape);
}

/** The gradient of a reduction, repeated along the axes that it reduced. */
export function expandTo(
  b: GraphBuilder,
  gradient: ValueId,
  shape: readonly number[],
  axes: readonly number[],
): ValueId {
  // Leading axes come back by broadcasting alone.
  const leading = axes.every((axis, index) => axis === index);
  const kept = leading ? gradient : b.reshape(gradient, withOnes(shape, axes));
  return b.broadcastTo(kept, shape);
}

/** A shape with 1 in place of these axes. */
export function withOnes(shape: readonly number[], axes: readonly number[]): readonly number[] {
  return shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

/** Divides by the number of elements along these axes, which may be known only when the batch is. */
export function divideByCount(
  b: GraphBuilder,
  x: ValueId,
  shape: readonly number[],
  axes: readonly number[],
): ValueId {
  const sizes = axes.map((axis) => shape[axis] ?? 1);
  const fixed = sizes.reduce((product, size) => (size === BATCH ? product : product * size), 1);
  if (!sizes.includes(BATCH)) return b.binary('div', x, number(fixed));
  const batch = b.add('batch_size', [], {});
  return b.binary('div', x, fixed === 1 ? batch : b.binary('mul', batch, number(fixed)));
}
