import type { OwnKernelAttributes, OwnKernelName } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import type { KernelCall } from './kernel-pool.ts';

/** A tensor in the backend's memory. */
export interface WasmOperand {
  readonly address: number;
  readonly shape: readonly number[];
  /** Elements. */
  readonly size: number;
}

export interface WasmOperands {
  readonly inputs: readonly WasmOperand[];
  readonly input: (index: number) => WasmOperand;
  readonly output: () => WasmOperand;
  readonly variable: (path: string) => WasmOperand;
  /** The number in an operand of one. */
  readonly scalar: (index: number) => number;
  readonly integers: (index: number) => Int32Array;
  /** Address of at least so many bytes of 0. */
  readonly zeros: (bytes: number) => number;
}

/** Says how a kernel of the schedule is a call of a kernel of the binary. */
export type WasmKernel<K extends OwnKernelName> = (
  operands: WasmOperands,
  attributes: OwnKernelAttributes[K],
) => KernelCall;

/** Elements a task of an elementwise kernel: what the kernels expect. */
export const blockSize = 4096;

export const blocks = (elements: number): number => Math.ceil(elements / blockSize);

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The bits of a float32 as a word. */
export function real(value: number): number {
  float[0] = value;
  return bits[0] ?? 0;
}

/** Four sizes of an image or a kernel. */
export function sizes(shape: readonly number[]): readonly [number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1] = shape;
  return [a, b, c, d];
}
