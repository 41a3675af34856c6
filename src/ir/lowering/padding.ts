import { BATCH } from '../op-graph.ts';
import { float32 } from '../tensor-type.ts';
import { borderOption } from '../upstream.ts';
import type { Lowering } from './layer-context.ts';

export const pad: Lowering = ({ builder, layer, x }) => {
  const [rows, columns] = borderOption(layer.options, 'size');
  return builder.add('pad', [x], { padding: [[0, 0], rows, columns, [0, 0]], value: 0 });
};

export const crop: Lowering = ({ builder, layer, x }) => {
  const [[top], [left]] = borderOption(layer.options, 'size');
  return builder.add('slice', [x], { begin: [0, top, left, 0] }, float32([BATCH, ...layer.shape]));
};
