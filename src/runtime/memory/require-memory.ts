import {
  memoryRanOut,
  memoryTight,
  memoryTooSmall,
  type BatchAdvice,
} from '../../diagnostics/catalogue/resilience.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { trainedBytes } from '../../codegen/training-memory.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import { bytes } from '../../report/numbers.ts';
import type { Span } from '../../source/span.ts';
import type { EngineName } from '../engines/engine.ts';
import { Problem } from '../problem.ts';
import type { MemoryLimit } from './memory-limits.ts';
import { memoryNeed } from './memory-need.ts';

/** A training on an engine, and where a program says its phases. */
export interface PlannedTraining {
  readonly program: Program;
  readonly engine: EngineName;
  readonly limits: readonly MemoryLimit[];
  readonly spanOf: (phase: PhaseProgram) => Span | undefined;
}

/** The share of what there is from which on it may be too little: the estimate is right to about a tenth. */
const tight = 0.9;

/**
 * Looks whether training fits into memory, before there is any of it.
 * @returns a warning where it hardly fits
 * @throws Problem NET7412 where it does not
 */
export function requireMemory(planned: PlannedTraining): readonly Diagnostic[] {
  const { program, engine, limits, spanOf } = planned;
  const warnings: Diagnostic[] = [];
  for (const phase of program.phases) {
    const need = memoryNeed(program, phase, engine);
    for (const { owner, part, bytes: limit } of limits) {
      if (need[part] <= tight * limit) continue;
      const said = { phase: phase.name, need: bytes(need[part]), owner, limit: bytes(limit) };
      if (need[part] > limit)
        throw new Problem(
          memoryTooSmall(spanOf(phase), {
            ...said,
            batch: phase.batch,
            advice: adviceFor(planned, phase, 1),
          }),
        );
      warnings.push(memoryTight(spanOf(phase), said));
    }
  }
  return warnings;
}

/** The share of a batch for which there was no memory that another one is to take at most. */
const afterRunningOut = 0.75;

/** What to say where an engine had no memory left, whatever was predicted. */
export function ranOut(planned: PlannedTraining, phase: PhaseProgram, detail: string): Problem {
  const advice = adviceFor(planned, phase, afterRunningOut);
  const need = bytes(memoryNeed(planned.program, phase, planned.engine).process);
  return new Problem(memoryRanOut(planned.spanOf(phase), { phase: phase.name, need, detail, advice }));
}

/** @param share of the phase's batch that another one may have at most */
function adviceFor(planned: PlannedTraining, phase: PhaseProgram, share: number): BatchAdvice {
  const { accumulate } = phase.regime;
  const most = Math.floor(share * phase.batch);
  const largest = largestBatch(planned, phase, most, 0);
  // Gradients that are added up take as much again as the weights that are trained.
  const sums = accumulate > 1 ? 0 : trainedBytes(planned.program, phase);
  const part = largestBatch(planned, phase, Math.min(most, Math.max(1, largest)), sums);
  const whole = phase.batch * accumulate;
  const parts = part === 0 ? undefined : partsOf(whole, part);
  return { largest, accumulate, parts: parts === undefined ? undefined : { batch: whole / parts, parts } };
}

/** The least number of equal parts that are no larger than `most`. */
function partsOf(whole: number, most: number): number | undefined {
  for (let parts = 2; parts <= whole; parts++) if (whole % parts === 0 && whole / parts <= most) return parts;
  return undefined;
}

/** The largest batch up to `most` whose estimate fits into all limits; 0 where none does. */
export function largestBatch(
  { program, engine, limits }: Pick<PlannedTraining, 'program' | 'engine' | 'limits'>,
  phase: PhaseProgram,
  most: number,
  more: number,
): number {
  const fits = (batch: number): boolean => {
    const need = memoryNeed(program, phase, engine, batch, more);
    return limits.every(({ part, bytes: limit }) => need[part] <= limit);
  };
  // More samples never take less memory.
  let [fitting, failing] = [0, most + 1];
  while (failing - fitting > 1) {
    const middle = Math.floor((fitting + failing) / 2);
    if (fits(middle)) fitting = middle;
    else failing = middle;
  }
  return fitting;
}
