import type { Program } from '../../ir/program.ts';
import type { Session, Tensors } from '../engines/engine.ts';
import type { Batch } from '../train/batch-source.ts';
import { phaseAt } from '../train/evaluate.ts';
import { inputsAround, prefixGraph } from './plan.ts';

/**
 * A batch of training with the features of its photos in their place, computed now: for steps that take it more than once.
 * The batch as it is, where the phase has no steps that go on from features.
 */
export async function batchOnFeatures(
  program: Program,
  phase: number,
  session: Session,
  batch: Batch,
): Promise<Batch> {
  const { prefix } = phaseAt(program, phase);
  if (prefix?.trainStep === undefined) return batch;
  const { inputs, rest } = inputsAround(program, prefix);
  const photos = inputs.flatMap(({ name }) => feed(batch.feeds, `input/${name}`));
  const graph = prefixGraph(phase, 'train', session.arithmetic);
  const features = await session.run(graph, Object.fromEntries(photos));
  const stays = new Set(rest.map(({ name }) => `input/${name}`));
  const others = Object.entries(batch.feeds).filter(
    ([name]) => !name.startsWith('input/') || stays.has(name),
  );
  return { ...batch, feeds: { ...Object.fromEntries(others), ...features }, onFeatures: true };
}

function feed(feeds: Tensors, name: string): readonly (readonly [string, Tensors[string]])[] {
  const tensor = feeds[name];
  return tensor === undefined ? [] : [[name, tensor]];
}
