import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/runtime/problem.ts';
import { looksOf } from '../../../src/runtime/sample/faces/looks.ts';
import { genders, personRandom, races, sitterOf } from '../../../src/runtime/sample/faces/sitter.ts';
import { type SampleOptions, drawSample } from '../../../src/runtime/sample/index.ts';
import { Random } from '../../../src/runtime/sample/random.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'netc-faces-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const options = (more: Partial<SampleOptions> = {}): SampleOptions => ({
  folder: join(root, 'faces'),
  counts: { train: 3, validation: 1, test: 1 },
  seed: 3,
  size: 64,
  threads: 0,
  ...more,
});

const table = (): Promise<string> => readFile(join(root, 'faces.csv'), 'utf8');

describe('drawing faces', () => {
  it('puts them into one folder, and a table beside it that says who is on each', async () => {
    expect(await drawSample('faces', options())).toEqual({ drawn: 5, wanted: 5 });
    expect(await readdir(join(root, 'faces'))).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `face.000${n}.jpg`),
      'sample.json',
    ]);
    const [header, ...rows] = (await table()).trimEnd().split('\n');
    expect(header).toBe('path,age,gender,race,person');
    expect(rows).toHaveLength(5);
    for (const [i, row] of rows.entries()) {
      const { person, age, gender, race } = sitterOf(3, i + 1);
      expect(row).toBe(`faces/face.000${i + 1}.jpg,${age},${gender},${race},${person}`);
    }
    const { format, width, height } = await sharp(join(root, 'faces', 'face.0003.jpg')).metadata();
    expect(format).toBe('jpeg');
    expect(Math.max(width, height)).toBeLessThanOrEqual(64);
  });

  it('draws more into the same folder, and their rows come after those there are', async () => {
    await drawSample('faces', options());
    const before = await table();
    const more = options({ counts: { train: 7, validation: 0, test: 0 } });
    expect(await drawSample('faces', more)).toEqual({ drawn: 2, wanted: 7 });
    const after = await table();
    expect(after.startsWith(before)).toBe(true);
    expect(after.trimEnd().split('\n')).toHaveLength(8);
    // Fewer take nothing away.
    expect(await drawSample('faces', options())).toEqual({ drawn: 0, wanted: 5 });
    expect(await table()).toBe(after);
  });

  it('writes a table anew that was deleted, and none before the photos are there', async () => {
    const controller = new AbortController();
    const call = drawSample(
      'faces',
      options({
        signal: controller.signal,
        onProgress: ({ drawn }) => {
          if (drawn === 2) controller.abort();
        },
      }),
    );
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect(table()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await drawSample('faces', options())).toMatchObject({ drawn: 3 });
    const text = await table();
    await rm(join(root, 'faces.csv'));
    expect(await drawSample('faces', options())).toMatchObject({ drawn: 0 });
    expect(await table()).toBe(text);
  });

  it("leaves somebody else's table alone", async () => {
    await writeFile(join(root, 'faces.csv'), 'precious');
    const error: unknown = await drawSample('faces', options()).catch((reason: unknown) => reason);
    if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`);
    expect(error.diagnostics).toMatchObject([{ code: 'NET7430' }]);
    expect(await table()).toBe('precious');
    expect(await readdir(root)).toEqual(['faces.csv']);
  });
});

describe('who is drawn', () => {
  const sitters = Array.from({ length: 2000 }, (_, i) => sitterOf(1, i + 1));

  it('is the same on all photos of a person, within some years', () => {
    const people = new Map<number, (typeof sitters)[number][]>();
    for (const sitter of sitters) people.set(sitter.person, [...(people.get(sitter.person) ?? []), sitter]);
    expect(people.size).toBe(800);
    for (const photos of people.values()) {
      expect(new Set(photos.map(({ gender, race }) => `${gender} ${race}`)).size).toBe(1);
      const ages = photos.map(({ age }) => age);
      expect(Math.max(...ages) - Math.min(...ages)).toBeLessThanOrEqual(6);
    }
  });

  it('has all attributes about equally often, and none hangs on another', () => {
    const share = (test: (sitter: (typeof sitters)[number]) => boolean): number =>
      sitters.filter(test).length / sitters.length;
    for (const gender of genders) {
      expect(Math.abs(share((s) => s.gender === gender) - 0.5)).toBeLessThan(0.08);
      for (const race of races)
        expect(Math.abs(share((s) => s.gender === gender && s.race === race) - 0.1)).toBeLessThan(0.04);
    }
    for (const decade of [0, 1, 2, 3, 4, 5, 6, 7, 8])
      expect(share((s) => Math.floor(s.age / 10) === decade)).toBeGreaterThan(0.05);
  });

  /** What still shows of a person on a small photo, in any light that does not change their skin. */
  const traits = sitters.map((sitter, i) => {
    const looks = looksOf(sitter, personRandom(1, sitter.person).fork('looks'), new Random(1, 'day', i));
    const curls = ['straight', 'wavy', 'curly', 'coily'].indexOf(looks.texture);
    return {
      race: sitter.race,
      numbers: [...looks.skin, curls, looks.faceWidth, looks.noseWidth, looks.lips, looks.browArch],
    };
  });

  /** Share of the second half of people whose origin is that with the nearest mean of these traits in the first. */
  const toldBy = (chosen: readonly number[]): number => {
    const half = traits.length / 2;
    const [known, asked] = [traits.slice(0, half), traits.slice(half)];
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const centres = races.map((race) => {
      const its = known.filter((each) => each.race === race);
      return chosen.map((at) => mean(its.map(({ numbers }) => numbers[at] ?? 0)));
    });
    const spreads = chosen.map((at, k) =>
      mean(
        known.map(({ race, numbers }) =>
          Math.abs((numbers[at] ?? 0) - (centres[races.indexOf(race)]?.[k] ?? 0)),
        ),
      ),
    );
    const far = (numbers: readonly number[], centre: readonly number[]): number =>
      chosen.reduce(
        (sum, at, k) => sum + (((numbers[at] ?? 0) - (centre[k] ?? 0)) / (spreads[k] ?? 1)) ** 2,
        0,
      );
    const said = asked.map(({ numbers }) => {
      const distances = centres.map((centre) => far(numbers, centre));
      return races[distances.indexOf(Math.min(...distances))];
    });
    return said.filter((race, i) => race === asked[i]?.race).length / asked.length;
  };

  it('shows an origin by several traits, none of which is needed', () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(toldBy(all)).toBeGreaterThan(0.95);
    for (const trait of [[0, 1, 2], [3], [4], [5], [6], [7]])
      expect(toldBy(all.filter((at) => !trait.includes(at)))).toBeGreaterThan(0.85);
  });
});
