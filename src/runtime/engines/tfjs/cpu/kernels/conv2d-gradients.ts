import type { HostKernel } from '../host-kernel.ts';
import { eachMeeting } from './meetings.ts';

/** dx[p, c] = Σ dy[q, k]·w[r, c, k] over the pixels q that p reaches through r. */
export const conv2dGradInput: HostKernel<'Conv2dGradInput'> = ({ input, output }, attributes) => {
  const dy = input(0);
  const weights = input(1).values;
  const [, , into, out] = attributes.kernel;
  const dx = output.values.fill(0);
  eachMeeting(output.shape, dy.shape, attributes, (imagePixel, resultPixel, kernelPixel) => {
    for (let c = 0; c < into; c++) {
      let sum = 0;
      const row = (kernelPixel * into + c) * out;
      for (let k = 0; k < out; k++) sum += (dy.values[resultPixel * out + k] ?? 0) * (weights[row + k] ?? 0);
      const place = imagePixel * into + c;
      dx[place] = (dx[place] ?? 0) + sum;
    }
  });
};

/** dw[r, c, k] = Σ x[p, c]·dy[q, k] over the pixels p and q that r brings together. */
export const conv2dGradKernel: HostKernel<'Conv2dGradKernel'> = ({ input, output }, attributes) => {
  const x = input(0);
  const dy = input(1);
  const [, , into, out] = attributes.kernel;
  // Hundreds of thousands of numbers may go into one sum.
  const sums = new Float64Array(output.values.length);
  eachMeeting(x.shape, dy.shape, attributes, (imagePixel, resultPixel, kernelPixel) => {
    for (let c = 0; c < into; c++) {
      const factor = x.values[imagePixel * into + c] ?? 0;
      const row = (kernelPixel * into + c) * out;
      for (let k = 0; k < out; k++) {
        sums[row + k] = (sums[row + k] ?? 0) + factor * (dy.values[resultPixel * out + k] ?? 0);
      }
    }
  });
  output.values.set(sums);
};
