import type { PhaseProgram, Program } from '../ir/program.ts';
import { elements } from '../typecheck/layers/sizes.ts';
import { scheduleKernels } from './kernel-schedule/schedule-kernels.ts';
import { byteCount } from './kernel-schedule/schedule.ts';

/**
 * Bytes of tensors alive at the worst moment of a phase's steps and of its validation: all variables of the program, and
 * what the liveness of the schedule for WebAssembly says. That engine holds exactly these; others hold what they need more.
 * @param batch samples in a batch, where that is another number than the phase's
 */
export function trainingBytes(program: Program, phase: PhaseProgram, batch = phase.batch): number {
  const { trainStep, accumulateStep, evaluateStep } = phase;
  const graphs = [trainStep, evaluateStep, ...(accumulateStep === undefined ? [] : [accumulateStep])];
  const peaks = graphs.map((graph) => scheduleKernels(graph, 'wasm', batch).peakBytes);
  return variableBytes(program) + Math.max(...peaks);
}

/** Bytes of all weights, statistics and slots. */
export function variableBytes({ variables }: Pick<Program, 'variables'>): number {
  return variables.reduce((sum, { shape }) => sum + byteCount({ dtype: 'float32', shape }), 0);
}

/** Bytes of the weights that a phase trains: of their gradients, where several batches are added up. */
export function trainedBytes({ variables }: Pick<Program, 'variables'>, { trainable }: PhaseProgram): number {
  const trained = new Set(trainable);
  return variables.reduce((sum, { path, shape }) => sum + (trained.has(path) ? 4 * elements(shape) : 0), 0);
}
