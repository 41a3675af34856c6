import { philoxState } from '../../../../ir/philox.ts';
import type { KernelCall } from './kernel-pool.ts';
import { blocks, blockSize } from './wasm-kernel.ts';
import type { WasmKernel, WasmOperand } from './wasm-kernel.ts';

/** float32 numbers from one place to another. */
function copyCall(from: WasmOperand, to: WasmOperand): KernelCall {
  const bytes = to.size * 4;
  return { kernel: 'copy', words: [from.address, to.address, bytes], tasks: Math.ceil(bytes / blockSize) };
}

export const copy: WasmKernel<'Copy'> = ({ input, output }) => copyCall(input(0), output());

export const assign: WasmKernel<'Assign'> = ({ input, variable }, attributes) =>
  copyCall(input(0), variable(attributes.variable));

export const reluGrad: WasmKernel<'ReluGrad'> = ({ input, output }) => {
  const { address, size } = output();
  return {
    kernel: 'reluGrad',
    words: [input(0).address, input(1).address, address, size],
    tasks: blocks(size),
  };
};

/** In the order of the binary's kernel. */
const operations = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum'] as const;

export const elementwise: WasmKernel<'Elementwise'> = ({ input, output }, { operation }) => {
  const [a, b, { address, size }] = [input(0), input(1), output()];
  return {
    kernel: 'elementwise',
    words: [a.address, b.address, address, size, b.size, operations.indexOf(operation), 0],
    tasks: blocks(size),
  };
};

export const biasAdd: WasmKernel<'BiasAdd'> = ({ input, output }, { relu }) => {
  const [x, bias, { address, size }] = [input(0), input(1), output()];
  return {
    kernel: 'elementwise',
    words: [x.address, bias.address, address, size, bias.size, operations.indexOf('add'), relu ? 1 : 0],
    tasks: blocks(size),
  };
};

export const expand: WasmKernel<'Expand'> = ({ input, output }, { outer, repeated, inner }) => ({
  kernel: 'expand',
  words: [input(0).address, output().address, repeated, inner],
  tasks: inner === 1 ? outer : outer * repeated,
});

const reductions = ['sum', 'mean', 'max'] as const;

export const reduce: WasmKernel<'Reduce'> = ({ input, output }, { operation, outer, reduced, inner }) => ({
  kernel: 'reduce',
  words: [input(0).address, output().address, reduced, inner, reductions.indexOf(operation)],
  tasks: outer * Math.ceil(inner / 16),
});

export const matMul: WasmKernel<'MatMul'> = ({ input, output }, { transposeA, transposeB }) => {
  const [a, b, result] = [input(0), input(1), output()];
  const [rows = 1, columns = 1] = result.shape;
  const depth = (transposeA ? a.shape[0] : a.shape[1]) ?? 1;
  return {
    kernel: 'matmul',
    words: [
      ...[a.address, b.address, result.address, rows, columns, depth],
      ...(transposeA ? [4, rows * 4] : [depth * 4, 4]),
      ...(transposeB ? [4, depth * 4] : [columns * 4, 4]),
    ],
    tasks: Math.ceil(rows / 128) * Math.ceil(columns / 16),
  };
};

export const randomUniform: WasmKernel<'RandomUniform'> = ({ integers, output }, { stream }) => {
  const [seed0 = 0, seed1 = 0] = integers(0);
  const { counter, key } = philoxState((seed0 + stream) | 0, seed1);
  const { address, size } = output();
  return {
    kernel: 'randomUniform',
    words: [address, size, counter[2], counter[3], ...key],
    tasks: blocks(size),
  };
};
