import { mkdtemp, readFile, readdir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/runtime/problem.ts';
import { type SampleOptions, drawPets, drawSample } from '../../../src/runtime/sample/index.ts';

/** Small pictures are drawn quickly; nothing here depends on their size. */
const small = { size: 72, threads: 0 };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'netc-sample-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function files(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true });
  return found
    .filter((name) => name.endsWith('.jpg'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

/** The diagnostic of the Problem that a call rejects with. */
async function problemOf(call: Promise<unknown>): Promise<Problem['diagnostics'][number]> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`);
  const [first] = error.diagnostics;
  if (first === undefined) throw new Error('a Problem without a diagnostic');
  return first;
}

const options = (more: Partial<SampleOptions> = {}): SampleOptions => ({
  folder: join(root, 'pets'),
  counts: { train: 4, validation: 2, test: 2 },
  seed: 3,
  ...small,
  ...more,
});

describe('drawing sample photos', () => {
  it('lays them out by split and class, as many of each class', async () => {
    expect(await drawPets(options())).toEqual({ drawn: 8, wanted: 8 });
    expect(await files(join(root, 'pets'))).toEqual([
      'test/cat/cat.0001.jpg',
      'test/dog/dog.0001.jpg',
      'train/cat/cat.0001.jpg',
      'train/cat/cat.0002.jpg',
      'train/dog/dog.0001.jpg',
      'train/dog/dog.0002.jpg',
      'validation/cat/cat.0001.jpg',
      'validation/dog/dog.0001.jpg',
    ]);
  });

  it('draws JPEGs no larger than was asked for', async () => {
    await drawPets(options({ counts: { train: 6, validation: 0, test: 0 }, size: 90 }));
    for (const file of await files(join(root, 'pets'))) {
      const { format, width, height } = await sharp(join(root, 'pets', file)).metadata();
      expect(format).toBe('jpeg');
      expect(Math.max(width, height)).toBeLessThanOrEqual(90);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(40);
    }
  });

  it('draws nothing the second time', async () => {
    await drawPets(options());
    const path = join(root, 'pets', 'train', 'dog', 'dog.0002.jpg');
    const before = await stat(path);
    expect(await drawPets(options())).toEqual({ drawn: 0, wanted: 8 });
    expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
  });

  it('adds what is missing when more are asked for, and keeps what is there when fewer are', async () => {
    await drawPets(options());
    expect(await drawPets(options({ counts: { train: 6, validation: 2, test: 0 } }))).toEqual({
      drawn: 2,
      wanted: 8,
    });
    expect(await files(join(root, 'pets'))).toHaveLength(10);
    const manifest: unknown = JSON.parse(await readFile(join(root, 'pets', 'sample.json'), 'utf8'));
    expect(manifest).toMatchObject({ kind: 'pets', seed: 3, counts: { train: 6, validation: 2, test: 2 } });
  });

  it('goes on after an interruption and ends with the same photos', async () => {
    const controller = new AbortController();
    const call = drawPets(
      options({
        signal: controller.signal,
        onProgress: ({ drawn }) => {
          if (drawn === 3) controller.abort();
        },
      }),
    );
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await files(join(root, 'pets'))).toHaveLength(3);
    // What a crash leaves: a file under way, and one whose content never reached the disk.
    await writeFile(join(root, 'pets', 'train', 'cat', 'cat.0002.jpg.part'), 'half a photo');
    await writeFile(join(root, 'pets', 'train', 'dog', 'dog.0002.jpg'), '');
    expect(await drawPets(options())).toMatchObject({ drawn: 5 });
    await drawPets(options({ folder: join(root, 'whole') }));
    expect(await readdir(join(root, 'pets', 'train', 'cat'))).toEqual(['cat.0001.jpg', 'cat.0002.jpg']);
    for (const file of await files(join(root, 'whole'))) {
      const [a, b] = [await readFile(join(root, 'pets', file)), await readFile(join(root, 'whole', file))];
      expect(a.equals(b), file).toBe(true);
    }
  });

  it('draws a photo anew that was deleted', async () => {
    await drawPets(options());
    await unlink(join(root, 'pets', 'test', 'dog', 'dog.0001.jpg'));
    expect(await drawPets(options())).toMatchObject({ drawn: 1 });
  });

  it('leaves classes out and draws the others as it would have', async () => {
    const three = { train: 3, validation: 0, test: 0 };
    const without = ['wolf', 'sheep', 'cat', 'dog', 'cow', 'pig', 'fox', 'bear', 'mouse'];
    const wild = options({ folder: join(root, 'wild'), counts: three, without });
    await drawSample('animals', wild);
    await drawSample('animals', options({ folder: join(root, 'all'), counts: { ...three, train: 12 } }));
    const chosen = ['horse', 'lynx', 'rabbit'].map((name) => `train/${name}/${name}.0001.jpg`);
    expect(await files(join(root, 'wild'))).toEqual(chosen);
    for (const file of chosen) {
      const [a, b] = [await readFile(join(root, 'wild', file)), await readFile(join(root, 'all', file))];
      expect(a.equals(b), file).toBe(true);
    }
    expect(await drawSample('animals', { ...wild, without: without.toReversed() })).toMatchObject({
      drawn: 0,
    });
  });

  it('reports every photo', async () => {
    const seen: number[] = [];
    await drawPets(
      options({
        onProgress: ({ drawn, wanted }) => {
          expect(wanted).toBe(8);
          seen.push(drawn);
        },
      }),
    );
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('what stands in the way of sample photos', () => {
  it('leaves a folder with other things alone', async () => {
    await writeFile(join(root, 'thesis.txt'), 'precious');
    const problem = await problemOf(drawPets(options({ folder: root })));
    expect(problem).toMatchObject({ code: 'NET7900', given: 'thesis.txt in it' });
    expect(await readdir(root)).toEqual(['thesis.txt']);
  });

  it.each([
    ['seed', { seed: 4 }],
    ['size', { size: 80 }],
  ])('does not mix photos of another %s', async (what, change) => {
    await drawPets(options());
    const problem = await problemOf(drawPets(options(change)));
    expect(problem.code).toBe('NET7901');
    expect(problem.title).toContain(`another ${what}`);
    expect(await files(join(root, 'pets'))).toHaveLength(8);
  });

  it('does not mix photos of another choice of classes', async () => {
    await drawPets(options({ without: ['dog'] }));
    expect(await problemOf(drawPets(options()))).toMatchObject({
      code: 'NET7901',
      expected: 'choice of all classes',
      given: 'choice of all classes but dog',
    });
  });

  it.each([
    ['pets', ['cat', 'yak'], { code: 'NET7907', expected: 'cat, dog', given: 'yak' }],
    ['pets', ['cat', 'dog'], { code: 'NET7908', expected: 'at least one of cat, dog' }],
    ['faces', ['face'], { code: 'NET7907', given: 'face' }],
    ['digits', ['7'], { code: 'NET7907', given: '7' }],
  ])('does not leave out of %s %j', async (kind, without, problem) => {
    expect(await problemOf(drawSample(kind, options({ without })))).toMatchObject(problem);
    expect(await readdir(root)).toEqual([]);
  });

  it('says where a file stands in the way', async () => {
    await writeFile(join(root, 'pets'), 'a file');
    const problem = await problemOf(drawPets(options({ folder: join(root, 'pets', 'inner') })));
    expect(problem).toMatchObject({ code: 'NET7902' });
    expect(problem.title).toContain('a file stands where a folder is needed');
  });

  it('says when the record was broken', async () => {
    await drawPets(options());
    await writeFile(join(root, 'pets', 'sample.json'), '{"kind": "pets"');
    expect(await problemOf(drawPets(options()))).toMatchObject({ code: 'NET7905' });
  });

  it.each([
    ['a negative count', { counts: { train: -1, validation: 0, test: 0 } }],
    ['half a photo', { counts: { train: 1.5, validation: 0, test: 0 } }],
    ['a negative seed', { seed: -1 }],
    ['a size too small to see anything', { size: 10 }],
  ])('refuses %s before anything is made', async (_, change) => {
    expect(await problemOf(drawPets(options(change)))).toMatchObject({ code: 'NET7904' });
    expect(await readdir(root)).toEqual([]);
  });

  it('knows its kinds', async () => {
    expect(await problemOf(drawSample('yetis', options()))).toMatchObject({
      code: 'NET7906',
      expected: 'pets, animals, faces, digits',
    });
  });
});
