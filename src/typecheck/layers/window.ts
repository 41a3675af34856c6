import { add, ceilDivide, floorDivide, multiply, subtract } from '../shape/arithmetic.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import type { ShapeOptions, ShapeProblem, ShapeResult } from './layer.ts';
import type { DimensionPair } from './read-options.ts';

/** A window that moves over an image: a kernel's or a pool's. */
export interface Window {
  readonly size: DimensionPair;
  readonly stride: DimensionPair;
  readonly dilation: DimensionPair;
  readonly padding: 'valid' | 'same';
  /** Whether a last window may stand over the edge. */
  readonly roundsUp?: boolean;
}

export type WindowResult =
  { readonly size: readonly [Dimension, Dimension] } | { readonly problem: ShapeProblem };

export function paddingOf(options: ShapeOptions): 'valid' | 'same' {
  return options['padding'] === 'same' ? 'same' : 'valid';
}

/** Why a layer over images refuses what is not `[height, width, channels]`. */
export const notAnImage: ShapeProblem = { kind: 'rank', expected: '[height, width, channels]' };

/**
 * Height and width of what a window makes of an image: ⌊(in − k) / s⌋ + 1 for `valid`, where k is the window's
 * dilated extent, and ⌈in / s⌉ for `same` (as Keras and TensorFlow have it). Rounding up, ⌈(in − k) / s⌉ + 1 (Caffe's).
 */
export function slideWindow(image: SymbolicShape, window: Window): WindowResult {
  const [height, width] = image;
  if (height === undefined || width === undefined) return { problem: notAnImage };
  const rows = slide(height, window, 0);
  if ('problem' in rows) return rows;
  const columns = slide(width, window, 1);
  if ('problem' in columns) return columns;
  return { size: [rows.size, columns.size] };
}

/** The image with this many channels, or the problem. */
export function withChannels(result: WindowResult, channels: Dimension): ShapeResult {
  return 'problem' in result ? result : { shape: [...result.size, channels] };
}

function slide(
  input: Dimension,
  window: Window,
  axis: 0 | 1,
): { readonly size: Dimension } | { readonly problem: ShapeProblem } {
  const stride = window.stride[axis];
  if (window.padding === 'same') return { size: ceilDivide(input, stride) };
  const extent = add(multiply(subtract(window.size[axis], 1), window.dilation[axis]), 1);
  if (typeof input === 'number' && typeof extent === 'number' && extent > input) {
    const name = axis === 0 ? 'height' : 'width';
    return { problem: { kind: 'kernel-too-large', axis: name, kernel: extent, input } };
  }
  const divide = window.roundsUp === true ? ceilDivide : floorDivide;
  return { size: add(divide(subtract(input, extent), stride), 1) };
}
