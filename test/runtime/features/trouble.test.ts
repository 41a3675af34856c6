import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { FeaturesEvent } from '../../../src/runtime/train/events.ts';
import { plain } from './programs.ts';
import { trained, withOwnCache, withPhotos, type Trained } from './workplace.ts';

// Several runs a test, each with an engine and threads of its own.
vi.setConfig({ testTimeout: 240_000 });

const features = withOwnCache();

/** Its first phase alone. */
const top = `${plain.slice(0, plain.indexOf('  phase fine'))}}\n`;

const found = ({ events }: Trained): readonly number[] =>
  events.filter((event): event is FeaturesEvent => event.event === 'features').map((event) => event.found);

const codes = ({ diagnostics }: Trained): readonly string[] => diagnostics.map(({ code }) => code);

describe('features', () => {
  it('leave out photos that are broken, in each run that takes them, as training does', async () => {
    const folder = await withPhotos(top);
    writeFileSync(join(folder, 'photos/train/one/4.jpg'), 'no photo');
    const anew = await trained(folder, 'cpu', { keepFeatures: false });
    for (const run of [await trained(folder, 'cpu'), await trained(folder, 'cpu')]) {
      expect(run.diagnostics.filter(({ code }) => code === 'NET5501')).toHaveLength(1);
      expect(codes(run)).toEqual(codes(anew));
      expect(run.weights).toEqual(anew.weights);
    }
  });

  it('are computed again for photos that were changed, though nothing else tells', async () => {
    const folder = await withPhotos(top);
    await trained(folder, 'cpu');
    const photo = join(folder, 'photos/train/one/2.jpg');
    const other = readFileSync(join(folder, 'photos/train/one/4.jpg'));
    writeFileSync(
      photo,
      Buffer.concat([other, Buffer.alloc(Math.max(0, statSync(photo).size - other.length))]),
    );
    utimesSync(photo, 1000, 1000);
    expect(found(await trained(folder, 'cpu'))).toEqual([10]);
  });

  it('that are computed in part are gone on with', async () => {
    const folder = await withPhotos(top);
    const whole = await trained(folder, 'cpu');
    const stop = new AbortController();
    rmSync(features(), { recursive: true });
    const stopped = await trained(folder, 'cpu', {
      stop: stop.signal,
      progress: ({ stage }) => {
        if (stage === 'features') stop.abort();
      },
    });
    expect(stopped.outcome.status).toBe('interrupted');
    const resumed = await trained(folder, 'cpu', { resume: stopped.outcome.path });
    expect(resumed.outcome.status).toBe('done');
    expect(resumed.weights).toEqual(whole.weights);
    const told = readFileSync(join(stopped.outcome.path, 'metrics.jsonl'), 'utf8').match(
      /"event":"features"/g,
    );
    expect(told).toHaveLength(1);
  });

  it('are left alone by a run that was told so, when it goes on', async () => {
    const folder = await withPhotos(top);
    const stop = new AbortController();
    const stopped = await trained(folder, 'cpu', {
      keepFeatures: false,
      stop: stop.signal,
      event: ({ event }) => {
        if (event === 'epoch') stop.abort();
      },
    });
    const resumed = await trained(folder, 'cpu', { resume: stopped.outcome.path, keepFeatures: true });
    expect(found(resumed)).toEqual([]);
  });

  it('that cannot be kept stop nothing', async () => {
    const folder = await withPhotos(top);
    const kept = await trained(folder, 'cpu');
    rmSync(features(), { recursive: true });
    mkdirSync(join(features(), '..'), { recursive: true });
    writeFileSync(features(), 'a file where the folder should be');
    const run = await trained(folder, 'cpu');
    rmSync(features());
    expect(codes(run)).toContain('NET7401');
    expect(run.weights).toEqual(kept.weights);
  });

  it('leave no part of a file and no lock behind', async () => {
    rmSync(features(), { recursive: true, force: true });
    await trained(await withPhotos(top), 'cpu');
    const names = readdirSync(features(), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => !/^[0-9a-f]{32}([/\\]0-0000\.features)?$/.test(name))).toEqual([]);
  });
});
