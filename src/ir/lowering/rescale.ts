import { number } from '../graph-builder.ts';
import { numberOption } from '../upstream.ts';
import type { Lowering } from './layer-context.ts';

export const rescale: Lowering = ({ builder, layer, x }) => {
  const scaled = builder.binary('mul', x, number(numberOption(layer.options, 'scale')));
  const offset = numberOption(layer.options, 'offset');
  return offset === 0 ? scaled : builder.binary('add', scaled, number(offset));
};
