import { BATCH } from '../../../src/ir/op-graph.ts';
import type { OpGraph, OpKind, OpOf, WeightUpdate } from '../../../src/ir/op-graph.ts';
import { uniform } from '../../../src/ir/philox.ts';
import { arrayOf, at, generate, indices, offset, scalar, zeros } from './array.ts';
import type { NdArray } from './array.ts';
import { batchMoments, batchNorm, batchNormGradients } from './batch-norm.ts';
import { binary, unary } from './elementwise.ts';
import {
  avgPool,
  avgPoolGrad,
  convolve,
  convolveGradInput,
  convolveGradKernel,
  maxPool,
  maxPoolGrad,
} from './windows.ts';

/** Feeds and variables by name; `samples` is the size of the batch. */
export interface Environment {
  readonly feeds: Readonly<Record<string, NdArray>>;
  readonly variables: ReadonlyMap<string, NdArray>;
  readonly samples: number;
}

export interface Results {
  readonly outputs: Readonly<Record<string, NdArray>>;
  /** The variables that the run changed. */
  readonly changed: ReadonlyMap<string, NdArray>;
  /** Every op's result. */
  readonly values: readonly NdArray[];
}

interface Call<K extends OpKind> {
  readonly node: OpOf<K>;
  readonly inputs: readonly NdArray[];
  readonly input: (index: number) => NdArray;
  /** Of the result. */
  readonly shape: readonly number[];
  readonly environment: Environment;
  readonly change: (path: string, update: (before: NdArray, place: number) => number) => NdArray;
}

type Kernel<K extends OpKind> = (call: Call<K>) => NdArray;

/** Runs an op graph by the definitions of its ops: naive loops in float64, to compare everything else with. */
export function interpret(graph: OpGraph, environment: Environment): Results {
  const changed = new Map<string, NdArray>();
  const values: NdArray[] = [];
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => values[input] ?? scalar(NaN));
    const shape = node.type.shape.map((size) => (size === BATCH ? environment.samples : size));
    values.push(
      evaluate(node.kind, {
        node,
        inputs,
        input: (index) => inputs[index] ?? scalar(NaN),
        shape,
        environment,
        change: (path, update) => {
          const before = variable(environment, path);
          const after = arrayOf(
            before.shape,
            before.data.map((_, place) => update(before, place)),
          );
          changed.set(path, after);
          return after;
        },
      }),
    );
  }
  const outputs = Object.entries(graph.outputs).map(
    ([name, value]) => [name, values[value] ?? scalar(NaN)] as const,
  );
  return { outputs: Object.fromEntries(outputs), changed, values };
}

function evaluate<K extends OpKind>(kind: K, call: Call<K>): NdArray {
  return kernels[kind](call);
}

function variable({ variables }: Environment, path: string): NdArray {
  const value = variables.get(path);
  if (value === undefined) throw new Error(`No value for the variable ${path}.`);
  return value;
}

const mapped =
  (compute: (x: number) => number): Kernel<OpKind> =>
  ({ input, shape }) =>
    arrayOf(shape, input(0).data.map(compute));

const paired =
  (compute: (a: number, b: number) => number): Kernel<OpKind> =>
  ({ input, shape }) =>
    generate(shape, (index) => compute(at(input(0), index), at(input(1), index)));

const unaryKernels = Object.fromEntries(
  Object.entries(unary).map(([kind, compute]) => [kind, mapped(compute)]),
) as Record<keyof typeof unary, Kernel<OpKind>>;

const binaryKernels = Object.fromEntries(
  Object.entries(binary).map(([kind, compute]) => [kind, paired(compute)]),
) as Record<keyof typeof binary, Kernel<OpKind>>;

function reduced(
  { input, shape }: Call<OpKind>,
  { axes, keepDimensions }: { readonly axes: readonly number[]; readonly keepDimensions: boolean },
  start: number,
  step: (accumulated: number, value: number) => number,
): NdArray {
  const x = input(0);
  const result = arrayOf(shape, zeros(shape).data.fill(start));
  for (const index of indices(x.shape)) {
    const to = keepDimensions
      ? index.map((place, axis) => (axes.includes(axis) ? 0 : place))
      : index.filter((_, axis) => !axes.includes(axis));
    result.data[offset(shape, to)] = step(at(result, to), at(x, index));
  }
  return result;
}

