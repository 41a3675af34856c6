import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runFile } from '../../../src/runtime/project/run-file.ts';
import { runTraining } from '../../../src/runtime/project/run-training.ts';
import type { RunEvent } from '../../../src/runtime/train/events.ts';
import { plain } from './programs.ts';
import { withOwnCache, withPhotos } from './workplace.ts';

withOwnCache();

/** The first phase alone, on a base with the weights of a run; members differ by seed and by bootstrap sample. */
const top = `${plain.slice(0, plain.indexOf('  phase fine'))}}\n`.replace('epochs: 4', 'epochs: 2');
const transfer = `${top
  .replace('  batch: 4\n', '  weights: "run:before"\n  batch: 4\n')
  .replace(/ {4}stop: .*\n/, '')}
ensemble several = 2 * program { sample: bootstrap }
`;

it('trains the members of an ensemble on the features of one base, as each would have trained alone', async () => {
  const folder = await withPhotos(transfer);
  const before = join(folder, 'before.net');
  writeFileSync(before, plain.replace('train program', 'train before').replace(/epochs: \d/g, 'epochs: 1'));
  const common = {
    workingDirectory: folder,
    settings: {},
    engine: 'cpu',
    stop: new AbortController().signal,
  } as const;
  await runTraining({ ...common, file: before });

  const members = async (
    keepFeatures: boolean,
  ): Promise<{ events: readonly RunEvent[]; weights: readonly string[] }> => {
    const events: RunEvent[] = [];
    const file = join(folder, 'program.net');
    const outcome = await runFile({
      ...{ ...common, file, keepFeatures, train: 'several' },
      event: (event) => events.push(event),
    });
    const weights = [1, 2].map((number) =>
      readFileSync(
        join(folder, outcome.run, 'members', `0${number}-program-${number}`, 'weights/last.safetensors'),
      ).toString('base64'),
    );
    return { events, weights };
  };

  const shared = await members(true);
  const alone = await members(false);
  const found = shared.events.flatMap((event) => (event.event === 'features' ? [event.found] : []));
  // The first computes the features of all 22 and 10 photos, whichever it has drawn; the other one finds them.
  expect(found).toEqual([0, 32]);
  expect(shared.weights).toEqual(alone.weights);
  expect(new Set(shared.weights).size).toBe(2);
}, 240_000);
