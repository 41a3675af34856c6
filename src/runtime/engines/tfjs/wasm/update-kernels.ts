import type { OwnKernelAttributes } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import { blocks, real } from './wasm-kernel.ts';
import type { WasmKernel } from './wasm-kernel.ts';

export const decayWeight: WasmKernel<'DecayWeight'> = ({ scalar, variable }, attributes) => {
  const { address, size } = variable(attributes.variable);
  const share = 1 - scalar(0) * attributes.decay;
  return { kernel: 'decayWeight', words: [address, size, real(share)], tasks: blocks(size) };
};

export const averageWeight: WasmKernel<'AverageWeight'> = ({ scalar, variable }, attributes) => {
  const { address, size } = variable(attributes.variable);
  const average = variable(attributes.average).address;
  const momentum = scalar(0);
  return {
    kernel: 'averageWeight',
    words: [address, average, size, real(momentum), real(1 - momentum)],
    tasks: blocks(size),
  };
};

type OptimizerName = 'ApplySgd' | 'ApplyRmsprop';

/** The words that sgd and rmsprop begin with: (learning rate, gradient). */
function momentumWords(
  {
    variable,
    velocity,
    momentum,
  }: Pick<OwnKernelAttributes[OptimizerName], 'variable' | 'velocity' | 'momentum'>,
  operands: Parameters<WasmKernel<OptimizerName>>[0],
): { readonly size: number; readonly words: readonly number[] } {
  const { address, size } = operands.variable(variable);
  const slot = velocity === null ? 0 : operands.variable(velocity).address;
  const rate = real(operands.scalar(0));
  return { size, words: [address, slot, operands.input(1).address, size, rate, real(momentum)] };
}

export const applySgd: WasmKernel<'ApplySgd'> = (operands, attributes) => {
  const { size, words } = momentumWords(attributes, operands);
  return { kernel: 'applySgd', words: [...words, attributes.nesterov ? 1 : 0], tasks: blocks(size) };
};

export const applyRmsprop: WasmKernel<'ApplyRmsprop'> = (operands, attributes) => {
  const { size, words } = momentumWords(attributes, operands);
  const { meanSquare, rho, epsilon } = attributes;
  const square = operands.variable(meanSquare).address;
  return {
    kernel: 'applyRmsprop',
    words: [...words, square, real(rho), real(1 - rho), real(epsilon)],
    tasks: blocks(size),
  };
};

export const applyAdam: WasmKernel<'ApplyAdam'> = ({ input, scalar, variable }, attributes) => {
  const { beta1, beta2, epsilon } = attributes;
  const { address, size } = variable(attributes.variable);
  // Kingma & Ba 2015, section 2: α = lr·√(1−β₂ᵗ)/(1−β₁ᵗ).
  const rate = (scalar(0) * Math.sqrt(1 - scalar(2))) / (1 - scalar(1));
  return {
    kernel: 'applyAdam',
    words: [
      ...[address, variable(attributes.mean).address, input(3).address, size, real(rate), real(beta1)],
      ...[
        variable(attributes.meanSquare).address,
        real(beta2),
        real(1 - beta1),
        real(1 - beta2),
        real(epsilon),
      ],
    ],
    tasks: blocks(size),
  };
};

export const applyAdagrad: WasmKernel<'ApplyAdagrad'> = ({ input, scalar, variable }, attributes) => {
  const { address, size } = variable(attributes.variable);
  const sums = variable(attributes.sumSquare).address;
  return {
    kernel: 'applyAdagrad',
    words: [address, sums, input(1).address, size, real(scalar(0)), real(attributes.epsilon)],
    tasks: blocks(size),
  };
};

export const applyAdadelta: WasmKernel<'ApplyAdadelta'> = ({ input, scalar, variable }, attributes) => {
  const { meanSquare, meanSquareStep, rho, epsilon } = attributes;
  const { address, size } = variable(attributes.variable);
  return {
    kernel: 'applyAdadelta',
    words: [
      ...[address, variable(meanSquare).address, input(1).address, size, real(scalar(0))],
      ...[variable(meanSquareStep).address, real(rho), real(1 - rho), real(epsilon)],
    ],
    tasks: blocks(size),
  };
};

export const applyLion: WasmKernel<'ApplyLion'> = ({ input, scalar, variable }, attributes) => {
  const { beta1, beta2 } = attributes;
  const { address, size } = variable(attributes.variable);
  return {
    kernel: 'applyLion',
    words: [
      ...[address, variable(attributes.mean).address, input(1).address, size, real(scalar(0))],
      ...[real(beta1), real(1 - beta1), real(beta2), real(1 - beta2)],
    ],
    tasks: blocks(size),
  };
};
