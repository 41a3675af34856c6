import { number } from '../graph-builder.ts';
import type { BinaryKind } from '../op-graph.ts';
import type { Lowering } from './layer-context.ts';

/** Tensors of one shape, joined element by element. */
const elementwise =
  (kind: BinaryKind): Lowering =>
  ({ builder, inputs }) =>
    inputs.reduce((left, right) => builder.binary(kind, left, right));

export const add: Lowering = elementwise('add');

export const multiply: Lowering = elementwise('mul');

export const maximum: Lowering = elementwise('maximum');

export const average: Lowering = (context) =>
  context.builder.binary('mul', add(context), number(1 / context.inputs.length));

/** Along the last axis; the batch makes it one more than the layer's. */
export const concat: Lowering = ({ builder, inputs, layer }) =>
  builder.add('concat', inputs, { axis: layer.shape.length });
