import { arrayOf, zeros } from './array.ts';
import type { NdArray } from './array.ts';

/** Mean and biased variance of each channel: over all dimensions but the last. */
export function batchMoments(x: NdArray): { readonly mean: NdArray; readonly variance: NdArray } {
  const channels = x.shape.at(-1) ?? 1;
  const count = x.data.length / channels;
  const mean = zeros([channels]);
  const variance = zeros([channels]);
  const add = (sums: NdArray, place: number, value: number): void => {
    sums.data[place] = (sums.data[place] ?? NaN) + value / count;
  };
  for (const [place, value] of x.data.entries()) add(mean, place % channels, value);
  for (const [place, value] of x.data.entries())
    add(variance, place % channels, (value - (mean.data[place % channels] ?? NaN)) ** 2);
  return { mean, variance };
}

/** γ·(x − mean)/√(variance + ε) + β. */
export function batchNorm([x, gamma, beta]: readonly NdArray[], epsilon: number): NdArray {
  if (x === undefined || gamma === undefined || beta === undefined) throw new Error('three operands');
  const standard = standardized(x, epsilon);
  const channels = gamma.data.length;
  return arrayOf(
    x.shape,
    standard.data.map(
      (value, place) => value * (gamma.data[place % channels] ?? NaN) + (beta.data[place % channels] ?? NaN),
    ),
  );
}

/**
 * Gradients of Σ y·dy by the chain rule through y = γx̂ + β, x̂ = (x − mean)·r, r = (variance + ε)^(−1/2), step by step as
 * Ioffe and Szegedy 2015 have it in section 3.
 */
export function batchNormGradients(
  [x, dy, gamma]: readonly NdArray[],
  epsilon: number,
): { readonly input: NdArray; readonly gamma: NdArray; readonly beta: NdArray } {
  if (x === undefined || dy === undefined || gamma === undefined) throw new Error('three operands');
  const channels = gamma.data.length;
  const count = x.data.length / channels;
  const { mean, variance } = batchMoments(x);
  const gradients = { input: zeros(x.shape), gamma: zeros([channels]), beta: zeros([channels]) };
  for (let channel = 0; channel < channels; channel++) {
    const deviation = (variance.data[channel] ?? NaN) + epsilon;
    const places = Array.from({ length: count }, (_, index) => index * channels + channel);
    const centred = places.map((place) => (x.data[place] ?? NaN) - (mean.data[channel] ?? NaN));
    const upper = places.map((place) => dy.data[place] ?? NaN);
    const scaled = upper.map((value) => value * (gamma.data[channel] ?? NaN));
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const byVariance = sum(
      scaled.map((value, index) => value * (centred[index] ?? NaN) * -0.5 * deviation ** -1.5),
    );
    const byMean = -sum(scaled) * deviation ** -0.5 + (byVariance * -2 * sum(centred)) / count;
    for (const [index, place] of places.entries())
      gradients.input.data[place] =
        (scaled[index] ?? NaN) * deviation ** -0.5 +
        (byVariance * 2 * (centred[index] ?? NaN)) / count +
        byMean / count;
    gradients.gamma.data[channel] =
      sum(upper.map((value, index) => value * (centred[index] ?? NaN))) * deviation ** -0.5;
    gradients.beta.data[channel] = sum(upper);
  }
  return gradients;
}

function standardized(x: NdArray, epsilon: number): NdArray {
  const { mean, variance } = batchMoments(x);
  const channels = mean.data.length;
  return arrayOf(
    x.shape,
    x.data.map(
      (value, place) =>
        (value - (mean.data[place % channels] ?? NaN)) /
        Math.sqrt((variance.data[place % channels] ?? NaN) + epsilon),
    ),
  );
}
