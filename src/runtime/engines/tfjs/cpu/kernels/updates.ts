import type { HostCall, HostKernel } from '../host-kernel.ts';

const scalar = (call: HostCall, index: number): number => call.input(index).values[0] ?? 0;

export const assign: HostKernel<'Assign'> = ({ input, variable }, attributes) => {
  variable(attributes.variable).set(input(0).values);
};

/** m ← μm − lr·g; w ← w + m, or w + μm − lr·g. */
export const applySgd: HostKernel<'ApplySgd'> = (call, { variable, velocity, momentum, nesterov }) => {
  const rate = scalar(call, 0);
  const gradient = call.input(1).values;
  const weights = call.variable(variable);
  const speeds = velocity === null ? undefined : call.variable(velocity);
  for (let index = 0; index < weights.length; index++) {
    const step = rate * (gradient[index] ?? 0);
    const speed = momentum * (speeds?.[index] ?? 0) - step;
    if (speeds !== undefined) speeds[index] = speed;
    const change = speeds !== undefined && nesterov ? momentum * speed - step : speed;
    weights[index] = (weights[index] ?? 0) + change;
  }
};

/** v ← ρv + (1−ρ)g²; d ← μd + lr·g/√(v+ε); w ← w − d. */
export const applyRmsprop: HostKernel<'ApplyRmsprop'> = (call, attributes) => {
  const { rho, momentum, epsilon, velocity } = attributes;
  const rate = scalar(call, 0);
  const gradient = call.input(1).values;
  const weights = call.variable(attributes.variable);
  const squares = call.variable(attributes.meanSquare);
  const speeds = velocity === null ? undefined : call.variable(velocity);
  for (let index = 0; index < weights.length; index++) {
    const g = gradient[index] ?? 0;
    const square = rho * (squares[index] ?? 0) + (1 - rho) * g * g;
    squares[index] = square;
    const change = momentum * (speeds?.[index] ?? 0) + (rate * g) / Math.sqrt(square + epsilon);
    if (speeds !== undefined) speeds[index] = change;
    weights[index] = (weights[index] ?? 0) - change;
  }
};

/** m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε). */
export const applyAdam: HostKernel<'ApplyAdam'> = (call, attributes) => {
  const { beta1, beta2, epsilon } = attributes;
  const rate = (scalar(call, 0) * Math.sqrt(1 - scalar(call, 2))) / (1 - scalar(call, 1));
  const gradient = call.input(3).values;
  const weights = call.variable(attributes.variable);
  const means = call.variable(attributes.mean);
  const squares = call.variable(attributes.meanSquare);
  for (let index = 0; index < weights.length; index++) {
    const g = gradient[index] ?? 0;
    const mean = beta1 * (means[index] ?? 0) + (1 - beta1) * g;
    const square = beta2 * (squares[index] ?? 0) + (1 - beta2) * g * g;
    means[index] = mean;
    squares[index] = square;
    weights[index] = (weights[index] ?? 0) - (rate * mean) / (Math.sqrt(square) + epsilon);
  }
};

/** s ← s + g²; w ← w − lr·g/√(s+ε). */
export const applyAdagrad: HostKernel<'ApplyAdagrad'> = (call, attributes) => {
  const rate = scalar(call, 0);
  const gradient = call.input(1).values;
  const weights = call.variable(attributes.variable);
  const sums = call.variable(attributes.sumSquare);
  for (let index = 0; index < weights.length; index++) {
    const g = gradient[index] ?? 0;
    const sum = (sums[index] ?? 0) + g * g;
    sums[index] = sum;
    weights[index] = (weights[index] ?? 0) - (rate * g) / Math.sqrt(sum + attributes.epsilon);
  }
};

/** v ← ρv + (1−ρ)g²; d ← g·√(u+ε)/√(v+ε); u ← ρu + (1−ρ)d²; w ← w − lr·d. */
export const applyAdadelta: HostKernel<'ApplyAdadelta'> = (call, attributes) => {
  const { rho, epsilon } = attributes;
  const rate = scalar(call, 0);
  const gradient = call.input(1).values;
  const weights = call.variable(attributes.variable);
  const squares = call.variable(attributes.meanSquare);
  const steps = call.variable(attributes.meanSquareStep);
  for (let index = 0; index < weights.length; index++) {
    const g = gradient[index] ?? 0;
    const before = steps[index] ?? 0;
    const square = rho * (squares[index] ?? 0) + (1 - rho) * g * g;
    const step = (g * Math.sqrt(before + epsilon)) / Math.sqrt(square + epsilon);
    squares[index] = square;
    steps[index] = rho * before + (1 - rho) * step * step;
    weights[index] = (weights[index] ?? 0) - rate * step;
  }
};

/** w ← w − lr·sign(β₁m + (1−β₁)g); m ← β₂m + (1−β₂)g. */
export const applyLion: HostKernel<'ApplyLion'> = (call, attributes) => {
  const { beta1, beta2 } = attributes;
  const rate = scalar(call, 0);
  const gradient = call.input(1).values;
  const weights = call.variable(attributes.variable);
  const means = call.variable(attributes.mean);
  for (let index = 0; index < weights.length; index++) {
    const g = gradient[index] ?? 0;
    const mean = means[index] ?? 0;
    weights[index] = (weights[index] ?? 0) - rate * Math.sign(beta1 * mean + (1 - beta1) * g);
    means[index] = beta2 * mean + (1 - beta2) * g;
  }
};

/** w ← w − lr·decay·w. */
export const decayWeight: HostKernel<'DecayWeight'> = (call, attributes) => {
  const share = scalar(call, 0) * attributes.decay;
  const weights = call.variable(attributes.variable);
  for (const [index, weight] of weights.entries()) weights[index] = weight - share * weight;
};

/** a ← μa + (1−μ)w. */
export const averageWeight: HostKernel<'AverageWeight'> = (call, attributes) => {
  const momentum = scalar(call, 0);
  const weights = call.variable(attributes.variable);
  const averages = call.variable(attributes.average);
  for (let index = 0; index < weights.length; index++)
    averages[index] = momentum * (averages[index] ?? 0) + (1 - momentum) * (weights[index] ?? 0);
};
