import type { ExportWeight } from '../export/export-subject.ts';
import { storedNumbers, type Quantization } from '../export/quantize.ts';

/**
 * A weight as `weightsManifest` of a model.json describes it.
 * https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts (WeightsManifestEntry)
 */
export interface ManifestEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly quantization?: ManifestQuantization;
}

/** Halves, or `level · scale + min`: one scale for the whole tensor, since the format knows no other. */
export type ManifestQuantization =
  | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
  | {
      readonly dtype: 'uint8';
      readonly original_dtype: 'float32';
      readonly scale: number;
      readonly min: number;
    };

/** A weight with its bytes. */
export interface ManifestWeight {
  readonly entry: ManifestEntry;
  readonly bytes: Uint8Array;
}

/** A weight of an export as the format stores it. Small vectors stay float32 with `uint8`. */
export function manifestWeight(
  name: string,
  weight: ExportWeight,
  quantization: Quantization,
): ManifestWeight {
  const { shape, data } = weight;
  const described = { name, shape, dtype: 'float32' } as const;
  if (quantization === 'uint8' && shape.length > 1) {
    const { levels, scale, min } = quantizedWhole(data);
    return {
      entry: { ...described, quantization: { dtype: 'uint8', original_dtype: 'float32', scale, min } },
      bytes: levels,
    };
  }
  const stored = storedNumbers(weight, quantization === 'float16' ? 'float16' : 'none');
  return {
    entry:
      stored.dtype === 'float16'
        ? { ...described, quantization: { dtype: 'float16', original_dtype: 'float32' } }
        : described,
    bytes: new Uint8Array(stored.data.buffer, stored.data.byteOffset, stored.data.byteLength),
  };
}

/**
 * Affine over the whole tensor: its range, which always holds 0 so that 0 stays 0, is divided into 255 steps. A number is off
 * by half a step at most, and by a whole one at an end of the range.
 */
function quantizedWhole(data: Float32Array): {
  readonly levels: Uint8Array;
  readonly scale: number;
  readonly min: number;
} {
  let least = 0;
  let most = 0;
  for (const value of data) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale = (most - least) / 255 || 1;
  const zero = Math.round(-least / scale);
  const levels = Uint8Array.from(data, (value) =>
    Math.min(Math.max(Math.round(value / scale) + zero, 0), 255),
  );
  return { levels, scale, min: -zero * scale };
}
