/**
 * The inverse of the normal distribution (Acklam's rational approximation, relative error below 1.2e-9).
 * @param probability above 0 and below 1
 */
function normalQuantile(probability: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ];
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
  ];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability < 0.02425) {
    const tail = Math.sqrt(-2 * Math.log(probability));
    return polynomial(c, tail) / polynomial(d, tail);
  }
  const middle = probability - 0.5;
  const square = middle * middle;
  return (polynomial(a, square) * middle) / polynomial(b, square);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/**
 * Equally likely numbers of a normal distribution of mean 0 and deviation 1, from the lowest to the highest: to pick one of them
 * at random is to draw from it, up to 3.7 deviations far.
 */
export function normalQuantiles(count: number): Float32Array {
  const plain = Float64Array.from({ length: count }, (_, index) => normalQuantile((index + 0.5) / count));
  const deviation = Math.sqrt(plain.reduce((sum, value) => sum + value * value, 0) / count);
  return Float32Array.from(plain, (value) => value / deviation);
}
