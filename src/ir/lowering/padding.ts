import { borderOption } from '../upstream.ts';
import type { Lowering } from './layer-context.ts';

export const pad: Lowering = ({ builder, layer, x }) => {
  const [rows, columns] = borderOption(layer.options, 'size');
  return builder.add('pad', [x], { padding: [[0, 0], rows, columns, [0, 0]], value: 0 });
};
