import type { HostKernel } from '../host-kernel.ts';
import { eachMeeting } from './meetings.ts';

/** y[q, c·m + k] = Σ x[p, c]·w[r, c, k] over the pixels p that q reaches through r. */
export const depthwiseConv2d: HostKernel<'DepthwiseConv2d'> = ({ input, output }, attributes) => {
  const x = input(0);
  const weights = input(1).values;
  const [, , channels, multiplier] = attributes.kernel;
  const width = channels * multiplier;
  const y = output.values.fill(0);
  eachMeeting(x.shape, output.shape, attributes, (imagePixel, resultPixel, kernelPixel) => {
    for (let channel = 0; channel < width; channel++) {
      const factor = x.values[imagePixel * channels + Math.floor(channel / multiplier)] ?? 0;
      const place = resultPixel * width + channel;
      y[place] = (y[place] ?? 0) + factor * (weights[kernelPixel * width + channel] ?? 0);
    }
  });
};

/** dx[p, c] = Σ dy[q, c·m + k]·w[r, c, k] over the pixels q that p reaches through r, and over k. */
export const depthwiseGradInput: HostKernel<'DepthwiseConv2dGradInput'> = ({ input, output }, attributes) => {
  const dy = input(0);
  const weights = input(1).values;
  const [, , channels, multiplier] = attributes.kernel;
  const dx = output.values.fill(0);
  eachMeeting(output.shape, dy.shape, attributes, (imagePixel, resultPixel, kernelPixel) => {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let k = 0; k < multiplier; k++) {
        const channel = c * multiplier + k;
        const gradient = dy.values[resultPixel * channels * multiplier + channel] ?? 0;
        sum += gradient * (weights[kernelPixel * channels * multiplier + channel] ?? 0);
      }
      const place = imagePixel * channels + c;
      dx[place] = (dx[place] ?? 0) + sum;
    }
  });
};

/** dw[r, c, k] = Σ x[p, c]·dy[q, c·m + k] over the pixels p and q that r brings together. */
export const depthwiseGradKernel: HostKernel<'DepthwiseConv2dGradKernel'> = (
  { input, output },
  attributes,
) => {
  const x = input(0);
  const dy = input(1);
  const [, , channels, multiplier] = attributes.kernel;
  const width = channels * multiplier;
  const sums = new Float64Array(output.values.length);
  eachMeeting(x.shape, dy.shape, attributes, (imagePixel, resultPixel, kernelPixel) => {
    for (let channel = 0; channel < width; channel++) {
      const factor = x.values[imagePixel * channels + Math.floor(channel / multiplier)] ?? 0;
      const place = kernelPixel * width + channel;
      sums[place] = (sums[place] ?? 0) + factor * (dy.values[resultPixel * width + channel] ?? 0);
    }
  });
  output.values.set(sums);
};
