import type { ExportWeight } from '../export/export-subject.ts';
import { storedNumbers, type Quantization } from '../export/quantize.ts';
import { transposed } from '../export/weight-arithmetic.ts';
import type { GraphWriter, Name } from './graph-writer.ts';

/** How the numbers of a weight are to lie: its axes in another order, and then in another shape. */
export interface Arrangement {
  readonly permutation: readonly number[];
  /** Undefined for the shape that the permutation gives. */
  readonly dims?: readonly number[];
}

/**
 * Writes a weight's numbers as an initializer, in the order in which the graph wants them. Those that are stored smaller
 * are made float32 by nodes behind it, which a reader computes once.
 */
export function writeHeld(
  writer: GraphWriter,
  weight: ExportWeight,
  { permutation, dims }: Arrangement,
  quantize: Quantization,
): Name {
  const { path, shape } = weight;
  const turned = permutation.map((axis) => shape[axis] ?? 1);
  const stored = storedNumbers(weight, quantize);
  const place = { path, shape, permutation };
  if (stored.dtype === 'float32') {
    const data = transposed(stored.data, shape, permutation);
    const numbers = writer.initializer(path, dims ?? turned, { type: 'FLOAT', data });
    writer.held.push({ ...place, numbers });
    return numbers;
  }
  if (stored.dtype === 'float16') {
    const data = transposed(stored.data, shape, permutation);
    const numbers = writer.initializer(`${path}/float16`, dims ?? turned, { type: 'FLOAT16', data });
    writer.held.push({ ...place, numbers });
    return writer.add(path, 'Cast', [numbers], { to: FLOAT });
  }
  const data = transposed(stored.data, shape, permutation);
  const channels = [stored.scales.length];
  const levels = writer.initializer(`${path}/uint8`, turned, { type: 'UINT8', data });
  const scales = writer.initializer(`${path}/scales`, channels, { type: 'FLOAT', data: stored.scales });
  const zeros = writer.initializer(`${path}/zeros`, channels, { type: 'UINT8', data: stored.zeros });
  writer.held.push({ ...place, numbers: levels, levels: { scales, zeros, axis: stored.axis } });
  const axis = permutation.indexOf(stored.axis);
  const numbers = writer.add(path, 'DequantizeLinear', [levels, scales, zeros], { axis });
  return dims === undefined ? numbers : writer.add(path, 'Reshape', [numbers, writer.ints(dims)]);
}

/** ONNX's number for float32. */
export const FLOAT = 1;
