import type { ExportWeight } from '../export/export-subject.ts';
import { levelsOf, storedNumbers, type Quantization } from '../export/quantize.ts';

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
    // The whole tensor as one channel.
    const { data: levels, scales, zeros } = levelsOf([1, data.length], data, 0);
    const [scale = 1, zero = 0] = [scales[0], zeros[0]];
    return {
      entry: {
        ...described,
        quantization: { dtype: 'uint8', original_dtype: 'float32', scale, min: -zero * scale },
      },
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