const sum = (a: number, b: number): number => a + b;

function softmax(x: NdArray): NdArray {
  const classes = x.shape.at(-1) ?? 1;
  const result = zeros(x.shape);
  for (let row = 0; row < x.data.length; row += classes) {
    const values = x.data.subarray(row, row + classes);
    const largest = Math.max(...values);
    const powers = values.map((value) => Math.exp(value - largest));
    const total = powers.reduce(sum);
    result.data.set(
      powers.map((power) => power / total),
      row,
    );
  }
  return result;
}

const kernels: { readonly [K in OpKind]: Kernel<K> } = {
  ...unaryKernels,
  ...binaryKernels,
  input: ({ node, environment, shape }) => {
    const fed = environment.feeds[node.attributes.name];
    if (fed === undefined) throw new Error(`Nothing fed as ${node.attributes.name}.`);
    return arrayOf(shape, fed.data);
  },
  constant: ({ node, shape }) => arrayOf(shape, node.attributes.values),
  read: ({ node, environment }) => variable(environment, node.attributes.variable),
  batch_size: ({ environment }) => scalar(environment.samples),

  select: ({ input, shape }) =>
    generate(shape, (index) => (at(input(0), index) === 0 ? at(input(2), index) : at(input(1), index))),
  cast: ({ node, input, shape }) =>
    arrayOf(shape, input(0).data.map(node.type.dtype === 'int32' ? Math.trunc : (x) => x)),
  relu_grad: paired((dy, y) => (y > 0 ? dy : 0)),

  matmul: ({ node, input, shape }) => {
    const { transposeA, transposeB } = node.attributes;
    const [a, b] = [input(0), input(1)];
    const inner = a.shape[transposeA ? 0 : 1] ?? 0;
    const [aRow, aColumn] = transposeA ? [1, a.shape[1] ?? 0] : [inner, 1];
    const [bRow, bColumn] = transposeB ? [1, inner] : [b.shape[1] ?? 0, 1];
    return generate(shape, ([row = 0, column = 0]) => {
      let total = 0;
      for (let k = 0; k < inner; k++) {
        total += (a.data[row * aRow + k * aColumn] ?? NaN) * (b.data[k * bRow + column * bColumn] ?? NaN);
      }
      return total;
    });
  },
  bias_add: paired(sum),
  bias_add_grad: (call) =>
    reduced(call, { axes: [...call.input(0).shape.keys()].slice(0, -1), keepDimensions: false }, 0, sum),
  conv2d: ({ node, inputs, shape }) => convolve(false)(inputs, node.attributes, shape),
  conv2d_grad_input: ({ node, inputs, shape }) => convolveGradInput(false)(inputs, node.attributes, shape),
  conv2d_grad_kernel: ({ node, inputs, shape }) => convolveGradKernel(false)(inputs, node.attributes, shape),
  depthwise_conv2d: ({ node, inputs, shape }) => convolve(true)(inputs, node.attributes, shape),
  depthwise_conv2d_grad_input: ({ node, inputs, shape }) =>
    convolveGradInput(true)(inputs, node.attributes, shape),
  depthwise_conv2d_grad_kernel: ({ node, inputs, shape }) =>
    convolveGradKernel(true)(inputs, node.attributes, shape),

  max_pool: ({ node, inputs, shape }) => maxPool(inputs, node.attributes, shape),
  max_pool_grad: ({ node, inputs }) => maxPoolGrad(inputs, node.attributes),
  avg_pool: ({ node, inputs, shape }) => avgPool(inputs, node.attributes, shape),
  avg_pool_grad: ({ node, inputs, shape }) => avgPoolGrad(inputs, node.attributes, shape),

  batch_norm: ({ node, inputs }) => batchNorm(inputs, node.attributes.epsilon),
  batch_mean: ({ input }) => batchMoments(input(0)).mean,
  batch_variance: ({ input }) => batchMoments(input(0)).variance,
  batch_norm_grad_input: ({ node, inputs }) => batchNormGradients(inputs, node.attributes.epsilon).input,
  batch_norm_grad_gamma: ({ node, inputs }) => batchNormGradients(inputs, node.attributes.epsilon).gamma,
  batch_norm_grad_beta: ({ node, inputs }) => batchNormGradients(inputs, node.attributes.epsilon).beta,

  reduce_sum: (call) => reduced(call, call.node.attributes, 0, sum),
  reduce_mean: (call) => {
    const total = reduced(call, call.node.attributes, 0, sum);
    const count = call.input(0).data.length / total.data.length;
    return arrayOf(
      total.shape,
      total.data.map((value) => value / count),
    );
  },
  reduce_max: (call) => {
    const lowest = Math.min(...call.input(0).data);
    return reduced(call, call.node.attributes, lowest, Math.max);
  },

  reshape: ({ input, shape }) => arrayOf(shape, input(0).data),
  transpose: ({ node, input, shape }) => {
    const { permutation } = node.attributes;
    return generate(shape, (index) =>
      at(
        input(0),
        permutation.map((_, axis) => index[permutation.indexOf(axis)] ?? 0),
      ),
    );
  },
  concat: ({ node, inputs, shape }) => {
    const { axis } = node.attributes;
    return generate(shape, (index) => {
      let place = index[axis] ?? 0;
      for (const part of inputs) {
        const size = part.shape[axis] ?? 0;
        if (place < size) return at(part, index.with(axis, place));
        place -= size;
      }
      return NaN;
    });
  },
  slice: ({ node, input, shape }) =>
    generate(shape, (index) =>
      at(
        input(0),
        index.map((place, axis) => place + (node.attributes.begin[axis] ?? 0)),
      ),
    ),
  pad: ({ node, input, shape }) => {
    const x = input(0);
    return generate(shape, (index) => {
      const from = index.map((place, axis) => place - (node.attributes.padding[axis]?.[0] ?? 0));
      const inside = from.every((place, axis) => place >= 0 && place < (x.shape[axis] ?? 0));
      return inside ? at(x, from) : node.attributes.value;
    });
  },
  broadcast_to: ({ input, shape }) => generate(shape, (index) => at(input(0), index)),

  softmax: ({ input }) => softmax(input(0)),
  one_hot: ({ input, shape }) =>
    generate(shape, ([row = 0, column = 0]) => Number(at(input(0), [row]) === column)),
  softmax_cross_entropy: ({ input, shape }) => {
    const probabilities = softmax(input(0));
    const classes = probabilities.shape[1] ?? 0;
    return generate(shape, ([row = 0]) => {
      let total = 0;
      for (let c = 0; c < classes; c++)
        total -= at(input(1), [row, c]) * Math.log(at(probabilities, [row, c]));
      return total;
    });
  },
  sigmoid_cross_entropy: paired((z, t) => Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)))),

  random_uniform: ({ node, input, shape }) => {
    const [seed0 = 0, seed1 = 0] = input(0).data;
    return arrayOf(shape, uniform(seed0 + node.attributes.stream, seed1, zeros(shape).data.length));
  },

  assign: ({ node, input, change }) => {
    change(node.attributes.variable, (_, place) => input(0).data[place] ?? NaN);
    return scalar(0);
  },
  apply_sgd: (call) => {
    const { node, input, change } = call;
    const { velocity, momentum, nesterov } = node.attributes;
    const g = gradientOf(call);
    const step = (place: number): number => at(input(0), []) * g(place);
    const m =
      velocity === null ? undefined : change(velocity, (old, i) => momentum * (old.data[i] ?? NaN) - step(i));
    return stepWeight(call, (i) => {
      const moved = m?.data[i] ?? -step(i);
      return nesterov && m ? momentum * moved - step(i) : moved;
    });
  },
  apply_rmsprop: (call) => {
    const { node, input, change } = call;
    const { meanSquare, velocity, rho, momentum, epsilon } = node.attributes;
    const rate = at(input(0), []);
    const g = gradientOf(call);
    const v = change(meanSquare, (old, i) => rho * (old.data[i] ?? NaN) + (1 - rho) * g(i) ** 2);
    const step = (i: number): number => (rate * g(i)) / Math.sqrt((v.data[i] ?? NaN) + epsilon);
    const d =
      velocity === null ? undefined : change(velocity, (old, i) => momentum * (old.data[i] ?? NaN) + step(i));
    return stepWeight(call, (i) => -(d?.data[i] ?? step(i)));
  },
  apply_adam: (call) => {
    const { node, input, change } = call;
    const { mean, meanSquare, beta1, beta2, epsilon } = node.attributes;
    const rate = (at(input(0), []) * Math.sqrt(1 - at(input(2), []))) / (1 - at(input(1), []));
    const g = gradientOf(call);
    const m = change(mean, (old, i) => beta1 * (old.data[i] ?? NaN) + (1 - beta1) * g(i));
    const v = change(meanSquare, (old, i) => beta2 * (old.data[i] ?? NaN) + (1 - beta2) * g(i) ** 2);
    return stepWeight(call, (i) => -(rate * (m.data[i] ?? NaN)) / (Math.sqrt(v.data[i] ?? NaN) + epsilon));
  },
  apply_adagrad: (call) => {
    const { node, input, change } = call;
    const { sumSquare, epsilon } = node.attributes;
    const g = gradientOf(call);
    const s = change(sumSquare, (old, i) => (old.data[i] ?? NaN) + g(i) ** 2);
    return stepWeight(call, (i) => (-at(input(0), []) * g(i)) / Math.sqrt((s.data[i] ?? NaN) + epsilon));
  },
  apply_adadelta: (call) => {
    const { node, input, change } = call;
    const { meanSquare, meanSquareStep, rho, epsilon } = node.attributes;
    const g = gradientOf(call);
    const v = change(meanSquare, (old, i) => rho * (old.data[i] ?? NaN) + (1 - rho) * g(i) ** 2);
    const steps: number[] = [];
    change(meanSquareStep, (old, i) => {
      const u = old.data[i] ?? NaN;
      const d = g(i) * Math.sqrt((u + epsilon) / ((v.data[i] ?? NaN) + epsilon));
      steps[i] = d;
      return rho * u + (1 - rho) * d ** 2;
    });
    return stepWeight(call, (i) => -at(input(0), []) * (steps[i] ?? NaN));
  },
  apply_lion: (call) => {
    const { node, input, change } = call;
    const { mean, beta1, beta2 } = node.attributes;
    const g = gradientOf(call);
    const signs: number[] = [];
    change(mean, (old, i) => {
      const m = old.data[i] ?? NaN;
      signs[i] = Math.sign(beta1 * m + (1 - beta1) * g(i));
      return beta2 * m + (1 - beta2) * g(i);
    });
    return stepWeight(call, (i) => -at(input(0), []) * (signs[i] ?? NaN));
  },
};

type UpdateCall = Pick<Call<'apply_sgd'>, 'input' | 'change'> & {
  readonly node: { readonly inputs: readonly number[]; readonly attributes: WeightUpdate };
};

/** The last operand, number by number. */
function gradientOf({ node, input }: UpdateCall): (place: number) => number {
  const gradient = input(node.inputs.length - 1);
  return (place) => gradient.data[place] ?? NaN;
}

/** The weight decayed, moved, and then averaged. */
function stepWeight({ node, input, change }: UpdateCall, moved: (place: number) => number): NdArray {
  const { variable, decay, average } = node.attributes;
  const kept = 1 - at(input(0), []) * (decay ?? 0);
  const weight = change(variable, (old, i) => (old.data[i] ?? NaN) * kept + moved(i));
  if (average !== null) {
    const momentum = at(input(node.inputs.length - 2), []);
    change(average, (old, i) => momentum * (old.data[i] ?? NaN) + (1 - momentum) * (weight.data[i] ?? NaN));
  }
  return scalar(0);
}
