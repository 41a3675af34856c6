import type { Origin } from '../../ir/layer-graph.ts';
import type { DataType, TensorType } from '../../ir/op-graph.ts';
import type { OwnKernelAttributes, OwnKernelName } from './own-kernels.ts';
import { byteCount, held } from './schedule.ts';
import type { Buffer, OwnStep, Slot, SlotId, TfjsAttribute, TfjsStep } from './schedule.ts';

/** A step whose frees are not known yet. */
export type PlannedStep = Omit<TfjsStep, 'frees'> | OmitFrees<OwnStep>;
type OmitFrees<T> = T extends unknown ? Omit<T, 'frees'> : never;

/** Slots, buffers and steps of a schedule in the making. Lowerings speak to this. */
export class ScheduleBuilder {
  readonly slots: Slot[] = [];
  readonly buffers: Buffer[] = [];
  readonly steps: PlannedStep[] = [];
  readonly batch: number;
  readonly #variables = new Map<string, SlotId>();
  #origin: Origin = { path: '', file: '', line: 0 };

  constructor(batch: number) {
    this.batch = batch;
  }

  /** Where the steps that follow come from. */
  from(origin: Origin): void {
    this.#origin = origin;
  }

  typeOf(slot: SlotId): TensorType {
    return this.#slot(slot).type;
  }

  bufferOf(slot: SlotId): Buffer {
    const { buffer } = this.#slot(slot);
    const found = this.buffers[buffer];
    if (found === undefined) throw new Error(`there is no buffer ${buffer}`);
    return found;
  }

  /** A call of a tfjs kernel whose result has this type. */
  tfjs(
    kernel: string,
    inputs: Readonly<Record<string, SlotId>>,
    type: TensorType,
    attributes: Readonly<Record<string, TfjsAttribute>> = {},
  ): SlotId {
    const output = this.#add({ kind: 'step', bytes: byteCount(type) }, type);
    this.steps.push({ library: 'tfjs', kernel, inputs, attributes, output, origin: this.#origin });
    return output;
  }

  /** A call of a kernel of ours whose result has this type. */
  own<K extends OwnKernelName>(
    kernel: K,
    inputs: readonly SlotId[],
    type: TensorType,
    attributes: OwnKernelAttributes[K],
  ): SlotId {
    const output = this.#add({ kind: 'step', bytes: byteCount(type) }, type);
    this.#pushOwn(kernel, inputs, attributes, output);
    return output;
  }

  /** A call of a kernel of ours that changes variables and gives nothing. */
  update<K extends OwnKernelName>(
    kernel: K,
    inputs: readonly SlotId[],
    attributes: OwnKernelAttributes[K],
  ): void {
    this.#pushOwn(kernel, inputs, attributes, null);
  }

  /** The same memory under another shape. */
  reshape(slot: SlotId, shape: readonly number[]): SlotId {
    const { type, buffer } = this.#slot(slot);
    this.slots.push({ type: { dtype: type.dtype, shape }, buffer });
    return this.slots.length - 1;
  }

  feed(name: string, type: TensorType): SlotId {
    return this.#add({ kind: 'feed', name, bytes: byteCount(type) }, type);
  }

  constant(values: readonly number[], shape: readonly number[], dtype: DataType = 'float32'): SlotId {
    const type = { dtype, shape };
    return this.#add({ kind: 'constant', values, bytes: byteCount(type) }, type);
  }

  /** A scalar to compute with. */
  scalar(value: number): SlotId {
    return this.constant([value], []);
  }

  variable(path: string, type: TensorType): SlotId {
    const known = this.#variables.get(path);
    if (known !== undefined) return known;
    const slot = this.#add({ kind: 'variable', path, bytes: byteCount(type) }, type);
    this.#variables.set(path, slot);
    return slot;
  }

  #pushOwn<K extends OwnKernelName>(
    kernel: K,
    inputs: readonly SlotId[],
    attributes: OwnKernelAttributes[K],
    output: SlotId | null,
  ): void {
    // The compiler cannot see that kernel and attributes belong together once K is forgotten; the signature says so.
    const step = {
      library: 'own',
      kernel,
      inputs,
      attributes,
      output,
      origin: this.#origin,
    } as OmitFrees<OwnStep>;
    this.steps.push(step);
  }

  #add(buffer: Buffer, type: TensorType): SlotId {
    this.buffers.push(buffer);
    this.slots.push({ type: held(type), buffer: this.buffers.length - 1 });
    return this.slots.length - 1;
  }

  #slot(id: SlotId): Slot {
    const slot = this.slots[id];
    if (slot === undefined) throw new Error(`there is no slot ${id}`);
    return slot;
  }
}
