import type { ConvAttributes } from '../../../../../codegen/kernel-schedule/own-kernels.ts';
import { sizes } from './sizes.ts';

/** Calls `visit` with the place of each pixel pair of image and result that a kernel's pixel brings together. */
export function eachMeeting(
  image: readonly number[],
  result: readonly number[],
  { kernel, strides, dilations, padding }: ConvAttributes,
  visit: (imagePixel: number, resultPixel: number, kernelPixel: number) => void,
): void {
  const [batch, height, width] = sizes(image);
  const [, rows, columns] = sizes(result);
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < rows; row++) {
      for (let ky = 0; ky < kernel[0]; ky++) {
        const y = row * strides[0] + ky * dilations[0] - padding[0];
        if (y < 0 || y >= height) continue;
        for (let column = 0; column < columns; column++) {
          for (let kx = 0; kx < kernel[1]; kx++) {
            const x = column * strides[1] + kx * dilations[1] - padding[1];
            if (x < 0 || x >= width) continue;
            visit((n * height + y) * width + x, (n * rows + row) * columns + column, ky * kernel[1] + kx);
          }
        }
      }
    }
  }
}
