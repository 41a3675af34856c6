import type { PoolAttributes } from '../../../../../codegen/kernel-schedule/own-kernels.ts';
import type { HostKernel } from '../host-kernel.ts';
import { sizes } from './sizes.ts';

/** The part of a window that lies in the image. */
interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Where channel 0 of its result stands. */
  readonly result: number;
  /** Where channel 0 of the image's first pixel stands. */
  readonly image: number;
}

function eachWindow(
  imageShape: readonly number[],
  resultShape: readonly number[],
  { window, strides, padding }: PoolAttributes,
  visit: (part: Window) => void,
): void {
  const [batch, height, width, channels] = sizes(imageShape);
  const [, rows, columns] = sizes(resultShape);
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const y = row * strides[0] - padding[0];
        const x = column * strides[1] - padding[1];
        visit({
          top: Math.max(y, 0),
          bottom: Math.min(y + window[0], height),
          left: Math.max(x, 0),
          right: Math.min(x + window[1], width),
          result: ((n * rows + row) * columns + column) * channels,
          image: n * height * width * channels,
        });
      }
    }
  }
}

/** Each window's gradient goes to its first maximum, rows before columns, as in TensorFlow. */
export const maxPoolGrad: HostKernel<'MaxPoolGrad'> = ({ input, output }, attributes) => {
  const image = input(0);
  const dy = input(2);
  const dx = output.values.fill(0);
  const [, , width, channels] = sizes(image.shape);
  eachWindow(image.shape, dy.shape, attributes, (part) => {
    for (let c = 0; c < channels; c++) {
      let best = -Infinity;
      let place = -1;
      for (let y = part.top; y < part.bottom; y++) {
        for (let x = part.left; x < part.right; x++) {
          const here = part.image + (y * width + x) * channels + c;
          const value = image.values[here] ?? 0;
          if (value > best || place < 0) [best, place] = [value, here];
        }
      }
      if (place >= 0) dx[place] = (dx[place] ?? 0) + (dy.values[part.result + c] ?? 0);
    }
  });
};

/** Each window's gradient is spread evenly over its pixels in the image: padding is not counted. */
export const avgPoolGrad: HostKernel<'AvgPoolGrad'> = ({ input, output }, attributes) => {
  const dy = input(0);
  const dx = output.values.fill(0);
  const [, , width, channels] = sizes(output.shape);
  eachWindow(output.shape, dy.shape, attributes, (part) => {
    const count = (part.bottom - part.top) * (part.right - part.left);
    for (let y = part.top; y < part.bottom; y++) {
      for (let x = part.left; x < part.right; x++) {
        const here = part.image + (y * width + x) * channels;
        for (let c = 0; c < channels; c++) {
          dx[here + c] = (dx[here + c] ?? 0) + (dy.values[part.result + c] ?? 0) / count;
        }
      }
    }
  });
};
