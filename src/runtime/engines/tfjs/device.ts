import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { HeldType, OwnStep, TfjsAttribute } from '../../../codegen/kernel-schedule/schedule.ts';

/** Numbers of a tensor on the host; a byte an element for `bool`. */
export type HostValues = Float32Array | Int32Array | Uint8Array;

/** Gives the persistent tensor of a variable. */
export type VariableLookup = (path: string) => TensorInfo;

/** A tfjs backend with kernels: memory and computations, and no idea of programs. */
export interface Device {
  readonly target: 'cpu' | 'wasm';
  readonly description: string;
  /** A tensor with undefined values. */
  allocate(type: HeldType): TensorInfo;
  free(tensor: TensorInfo): void;
  /** Copies values into a tensor of as many elements. */
  write(tensor: TensorInfo, values: ArrayLike<number>): void;
  /** A copy of a tensor's values. */
  read(tensor: TensorInfo): HostValues;
  /** Calls a kernel of tfjs: a new tensor. @throws Error where the backend has no such kernel */
  tfjs(
    kernel: string,
    inputs: Readonly<Record<string, TensorInfo>>,
    attributes: Readonly<Record<string, TfjsAttribute>>,
  ): TensorInfo;
  /** Calls a kernel of ours on tensors that exist already. */
  own(
    step: OwnStep,
    inputs: readonly TensorInfo[],
    output: TensorInfo | null,
    variables: VariableLookup,
  ): void;
  /** How many tensors it holds: what tests count. */
  tensorCount(): number;
  dispose(): Promise<void>;
}
