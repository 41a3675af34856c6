import { graphKeys, type GraphKey } from '../../ir/graph-keys.ts';
import type { PhaseProgram, Program } from '../../ir/program.ts';
import type { Session, Tensors } from '../engines/engine.ts';
import { addBatch, emptySums, scoresOf, type Confusion, type Scores } from '../metrics/tally.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import { ahead } from './ahead.ts';
import type { FlatScores } from './events.ts';

/**
 * Loss and metrics of a whole split with layers in inference mode; the loss is a mean over samples, metrics come from
 * all predictions.
 * @param phaseIndex whose loss and metrics: the phases of a train may differ in both
 * @param progress told of the samples done after each batch
 * @param look sees what each batch gave before it is counted
 * @returns undefined when `signal` ended it before the last batch
 */
export async function evaluate(
  program: Program,
  phaseIndex: number,
  session: Session,
  source: BatchSource,
  signal?: AbortSignal,
  progress?: (done: number) => void,
  look?: (graph: GraphKey, batch: Batch, results: Tensors) => Promise<void>,
): Promise<Scores | undefined> {
  const phase = phaseAt(program, phaseIndex);
  const keys = graphKeys(phaseIndex);
  let sums = emptySums;
  for await (const batch of ahead(source.batches(0, 0))) {
    if (signal?.aborted) return undefined;
    const graph = batch.onFeatures === true ? keys.evaluateOnFeatures : keys.evaluate;
    const results = await session.run(graph, batch.feeds);
    await look?.(graph, batch, results);
    sums = addBatch(sums, batch.samples, batch.feeds, results, phase, program.outputs);
    batch.release?.();
    progress?.(sums.samples);
  }
  return sums.samples === 0 ? undefined : scoresOf(sums, phase.metrics);
}

/** The phase at a place; the program has one there. */
export function phaseAt(program: Program, index: number): PhaseProgram {
  const phase = program.phases[index];
  if (phase === undefined) throw new RangeError(`train ${program.train} has no phase ${index}`);
  return phase;
}

/** Scores as events show them: loss and metrics side by side. */
export function flatScores({ loss, metrics }: Scores): FlatScores {
  return { ...metrics, loss };
}

/** Confusions as events show them; nothing where none is measured. */
export function confusionsOf({ confusions }: Scores): {
  readonly confusions?: Readonly<Record<string, Confusion>>;
} {
  return Object.keys(confusions).length === 0 ? {} : { confusions };
}
