import { transformedBytes } from '../../codegen/savedmodel/winograd/transformed-bytes.ts';
import { trainingBytes, variableBytes } from '../../codegen/training-memory.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import { elements } from '../../typecheck/layers/sizes.ts';
import type { EngineName } from '../engines/engine.ts';

/** What a process takes beside its tensors, and what it takes of memory for each byte of results that a step holds. */
interface Overhead {
  readonly process: number;
  readonly results: number;
}

/** Measured: bench/README.md has the networks. TensorFlow keeps what it has freed, and room for its convolutions. */
const overheads: Readonly<Record<EngineName, Overhead>> = {
  tensorflow: { process: 520e6, results: 1.5 },
  wasm: { process: 250e6, results: 1.1 },
  cpu: { process: 250e6, results: 1.1 },
};

/** Beside the engine's own: those that are read to be saved, as they are written, and as training began or went on. */
const copiesOfVariables = 3;

/** Batches that are made, fed and copied at a time. */
const batchesAtOnce = 10;

/** Bytes that training a phase will take, of each kind of memory. */
export interface MemoryNeed {
  /** Of the whole process. */
  readonly process: number;
  /** Of the engine's own memory alone: of WebAssembly's, or of a GPU's. */
  readonly engine: number;
}

/** @param batch samples in a batch, where that is another number than the phase's */
export function memoryNeed(
  program: Program,
  phase: PhaseProgram,
  engine: EngineName,
  batch = phase.batch,
  more = 0,
): MemoryNeed {
  const { process, results } = overheads[engine];
  const variables = variableBytes(program) + more;
  const beside = engine === 'tensorflow' ? transformedBytes(program) : 0;
  const tensors = variables + beside + results * (trainingBytes(program, phase, batch) + more - variables);
  const sample = program.inputs.reduce((sum, { shape }) => sum + 4 * elements(shape), 0);
  return {
    process: process + tensors + copiesOfVariables * variables + batchesAtOnce * batch * sample,
    engine: tensors,
  };
}
