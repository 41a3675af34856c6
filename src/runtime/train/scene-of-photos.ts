import { graphKeys } from '../../ir/graph-keys.ts';
import { phaseAt } from './evaluate.ts';
import type { NumbersBroke, Scene } from './numbers-broke.ts';
import type { Training } from './training.ts';

/**
 * What was measured when a number broke, with photos in the place of features that were kept of them: what breaks may be what
 * features are computed from.
 * @returns undefined where nothing was measured
 */
export async function sceneOfPhotos(
  { program, sources, stop }: Pick<Training, 'program' | 'sources' | 'stop'>,
  { broken, position, scene }: NumbersBroke,
): Promise<Scene | undefined> {
  if (scene === undefined || broken.kind !== 'loss' || broken.split === 'train') return scene;
  // What is measured at the end is of the last phase.
  const index = Math.min(position.phase, program.phases.length - 1);
  const { evaluate, evaluateOnFeatures } = graphKeys(index);
  const source = sources(phaseAt(program, index))[broken.split];
  if (scene.graph !== evaluateOnFeatures || source === undefined) return scene;
  for await (const { feeds, files } of source.batches(0, 0)) {
    if (stop.aborted) break;
    if (files.join('\n') === scene.files.join('\n')) return { ...scene, graph: evaluate, feeds };
  }
  return scene;
}
