import { elementCount } from '../../../codegen/kernel-schedule/schedule.ts';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type {
  BufferId,
  KernelSchedule,
  KernelStep,
  Slot,
  SlotId,
} from '../../../codegen/kernel-schedule/schedule.ts';
import { messageOf } from '../engine-error.ts';
import type { Device, VariableLookup } from './device.ts';
import type { MemoryMeter } from './memory-meter.ts';

/** A schedule on a device: its constants uploaded once, ready to run any number of times. */
export class BoundSchedule {
  readonly schedule: KernelSchedule;
  readonly #device: Device;
  readonly #meter: MemoryMeter;
  readonly #constants = new Map<BufferId, TensorInfo>();

  constructor(schedule: KernelSchedule, device: Device, meter: MemoryMeter) {
    this.schedule = schedule;
    this.#device = device;
    this.#meter = meter;
    for (const [id, buffer] of schedule.buffers.entries()) {
      if (buffer.kind !== 'constant') continue;
      const slot = schedule.slots.find((candidate) => candidate.buffer === id);
      if (slot === undefined) throw new Error(`the constant ${id} has no slot`);
      const tensor = device.allocate(slot.type);
      meter.add(buffer.bytes);
      device.write(tensor, buffer.values);
      this.#constants.set(id, tensor);
    }
  }

  /**
   * Runs every step and hands the outputs to `collect` before they are freed.
   * `feed` gives the values of a feed by name.
   */
  run<T>(
    feed: (name: string) => ArrayLike<number>,
    variables: VariableLookup,
    collect: (name: string, tensor: TensorInfo) => T,
  ): Record<string, T> {
    const run = new ScheduleRun(this.schedule, this.#device, this.#meter, this.#constants, variables);
    try {
      run.upload(feed);
      for (const step of this.schedule.steps) run.step(step);
      const collected: Record<string, T> = {};
      for (const [name, slot] of Object.entries(this.schedule.outputs)) {
        collected[name] = collect(name, run.tensor(slot));
      }
      return collected;
    } finally {
      run.freeAll();
    }
  }

  dispose(): void {
    for (const [id, tensor] of this.#constants) {
      this.#device.free(tensor);
      this.#meter.remove(this.schedule.buffers[id]?.bytes ?? 0);
    }
    this.#constants.clear();
  }
}

/** What is alive during one run. */
class ScheduleRun {
  readonly #schedule: KernelSchedule;
  readonly #device: Device;
  readonly #meter: MemoryMeter;
  readonly #constants: ReadonlyMap<BufferId, TensorInfo>;
  readonly #variables: VariableLookup;
  readonly #alive = new Map<BufferId, TensorInfo>();

  constructor(
    schedule: KernelSchedule,
    device: Device,
    meter: MemoryMeter,
    constants: ReadonlyMap<BufferId, TensorInfo>,
    variables: VariableLookup,
  ) {
    this.#schedule = schedule;
    this.#device = device;
    this.#meter = meter;
    this.#constants = constants;
    this.#variables = variables;
  }

  upload(feed: (name: string) => ArrayLike<number>): void {
    for (const [id, buffer] of this.#schedule.buffers.entries()) {
      if (buffer.kind !== 'feed') continue;
      const slot = this.#schedule.slots.find((candidate) => candidate.buffer === id);
      if (slot === undefined) continue;
      this.#device.write(this.#allocate(slot), feed(buffer.name));
    }
  }

  step(step: KernelStep): void {
    try {
      if (step.library === 'own') {
        const output = step.output === null ? null : this.#allocate(this.#slot(step.output));
        const inputs = step.inputs.map((slot) => this.tensor(slot));
        this.#device.own(step, inputs, output, this.#variables);
      } else {
        const inputs = Object.fromEntries(
          Object.entries(step.inputs).map(([name, slot]) => [name, this.tensor(slot)]),
        );
        const result = this.#device.tfjs(step.kernel, inputs, step.attributes);
        if (step.output !== null) this.#adopt(this.#slot(step.output), result);
      }
    } catch (error) {
      const { path, file, line } = step.origin;
      throw new Error(`${step.kernel} for ${path} (${file}:${line}): ${messageOf(error)}`, { cause: error });
    }
    for (const buffer of step.frees) this.#free(buffer);
  }

  /** The tensor of a slot: its buffer's, under the slot's own shape. */
  tensor(id: SlotId): TensorInfo {
    const { type, buffer } = this.#slot(id);
    const made = this.#alive.get(buffer) ?? this.#constants.get(buffer) ?? this.#variable(buffer);
    if (made === undefined) throw new Error(`the buffer ${buffer} is used while it is not alive`);
    return { dataId: made.dataId, dtype: type.dtype, shape: [...type.shape] };
  }

  freeAll(): void {
    for (const buffer of [...this.#alive.keys()]) this.#free(buffer);
  }

  #variable(id: BufferId): TensorInfo | undefined {
    const buffer = this.#schedule.buffers[id];
    return buffer?.kind === 'variable' ? this.#variables(buffer.path) : undefined;
  }

  #allocate({ type, buffer }: Slot): TensorInfo {
    const tensor = this.#device.allocate(type);
    this.#keep(buffer, tensor);
    return tensor;
  }

  #adopt({ type, buffer }: Slot, result: TensorInfo): void {
    this.#keep(buffer, result);
    if (result.dtype !== type.dtype || elementCount(result.shape) !== elementCount(type.shape)) {
      throw new Error(
        `gives ${result.dtype}[${result.shape.join(', ')}] where ${type.dtype}[${type.shape.join(', ')}] belongs`,
      );
    }
  }

  #keep(buffer: BufferId, tensor: TensorInfo): void {
    this.#alive.set(buffer, tensor);
    this.#meter.add(this.#schedule.buffers[buffer]?.bytes ?? 0);
  }

  #free(buffer: BufferId): void {
    const tensor = this.#alive.get(buffer);
    if (tensor === undefined) return;
    this.#alive.delete(buffer);
    this.#device.free(tensor);
    this.#meter.remove(this.#schedule.buffers[buffer]?.bytes ?? 0);
  }

  #slot(id: SlotId): Slot {
    const slot = this.#schedule.slots[id];
    if (slot === undefined) throw new Error(`there is no slot ${id}`);
    return slot;
  }
}
