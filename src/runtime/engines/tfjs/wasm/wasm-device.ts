import { version_wasm } from '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { OwnKernelName } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import { elementCount } from '../../../../codegen/kernel-schedule/schedule.ts';
import type {
  OwnStep,
  HeldType,
  OwnStepOf,
  TfjsAttribute,
} from '../../../../codegen/kernel-schedule/schedule.ts';
import { callTfjsKernel } from '../call-tfjs-kernel.ts';
import type { Device, HostValues, VariableLookup } from '../device.ts';
import type { EmscriptenModule } from './emscripten-module.ts';
import { KernelPool } from './kernel-pool.ts';
import { loadBackend } from './load-backend.ts';
import type { LoadedBackend } from './load-backend.ts';
import type { WasmKernel, WasmOperand, WasmOperands } from './wasm-kernel.ts';
import { wasmKernels } from './wasm-kernels.ts';

/** tfjs's wasm backend with our SIMD kernels, on as many threads as start. */
export class WasmDevice implements Device {
  readonly target = 'wasm';
  readonly description: string;
  readonly threads: number;
  readonly #backend: BackendWasm;
  readonly #module: EmscriptenModule;
  readonly #memory: WebAssembly.Memory;
  readonly #pool: KernelPool;

  private constructor({ backend, module, memory }: LoadedBackend, pool: KernelPool) {
    this.#backend = backend;
    this.#module = module;
    this.#memory = memory;
    this.#pool = pool;
    this.threads = pool.threads;
    const threads = pool.threads === 1 ? '1 thread' : `${pool.threads} threads`;
    this.description = `TensorFlow.js ${version_wasm} on WebAssembly with SIMD, ${threads}`;
  }

  /** Without shared memory and threads where those do not work here. */
  static async open(threads: number): Promise<WasmDevice> {
    const shared = threads > 1;
    const loaded = await loadBackend(shared).catch((error: unknown) => {
      if (!shared) throw error;
      return loadBackend(false);
    });
    return new WasmDevice(loaded, await KernelPool.start(loaded, threads));
  }

  allocate({ dtype, shape }: HeldType): TensorInfo {
    return this.#backend.makeOutput([...shape], dtype);
  }

  free(tensor: TensorInfo): void {
    this.#backend.disposeData(tensor.dataId);
  }

  write(tensor: TensorInfo, values: ArrayLike<number>): void {
    this.#values(tensor).set(values);
  }

  read(tensor: TensorInfo): HostValues {
    const values = this.#values(tensor);
    if (values instanceof Float32Array) return new Float32Array(values);
    if (values instanceof Int32Array) return new Int32Array(values);
    return new Uint8Array(values);
  }

  tfjs(
    kernel: string,
    inputs: Readonly<Record<string, TensorInfo>>,
    attributes: Readonly<Record<string, TfjsAttribute>>,
  ): TensorInfo {
    const result = callTfjsKernel('wasm', this.#backend, kernel, inputs, attributes);
    const shared = Object.values(inputs).some((input) => input.dataId === result.dataId);
    if (!shared) return result;
    // Some kernels give their input back where nothing is to be computed; buffers here have one owner each.
    const copy = this.#backend.makeOutput(result.shape, result.dtype);
    this.write(copy, this.#values(result));
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

  async dispose(): Promise<void> {
    await this.#pool.dispose();
    this.#backend.dispose();
    this.#module._dispose();
  }

  #call<K extends OwnKernelName>(
    step: OwnStepOf<K>,
    inputs: readonly TensorInfo[],
    output: TensorInfo | null,
    variables: VariableLookup,
  ): void {
    const kernel: WasmKernel<K> | undefined = wasmKernels[step.kernel];
    if (kernel === undefined) throw new Error(`the wasm engine has no kernel ${step.kernel}`);
    const tensor = (index: number): TensorInfo => {
      const found = inputs[index];
      if (found === undefined) throw new Error(`its input ${index} is missing`);
      return found;
    };
    const operands: WasmOperands = {
      inputs: inputs.map((input) => this.#operand(input)),
      input: (index) => this.#operand(tensor(index)),
      output: () => {
        if (output === null) throw new Error('it has no output');
        return this.#operand(output);
      },
      variable: (path) => this.#operand(variables(path)),
      scalar: (index) => this.#values(tensor(index))[0] ?? 0,
      integers: (index) => Int32Array.from(this.#values(tensor(index))),
      zeros: (bytes) => this.#pool.zeros(bytes),
    };
    this.#pool.run(kernel(operands, step.attributes));
  }

  #operand(tensor: TensorInfo): WasmOperand {
    return { address: this.#address(tensor), shape: tensor.shape, size: elementCount(tensor.shape) };
  }

  #address(tensor: TensorInfo): number {
    return this.#backend.getMemoryOffset(tensor.dataId) >>> 0;
  }

  /** A view of a tensor's own numbers: until the memory grows. */
  #values(tensor: TensorInfo): HostValues {
    const { buffer } = this.#memory;
    const size = elementCount(tensor.shape);
    const address = this.#address(tensor);
    if (tensor.dtype === 'float32') return new Float32Array(buffer, address, size);
    if (tensor.dtype === 'int32') return new Int32Array(buffer, address, size);
    if (tensor.dtype === 'bool') return new Uint8Array(buffer, address, size);
    throw new Error(`a tensor of ${tensor.dtype} is nothing that a program computes with`);
  }
}
