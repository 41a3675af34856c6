import { elementCount } from '../../../codegen/kernel-schedule/schedule.ts';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { scheduleKernels } from '../../../codegen/kernel-schedule/schedule-kernels.ts';
import { byteCount } from '../../../codegen/kernel-schedule/schedule.ts';
import { programGraphs, type GraphKey } from '../../../ir/graph-keys.ts';
import type { OpGraph } from '../../../ir/op-graph.ts';
import type { Program } from '../../../ir/program.ts';
import type { HostTensor, Session, Tensors } from '../engine.ts';
import { EngineError, messageOf } from '../engine-error.ts';
import { BoundSchedule } from './bound-schedule.ts';
import type { Device, HostValues } from './device.ts';
import { batchOf, feedValues } from './feeds.ts';
import { MemoryMeter } from './memory-meter.ts';

/** A program on a device: its variables, and its graphs bound to the batch sizes met so far. */
export class TfjsSession implements Session {
  readonly arithmetic = 'float32';
  readonly #device: Device;
  readonly #meter = new MemoryMeter();
  readonly #graphs: ReadonlyMap<GraphKey, OpGraph>;
  readonly #variables = new Map<string, TensorInfo>();
  readonly #bound = new Map<string, BoundSchedule>();
  readonly #onDispose: () => Promise<void>;
  #disposed = false;

  constructor(program: Program, device: Device, onDispose: () => Promise<void>) {
    this.#device = device;
    this.#onDispose = onDispose;
    this.#graphs = programGraphs(program);
    for (const { path, shape } of program.variables) {
      const type = { dtype: 'float32', shape: [...shape] } as const;
      const tensor = device.allocate(type);
      this.#meter.add(byteCount(type));
      device.write(tensor, new Float32Array(byteCount(type) / 4));
      this.#variables.set(path, tensor);
    }
  }

  assign(values: ReadonlyMap<string, Float32Array>): Promise<void> {
    return this.#attempt(() => {
      const checked = [...values].map(([path, array]) => {
        const tensor = this.#variable(path);
        const size = elementCount(tensor.shape);
        if (array.length !== size) {
          throw new EngineError(
            'input',
            `The variable ${path} has ${size} numbers, but ${array.length} were given.`,
          );
        }
        return { tensor, array };
      });
      for (const { tensor, array } of checked) this.#device.write(tensor, array);
    });
  }

  run(graph: GraphKey, feeds: Tensors): Promise<Tensors> {
    return this.#attempt(() => {
      const nodes = this.#graphs.get(graph);
      if (nodes === undefined) throw new EngineError('input', `The program has no graph ${graph}.`);
      const bound = this.#bind(graph, nodes, batchOf(nodes, feeds));
      const values = feedValues(nodes, feeds, bound.schedule.batch);
      return bound.run(
        (name) => values(name),
        (path) => this.#variable(path),
        (_, tensor) => hostTensor(tensor.shape, this.#device.read(tensor)),
      );
    });
  }

  read(paths: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    return this.#attempt(
      () => new Map(paths.map((path) => [path, floats(this.#device.read(this.#variable(path)))])),
    );
  }

  memory(): { readonly current: number; readonly peak: number } {
    return this.#meter.snapshot();
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const bound of this.#bound.values()) bound.dispose();
    for (const tensor of this.#variables.values()) {
      this.#device.free(tensor);
      this.#meter.remove(byteCount({ dtype: 'float32', shape: tensor.shape }));
    }
    this.#bound.clear();
    this.#variables.clear();
    await this.#onDispose();
  }

  #bind(name: GraphKey, graph: OpGraph, batch: number): BoundSchedule {
    const key = `${name}@${batch}`;
    const known = this.#bound.get(key);
    if (known !== undefined) return known;
    const bound = new BoundSchedule(
      scheduleKernels(graph, this.#device.target, batch),
      this.#device,
      this.#meter,
    );
    this.#bound.set(key, bound);
    return bound;
  }

  #variable(path: string): TensorInfo {
    const tensor = this.#variables.get(path);
    if (tensor === undefined) throw new EngineError('input', `The program has no variable ${path}.`);
    return tensor;
  }

  /** Does the work at once and reports its failure as engines do. */
  #attempt<T>(work: () => T): Promise<T> {
    try {
      if (this.#disposed) throw new EngineError('input', 'The session is closed.');
      return Promise.resolve(work());
    } catch (error) {
      const failure =
        error instanceof EngineError
          ? error
          : new EngineError(
              hasNoMemory(error) ? 'memory' : 'run',
              `The ${this.#device.target} engine failed: ${messageOf(error)}`,
            );
      return Promise.reject(failure);
    }
  }
}

/** What WebAssembly, our own allocations in it, and JavaScript's arrays say where there is no memory left. */
function hasNoMemory(error: unknown): boolean {
  return /out of memory|Array buffer allocation failed|could not allocate memory/i.test(messageOf(error));
}

function hostTensor(shape: readonly number[], data: HostValues): HostTensor {
  if (data instanceof Float32Array) return { dtype: 'float32', shape, data };
  return { dtype: 'int32', shape, data: data instanceof Int32Array ? data : Int32Array.from(data) };
}

const floats = (data: HostValues): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data);
