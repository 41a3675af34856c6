import type { KernelShape } from './own-kernels.ts';
import type { ScheduleBuilder } from './schedule-builder.ts';
import type { SlotId } from './schedule.ts';

/** A convolution's kernel in panels of eight output channels, as our convolution reads it. */
export function packedKernel(
  kernel: SlotId,
  shape: KernelShape,
  flipped: boolean,
  builder: ScheduleBuilder,
): SlotId {
  const [height, width, into, out] = shape;
  const [rows, columns] = flipped ? [height * width * out, into] : [height * width * into, out];
  const type = { dtype: 'float32', shape: [Math.ceil(columns / 8), rows, 8] } as const;
  return builder.own('PackKernel', [kernel], type, { kernel: shape, flipped });
}
