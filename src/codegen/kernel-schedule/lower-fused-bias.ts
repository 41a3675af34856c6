import type { TensorType, ValueId } from '../../ir/op-graph.ts';
import type { FusedBias } from './fuse-bias.ts';
import type { ScheduleBuilder } from './schedule-builder.ts';
import type { SlotId } from './schedule.ts';
import { convolve } from './wasm-convolution.ts';
import { convAttributes } from './window-attributes.ts';

/** One step for a bias addition and its neighbours; two with a convolution, whose kernel is packed first. */
export function lowerFusedBias(
  { to, bias, relu }: FusedBias,
  type: TensorType,
  slot: (value: ValueId) => SlotId,
  builder: ScheduleBuilder,
): SlotId {
  if (to.kind === 'tensor') return builder.own('BiasAdd', [slot(to.value), slot(bias)], type, { relu });
  const kernel = slot(to.kernel);
  const attributes = convAttributes(to.attributes, builder.typeOf(kernel));
  const convolution = { image: slot(to.image), kernel, flipped: false, bias: slot(bias), relu, attributes };
  return convolve(convolution, type, builder);
}
