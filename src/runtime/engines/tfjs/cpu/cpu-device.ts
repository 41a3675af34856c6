import { elementCount } from '../../../../codegen/kernel-schedule/schedule.ts';
import { MathBackendCPU, version_cpu } from '@tensorflow/tfjs-backend-cpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { OwnKernelName } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import type {
  OwnStep,
  HeldType,
  OwnStepOf,
  TfjsAttribute,
} from '../../../../codegen/kernel-schedule/schedule.ts';
import { callTfjsKernel } from '../call-tfjs-kernel.ts';
import type { Device, HostValues, VariableLookup } from '../device.ts';
import type { HostCall, HostKernel, HostOperand } from './host-kernel.ts';
import { hostKernels } from './host-kernels.ts';

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Without tfjs's advice, on first use, to install something faster. */
function quietBackend(): MathBackendCPU {
  const backend = new MathBackendCPU();
  Reflect.set(backend, 'firstUse', false);
  return backend;
}

/** tfjs's plain JavaScript backend: slow, simple, and what tests hold the others against. */
export class CpuDevice implements Device {
  static readonly description = `TensorFlow.js ${version_cpu} in plain JavaScript, 1 thread`;
  readonly target = 'cpu';
  readonly description = CpuDevice.description;
  readonly #backend = quietBackend();

  allocate({ dtype, shape }: HeldType): TensorInfo {
    return this.#backend.makeTensorInfo([...shape], dtype, new arrays[dtype](elementCount(shape)));
  }

  free(tensor: TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  write(tensor: TensorInfo, values: ArrayLike<number>): void {
    this.#values(tensor).set(values);
  }

  read(tensor: TensorInfo): HostValues {
    return this.#values(tensor).slice();
  }

  tfjs(
    kernel: string,
    inputs: Readonly<Record<string, TensorInfo>>,
    attributes: Readonly<Record<string, TfjsAttribute>>,
  ): TensorInfo {
    const result = callTfjsKernel('cpu', this.#backend, kernel, inputs, attributes);
    const shared = Object.values(inputs).some((input) => input.dataId === result.dataId);
    if (!shared) return result;
    // Some kernels give their input back where nothing is to be computed; buffers here have one owner each.
    const copy = this.#backend.makeTensorInfo(result.shape, result.dtype, this.#values(result).slice());
    this.free(result);
    return copy;
  }

  own(
    step: OwnStep,
    inputs: readonly TensorInfo[],
    output: TensorInfo | null,
    variables: VariableLookup,
  ): void {
    this.#call(step, inputs, output, variables);
  }

  tensorCount(): number {
    return this.#backend.numDataIds();
  }

  dispose(): Promise<void> {
    this.#backend.dispose();
    return Promise.resolve();
  }

  #call<K extends OwnKernelName>(
    step: OwnStepOf<K>,
    inputs: readonly TensorInfo[],
    output: TensorInfo | null,
    variables: VariableLookup,
  ): void {
    const kernel: HostKernel<K> | undefined = hostKernels[step.kernel];
    if (kernel === undefined) throw new Error(`the cpu engine has no kernel ${step.kernel}`);
    const input = (index: number): TensorInfo => {
      const tensor = inputs[index];
      if (tensor === undefined) throw new Error(`its input ${index} is missing`);
      return tensor;
    };
    const operand = (tensor: TensorInfo): HostOperand => ({
      shape: tensor.shape,
      values: this.#floats(tensor),
    });
    const call: HostCall = {
      input: (index) => operand(input(index)),
      get output() {
        if (output === null) throw new Error('it has no output');
        return operand(output);
      },
      variable: (path) => this.#floats(variables(path)),
      integers: (index) => this.#integers(input(index)),
    };
    kernel(call, step.attributes);
  }

  #values(tensor: TensorInfo): HostValues {
    const values = this.#backend.readSync(tensor.dataId);
    if (values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array) {
      return values;
    }
    throw new Error(`tfjs keeps a ${tensor.dtype} tensor as something else than numbers`);
  }

  #floats(tensor: TensorInfo): Float32Array {
    const values = this.#values(tensor);
    if (!(values instanceof Float32Array)) throw new Error(`float32 belongs where ${tensor.dtype} is`);
    return values;
  }

  #integers(tensor: TensorInfo): Int32Array {
    const values = this.#values(tensor);
    if (!(values instanceof Int32Array)) throw new Error(`int32 belongs where ${tensor.dtype} is`);
    return values;
  }
}
