import type { Problem } from '../../../problem.ts';
import { isRecord } from '../keras/config.ts';
import { elementCount } from '../numbers.ts';

/** How numbers were made smaller: `value · scale + min`, or halves. */
export interface Quantization {
  readonly dtype: 'uint8' | 'uint16' | 'float16';
  readonly scale: number;
  readonly min: number;
}

/** A weight in a group, as the manifest describes it. */
export interface ManifestWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization: Quantization | undefined;
}

/** Weights that stand one after another in some files. */
export interface ManifestGroup {
  readonly paths: readonly string[];
  readonly weights: readonly ManifestWeight[];
}

type Broken = (reason: string) => Problem;

/** Bytes of an element; of varying length where there is no entry. */
const elementBytes: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['bool', 1],
  ['complex64', 8],
]);

const quantizedBytes: Readonly<Record<Quantization['dtype'], number>> = { uint8: 1, uint16: 2, float16: 2 };

/**
 * Reads `weightsManifest` of a model.json.
 * https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts (WeightsManifestConfig)
 */
export function readManifest(manifest: unknown, broken: Broken): readonly ManifestGroup[] {
  if (!Array.isArray(manifest)) throw broken('its weightsManifest is not a list');
  return manifest.map((group: unknown) => {
    if (!isRecord(group)) throw broken('a group of its weightsManifest is not an object');
    const { paths, weights } = group;
    if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string'))
      throw broken('a group of its weightsManifest does not name its files');
    if (!Array.isArray(weights)) throw broken('a group of its weightsManifest has no weights');
    return { paths, weights: weights.map((weight: unknown) => readWeight(weight, broken)) };
  });
}

function readWeight(weight: unknown, broken: Broken): ManifestWeight {
  if (!isRecord(weight)) throw broken('a weight is not described by an object');
  const { name, shape, dtype, quantization } = weight;
  if (typeof name !== 'string') throw broken('a weight has no name');
  if (!isSizes(shape) || !Number.isSafeInteger(elementCount(shape)))
    throw broken(`${name} has no sound shape`);
  if (typeof dtype !== 'string' || !(elementBytes.has(dtype) || dtype === 'string'))
    throw broken(`${name} has the unknown dtype ${JSON.stringify(dtype)}`);
  return {
    name,
    shape,
    dtype,
    quantization: quantization === undefined ? undefined : readQuantization(name, quantization, broken),
  };
}

function readQuantization(name: string, quantization: unknown, broken: Broken): Quantization {
  const { dtype, scale = 1, min = 0 } = isRecord(quantization) ? quantization : {};
  if (dtype !== 'uint8' && dtype !== 'uint16' && dtype !== 'float16')
    throw broken(`${name} is quantised in an unknown way`);
  if (typeof scale !== 'number' || typeof min !== 'number')
    throw broken(`${name} is quantised by no numbers`);
  return { dtype, scale, min };
}

/** The bytes of a weight; undefined where they depend on its texts. */
export function weightBytes({ shape, dtype, quantization }: ManifestWeight): number | undefined {
  const each = quantization === undefined ? elementBytes.get(dtype) : quantizedBytes[quantization.dtype];
  return each === undefined ? undefined : elementCount(shape) * each;
}

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
