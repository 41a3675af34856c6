import type { OwnKernelAttributes, OwnKernelName } from '../../../../codegen/kernel-schedule/own-kernels.ts';

/** A tensor's own numbers, not a copy. */
export interface HostOperand {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface HostCall {
  readonly input: (index: number) => HostOperand;
  /** Undefined values; kernels that add up must clear them first. */
  readonly output: HostOperand;
  readonly variable: (path: string) => Float32Array;
  /** An int32 operand. */
  readonly integers: (index: number) => Int32Array;
}

/** A kernel in plain TypeScript: computes the output, or changes variables, in place. */
export type HostKernel<K extends OwnKernelName> = (
  call: HostCall,
  attributes: OwnKernelAttributes[K],
) => void;
