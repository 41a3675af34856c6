import type { OpGraph, OpNode, ValueId } from '../../ir/op-graph.ts';
import { plainBatchNorm } from '../../ir/passes/plain-batch-norm.ts';
import { cpuTable } from './cpu-table.ts';
import { deferredEffects, variablesChangedBy } from './deferred-effects.ts';
import { withFrees } from './frees.ts';
import { biasFusions } from './fuse-bias.ts';
import type { BiasFusions } from './fuse-bias.ts';
import { lowerFusedBias } from './lower-fused-bias.ts';
import { lowerOp } from './lowering-table.ts';
import type { LoweringTable } from './lowering-table.ts';
import { ScheduleBuilder } from './schedule-builder.ts';
import type { KernelSchedule, ScheduleTarget, SlotId } from './schedule.ts';
import { wasmTable } from './wasm-table.ts';
import { opsWithBatch } from './with-batch.ts';

interface Target {
  readonly table: LoweringTable;
  readonly fusions: (graph: OpGraph) => BiasFusions;
}

const nothingFused: BiasFusions = { fused: new Map(), absorbed: new Set() };

const targets: Readonly<Record<ScheduleTarget, Target>> = {
  cpu: { table: cpuTable, fusions: () => nothingFused },
  wasm: { table: wasmTable, fusions: biasFusions },
};

/**
 * The graph as a list of kernel calls for a batch of this many samples. An effect waits for the end where it would
 * change what is still to be read. @throws Error naming the op that the target has no kernels for
 */
export function scheduleKernels(whole: OpGraph, target: ScheduleTarget, batch: number): KernelSchedule {
  const graph = plainBatchNorm.run(whole);
  const { table, fusions } = targets[target];
  const { fused, absorbed } = fusions(graph);
  const ops = opsWithBatch(graph, batch);
  const builder = new ScheduleBuilder(batch);
  const slotOf = new Map<ValueId, SlotId>();
  const slot = (value: ValueId): SlotId => {
    const found = slotOf.get(value);
    if (found === undefined) throw new Error(`the op %${value} is used before it is computed`);
    return found;
  };

  const deferred = deferredEffects(graph);
  for (const [id, op] of ops.entries()) {
    if (deferred.has(id) || absorbed.has(id)) continue;
    builder.from(op.origin);
    const fusion = fused.get(id);
    slotOf.set(
      id,
      fusion === undefined
        ? lowerOp(table, op, op.inputs.map(slot), builder)
        : lowerFusedBias(fusion, op.type, slot, builder),
    );
  }

  const changing = variablesChangedBy(graph, deferred);
  /** A copy of a slot that shares its memory with a variable about to change. */
  const settled = (id: SlotId): SlotId => {
    const buffer = builder.bufferOf(id);
    if (buffer.kind !== 'variable' || !changing.has(buffer.path)) return id;
    return builder.own('Copy', [id], builder.typeOf(id), {});
  };
  const outputs: Record<string, SlotId> = {};
  for (const [name, value] of Object.entries(graph.outputs)) outputs[name] = settled(slot(value));
  const effects = [...deferred].map((id) => opAt(ops, id));
  const operands = effects.map((op) => op.inputs.map((value) => settled(slot(value))));
  for (const [index, op] of effects.entries()) {
    builder.from(op.origin);
    lowerOp(table, op, operands[index] ?? [], builder);
  }

  const { slots, buffers } = builder;
  const liveness = withFrees(builder.steps, slots, buffers, Object.values(outputs));
  return { name: graph.name, target, batch, slots, buffers, outputs, ...liveness };
}

function opAt(ops: readonly OpNode[], id: ValueId): OpNode {
  const op = ops[id];
  if (op === undefined) throw new Error(`there is no op %${id}`);
  return op;
}
