import type { DataType, TensorType, Window2d } from '../../ir/op-graph.ts';
import type { TensorName } from './graph-writer.ts';
import type { LoweringContext } from './lowering.ts';
import { pad, slice } from './pieces.ts';

type Pair = readonly [number, number];

/** How a window's padding is said to TensorFlow: by one of its words, or by padding the image first. */
export interface Frame {
  readonly padding: 'VALID' | 'SAME';
  /** The image's shape as the kernel sees it. */
  readonly shape: readonly number[];
  /** Pixels that a pad before the kernel adds; undefined where the word says it all. */
  readonly border: Window2d['padding'] | undefined;
}

/**
 * The frame of a window over an image [n, h, w, c]; `extent` is the window's size with its dilation. SAME is taken
 * where it means the very pixels: out = ⌈in/s⌉, total = max((out−1)·s + k − in, 0), the odd pixel after.
 */
export function frame(image: readonly number[], extent: Pair, { strides, padding }: Window2d): Frame {
  const axes = [0, 1] as const;
  if (padding.flat().every((pixels) => pixels === 0))
    return { padding: 'VALID', shape: image, border: undefined };
  const isSame = axes.every((axis) => {
    const size = image[axis + 1] ?? 0;
    const total = Math.max((Math.ceil(size / strides[axis]) - 1) * strides[axis] + extent[axis] - size, 0);
    const before = Math.floor(total / 2);
    return padding[axis][0] === before && padding[axis][1] === total - before;
  });
  if (isSame) return { padding: 'SAME', shape: image, border: undefined };
  const shape = image.map((size, axis) => {
    const pixels = padding[axis - 1];
    return pixels === undefined ? size : size + pixels[0] + pixels[1];
  });
  return { padding: 'VALID', shape, border: padding };
}

/** The image with its border, which holds `value`. */
export function enframe(
  context: LoweringContext,
  image: TensorName,
  dtype: DataType,
  { border }: Frame,
  value: number,
): TensorName {
  if (border === undefined) return image;
  // A convolution and its gradient want the same padded image.
  return context.once(`pad ${image} ${border.flat().join()} ${value}`, () =>
    pad(context, image, dtype, [[0, 0], ...border, [0, 0]], value),
  );
}

/** Takes the border off a gradient again; the type is the image's. */
export function deframe(
  context: LoweringContext,
  gradient: TensorName,
  { border }: Frame,
  { dtype, shape }: TensorType,
): TensorName {
  if (border === undefined) return gradient;
  return slice(context, gradient, dtype, [0, border[0][0], border[1][0], 0], shape);
}

/** A window's size with the holes of its dilation. */
export function dilated(size: Pair, dilations: Pair): Pair {
  return [(size[0] - 1) * dilations[0] + 1, (size[1] - 1) * dilations[1] + 1];
}

/** Height and width of a kernel [h, w, …]. */
export function kernelSize(shape: readonly number[]): Pair {
  return [shape[0] ?? 1, shape[1] ?? 1];
}
