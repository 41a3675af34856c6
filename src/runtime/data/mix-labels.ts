import type { HostTensor, Tensors } from '../engines/engine.ts';
import type { MixedSample } from './augment/mix-batch.ts';
import type { FedLabel } from './label-feeds.ts';

/**
 * The feeds of a label as its samples are mixed: float32 `[samples, classes]` for `class`, each class by its share, and the mean
 * of values by their shares for everything else. A mixture of which one label is missing counts as missing.
 */
export function mixLabels(label: FedLabel, feeds: Tensors, mixed: readonly MixedSample[]): Tensors {
  const [name, mask] = [`label/${label.name}`, `mask/${label.name}`];
  const plain = feeds[name];
  if (plain === undefined) return feeds;
  const whole = label.kind === 'class' ? oneHot(plain, label.classes) : plain;
  const there = feeds[mask];
  return {
    [name]: mixRows(whole, mixed, (own, other, share) => share * own + (1 - share) * other),
    ...(there !== undefined && { [mask]: mixRows(there, mixed, (own, other) => own * other) }),
  };
}

function oneHot({ data }: HostTensor, classes: number): HostTensor {
  const rows = new Float32Array(data.length * classes);
  for (const [row, number] of data.entries()) rows[row * classes + number] = 1;
  return { dtype: 'float32', shape: [data.length, classes], data: rows };
}

function mixRows(
  { shape, data }: HostTensor,
  mixed: readonly MixedSample[],
  mix: (own: number, other: number, share: number) => number,
): HostTensor {
  const units = data.length / mixed.length;
  const rows = Float32Array.from({ length: data.length }, (_, at) => {
    const row = Math.floor(at / units);
    const { partner, share } = mixed[row] ?? { partner: row, share: 1 };
    return mix(data[at] ?? 0, data[at + (partner - row) * units] ?? 0, share);
  });
  return { dtype: 'float32', shape, data: rows };
}
