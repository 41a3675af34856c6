import type { Origin } from '../../ir/layer-graph.ts';
import type { DataType, TensorType } from '../../ir/op-graph.ts';
import { bytes } from '../../ir/tensor-type.ts';
import type { OwnKernelAttributes, OwnKernelName } from './own-kernels.ts';

/** The tfjs backends that a schedule can be made for. */
export type ScheduleTarget = 'cpu' | 'wasm';

/** A tensor of a schedule: its place in `KernelSchedule.slots`. */
export type SlotId = number;

/** A piece of memory: its place in `KernelSchedule.buffers`. Slots that only differ in shape share one. */
export type BufferId = number;

/** What tfjs's backends hold: they have no bfloat16, and are given graphs without it. */
export interface HeldType extends TensorType {
  readonly dtype: Exclude<DataType, 'bfloat16'>;
}

export interface Slot {
  /** Without `BATCH`: a schedule is made for one batch size. */
  readonly type: HeldType;
  readonly buffer: BufferId;
}

/** Where a buffer's values come from. Buffers of steps are freed by the schedule, the others outlive it. */
export type Buffer =
  | { readonly kind: 'step'; readonly bytes: number }
  | { readonly kind: 'feed'; readonly bytes: number; readonly name: string }
  | { readonly kind: 'constant'; readonly bytes: number; readonly values: readonly number[] }
  | { readonly kind: 'variable'; readonly bytes: number; readonly path: string };

/** What tfjs's kernels take as attributes. */
export type TfjsAttribute = number | boolean | string | readonly number[] | readonly (readonly number[])[];

interface StepBase {
  /** Null for a step that only changes variables. */
  readonly output: SlotId | null;
  /** Buffers that nothing needs after this step: of kind `step` or `feed`. */
  readonly frees: readonly BufferId[];
  readonly origin: Origin;
}

/** Calls a kernel of TensorFlow.js by its name. */
export interface TfjsStep extends StepBase {
  readonly library: 'tfjs';
  readonly kernel: string;
  /** By the names that the kernel gives them; by position, '0', '1', …, where it takes a list. */
  readonly inputs: Readonly<Record<string, SlotId>>;
  readonly attributes: Readonly<Record<string, TfjsAttribute>>;
}

/** Calls a kernel of ours. */
export interface OwnStepOf<K extends OwnKernelName> extends StepBase {
  readonly library: 'own';
  readonly kernel: K;
  readonly inputs: readonly SlotId[];
  readonly attributes: OwnKernelAttributes[K];
}

export type OwnStep = { readonly [K in OwnKernelName]: OwnStepOf<K> }[OwnKernelName];

export type KernelStep = TfjsStep | OwnStep;

/** A graph as a list of kernel calls for one backend and one batch size. Plain data. */
export interface KernelSchedule {
  readonly name: string;
  readonly target: ScheduleTarget;
  readonly batch: number;
  readonly slots: readonly Slot[];
  readonly buffers: readonly Buffer[];
  readonly steps: readonly KernelStep[];
  /** Their buffers are never freed by a step. */
  readonly outputs: Readonly<Record<string, SlotId>>;
  /** Most bytes of feeds, constants and steps' results alive at once; variables are not counted. */
  readonly peakBytes: number;
}

/** @throws Error for bfloat16 */
export function held({ dtype, shape }: TensorType): HeldType {
  if (dtype === 'bfloat16') throw new Error('A schedule of tfjs kernels has no bfloat16.');
  return { dtype, shape };
}

export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, n) => product * n, 1);

export const byteCount = (type: TensorType): number => bytes(type, 1);
