import { number } from '../graph-builder.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import { BATCH } from '../op-graph.ts';
import type { ValueId } from '../op-graph.ts';
import { pairOption } from '../upstream.ts';
import type { Lowering } from './layer-context.ts';

/** Factors of rows, then of columns; both methods treat the axes one after the other. */
export const upsample: Lowering = ({ builder, layer, x }) => {
  const [rows, columns] = pairOption(layer.options, 'size');
  const along = layer.options['method'] === 'bilinear' ? mixed : repeated;
  return along(builder, along(builder, x, 1, rows), 2, columns);
};

type Along = (builder: GraphBuilder, x: ValueId, axis: 1 | 2, factor: number) => ValueId;

/** Each row (or column) several times. */
const repeated: Along = (builder, x, axis, factor) => {
  if (factor === 1) return x;
  const { before, size, after, result } = split(builder, x, axis, factor);
  const parted = builder.reshape(x, [BATCH, before * size, 1, after]);
  return builder.reshape(builder.broadcastTo(parted, [BATCH, before * size, factor, after]), result);
};

/**
 * Bilinear with pixels as areas, as TensorFlow resizes: the new row j of the old row i has its centre at
 * i + (j + ½) / factor − ½ and mixes the old rows on both sides of it; at the edge the last row stands twice.
 */
const mixed: Along = (builder, x, axis, factor) => {
  if (factor === 1) return x;
  const { before, size, after, result } = split(builder, x, axis, factor);
  const previous = shifted(builder, x, axis, 'previous');
  const next = shifted(builder, x, axis, 'next');
  const rows = Array.from({ length: factor }, (_, row) => {
    const offset = (row + 0.5) / factor - 0.5;
    const share = Math.abs(offset);
    const own = builder.binary('mul', x, number(1 - share));
    const other = share === 0 ? own : builder.binary('mul', offset < 0 ? previous : next, number(share));
    return builder.reshape(share === 0 ? x : builder.binary('add', own, other), [
      BATCH,
      before * size,
      1,
      after,
    ]);
  });
  return builder.reshape(builder.add('concat', rows, { axis: 2 }), result);
};

/** An image with each row (or column) in the place of its neighbour; the one at the edge stays as well. */
function shifted(builder: GraphBuilder, x: ValueId, axis: 1 | 2, from: 'previous' | 'next'): ValueId {
  const type = builder.type(x);
  const size = type.shape[axis] ?? 1;
  if (size === 1) return x;
  const part = (begin: number, length: number): ValueId =>
    builder.add(
      'slice',
      [x],
      { begin: type.shape.map((_, index) => (index === axis ? begin : 0)) },
      { dtype: type.dtype, shape: type.shape.with(axis, length) },
    );
  const parts =
    from === 'previous' ? [part(0, 1), part(0, size - 1)] : [part(1, size - 1), part(size - 1, 1)];
  return builder.add('concat', parts, { axis });
}

/** An image's sizes before, on and after an axis, and its shape with that axis `factor` times as long. */
function split(builder: GraphBuilder, x: ValueId, axis: 1 | 2, factor: number) {
  const shape = builder.shape(x);
  const volume = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1);
  const size = shape[axis] ?? 1;
  return {
    before: volume(shape.slice(1, axis)),
    size,
    after: volume(shape.slice(axis + 1)),
    result: shape.with(axis, size * factor),
  };
}
