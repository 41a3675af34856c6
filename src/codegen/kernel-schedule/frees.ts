import type { PlannedStep } from './schedule-builder.ts';
import type { Buffer, BufferId, KernelStep, Slot, SlotId } from './schedule.ts';

export interface Liveness {
  readonly steps: readonly KernelStep[];
  readonly peakBytes: number;
}

const inputsOf = (step: PlannedStep): readonly SlotId[] =>
  step.library === 'own' ? step.inputs : Object.values(step.inputs);

/**
 * Says after which step each buffer is no longer needed: its last reader or, if nothing reads it, its maker. Buffers
 * of outputs, constants and variables stay.
 */
export function withFrees(
  steps: readonly PlannedStep[],
  slots: readonly Slot[],
  buffers: readonly Buffer[],
  outputs: readonly SlotId[],
): Liveness {
  const bufferOf = (slot: SlotId): BufferId => slots[slot]?.buffer ?? -1;
  const kept = new Set(outputs.map(bufferOf));
  const last = new Map<BufferId, number>();
  for (const [id, { kind }] of buffers.entries()) if (kind === 'feed' && !kept.has(id)) last.set(id, 0);
  for (const [index, step] of steps.entries()) {
    const touched = [...inputsOf(step), ...(step.output === null ? [] : [step.output])].map(bufferOf);
    for (const id of touched) {
      const kind = buffers[id]?.kind;
      if ((kind === 'step' || kind === 'feed') && !kept.has(id)) last.set(id, index);
    }
  }
  const frees = steps.map((): BufferId[] => []);
  for (const [id, index] of last) frees[index]?.push(id);

  const bytes = (id: BufferId): number => buffers[id]?.bytes ?? 0;
  let alive = buffers.reduce(
    (sum, { kind, bytes: size }) => (kind === 'feed' || kind === 'constant' ? sum + size : sum),
    0,
  );
  let peakBytes = alive;
  const complete = steps.map((step, index): KernelStep => {
    if (step.output !== null) alive += bytes(bufferOf(step.output));
    peakBytes = Math.max(peakBytes, alive);
    const freed = frees[index] ?? [];
    for (const id of freed) alive -= bytes(id);
    return { ...step, frees: freed };
  });
  return { steps: complete, peakBytes };
}
