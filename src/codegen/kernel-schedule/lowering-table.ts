import type { OpKind, OpNode } from '../../ir/op-graph.ts';
import type { BatchNormKind } from '../../ir/op-kinds.ts';
import type { ScheduleBuilder } from './schedule-builder.ts';
import type { SlotId } from './schedule.ts';

/**
 * Turns an op into steps and says where its result is. An op with an effect gives `noResult`.
 * The op's type is without `BATCH`.
 */
export type Lowering<K extends OpKind> = (
  op: OpNode<K>,
  inputs: readonly SlotId[],
  builder: ScheduleBuilder,
) => SlotId;

/** What ops with an effect give: nothing reads it. */
export const noResult: SlotId = -1;

/** What is left where normalization by a batch's moments is written as plain ops. */
export type PlainKind = Exclude<OpKind, BatchNormKind>;

/** One entry an op: a target without one does not compile. */
export type LoweringTable = { readonly [K in PlainKind]: Lowering<K> };

/** Lowers one op; an op that the table lacks is an error that names it. */
export function lowerOp<K extends OpKind>(
  table: LoweringTable,
  op: OpNode<K>,
  inputs: readonly SlotId[],
  builder: ScheduleBuilder,
): SlotId {
  const known: { readonly [P in OpKind]?: Lowering<P> } = table;
  const lowering: Lowering<K> | undefined = known[op.kind];
  if (typeof lowering !== 'function') throw new Error(`no kernels for the op '${op.kind}'`);
  return lowering(op, inputs, builder);
}

/** The input at a place; its absence is a fault of the compiler. */
export function inputAt(inputs: readonly SlotId[], index: number): SlotId {
  const slot = inputs[index];
  if (slot === undefined) throw new Error(`an op lacks its input ${index}`);
  return slot;
}

/** The only input of an op. */
export const only = (inputs: readonly SlotId[]): SlotId => inputAt(inputs, 0);

/** The first two inputs of an op. */
export const both = (inputs: readonly SlotId[]): readonly [SlotId, SlotId] => [
  inputAt(inputs, 0),
  inputAt(inputs, 1),
];
