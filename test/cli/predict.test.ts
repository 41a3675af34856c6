import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prediction } from '../../src/runtime/predict/predict-samples.ts';
import { here } from './here.ts';
import { drawPhotos, netc, tiny, type Result } from './netc.ts';

/** Of several tasks, from pairs of photos. */
const pairs = `data pairs = table("pairs.csv") {
  left: image(column: "a", size: 8x8)
  right: image(column: "b", size: 8x8)
  age: number
  kind: class("p", "q", "r")
  split: fractions(50%, 25%, 25%)
}

model Pairs(left: [8, 8, 3], right: [8, 8, 3]) {
  both = [left, right] -> concat -> flatten
  output age = both -> dense(1)
  output kind = both -> dense(3, softmax)
}

train pair = Pairs on pairs {
  batch: 4
  minimize: mse(age) + cross_entropy(kind)
  optimizer: sgd(1e-4)
  epochs: 1
}
`;

const names = ['10', '2', 'ant', 'bee', 'cat', 'dog', 'eel'];

const many = tiny
  .replace('dense(1, sigmoid)', 'dense(7, softmax)')
  .replace('binary_crossentropy', 'cross_entropy');

const before = process.cwd();
let folder = '';
const run = (name: string): string => join('runs', name);

/** Trained once for all tests here: `tiny` of two classes, `pair` of pairs, `many` of seven. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netc-predict-'));
  await drawPhotos(folder);
  for (const name of names)
    for (const split of ['train', 'validation', 'test']) {
      const place = join(folder, 'many/photos', split, name);
      mkdirSync(place, { recursive: true });
      const photo = {
        width: 16,
        height: 16,
        channels: 3,
        background: `hsl(${names.indexOf(name) * 50}, 80%, ${30 + split.length * 5}%)`,
      } as const;
      await sharp({ create: photo })
        .png()
        .toFile(join(place, `${split}.png`));
    }
  writeFileSync(join(folder, 'tiny.net'), tiny);
  writeFileSync(join(folder, 'many/many.net'), many.replace('images("photos")', 'images("many/photos")'));
  writeFileSync(join(folder, 'pairs.net'), pairs);
  const rows = Array.from({ length: 12 }, (_, index) => {
    const photo = `photos/train/${index % 2 === 0 ? 'dark' : 'light'}/${index % 4}.jpg`;
    return `${photo},photos/train/dark/${index % 4}.jpg,${index},${'pqr'[index % 3] ?? ''}`;
  });
  writeFileSync(join(folder, 'pairs.csv'), ['a,b,age,kind', ...rows, ''].join('\n'));
  for (const [file, ...more] of [['tiny.net'], ['pairs.net'], ['many/many.net', '--set', 'epochs=1']]) {
    const trained = await netc(folder, ['run', file ?? '', '--engine', 'cpu', ...more]);
    expect(trained.err).toBe('');
  }
  process.chdir(folder);
}, 60_000);

afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** In this process, which starts faster; with something on standard input in another one. */
async function predict(words: readonly string[], input?: string): Promise<Result> {
  const all = ['predict', ...words, '--engine', 'cpu'];
  if (input !== undefined) return netc(folder, all, { input });
  return here(all);
}

interface Said {
  readonly predictions: readonly Prediction[];
  readonly leftOut: readonly { readonly code: string; readonly message: string }[];
}

const json = ({ out }: Result): Said => JSON.parse(out) as Said;

describe('netc predict', () => {
  it('leaves broken photos out, names them, and says so with its exit code', async () => {
    writeFileSync(join(folder, 'photos/test/dark/0a.jpg'), 'no photo');
    const broken = await predict([run('0001-tiny'), 'photos/test', 'nowhere.jpg', '--json']);
    rmSync(join(folder, 'photos/test/dark/0a.jpg'));
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('NET5501');
    expect(broken.err).toContain('NET7330');
    const { predictions, leftOut } = json(broken);
    expect(predictions.map(({ file }) => file)).toEqual(
      ['dark/0.jpg', 'dark/1.jpg', 'light/0.jpg', 'light/1.jpg'].map((name) => `photos/test/${name}`),
    );
    expect(leftOut.map(({ code }) => code).sort()).toEqual(['NET5501', 'NET7330']);
    expect((await predict([run('0001-tiny'), 'photos/test'])).code).toBe(0);
  });

  it('takes patterns, and names from standard input', async () => {
    const lines = await predict([run('0001-tiny'), 'photos/test/**/1.jpg', '--format', 'jsonl']);
    const objects = lines.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Prediction);
    expect(objects.map(({ file }) => file)).toEqual(['photos/test/dark/1.jpg', 'photos/test/light/1.jpg']);
    for (const between of ['\r\n', '\0']) {
      const listed = ['photos/test/light/0.jpg', 'photos/test/dark/1.jpg', ''].join(between);
      const said = await predict([run('0001-tiny'), '-', '--json'], listed);
      expect(json(said).predictions.map(({ file }) => file)).toEqual([
        'photos/test/light/0.jpg',
        'photos/test/dark/1.jpg',
      ]);
    }
  });

  it('shows the likeliest five of more classes, or as many as are wanted', async () => {
    const photo = 'many/photos/test/dog/test.png';
    const table = await predict([run('0003-tiny'), photo]);
    const [titles = '', rule = '', first = '', ...rest] = table.out.trimEnd().split('\n');
    expect(titles).toMatch(/^photo +kind$/);
    expect(rule).toMatch(/^─+ {2}─+ {2}─+$/);
    expect(first).toMatch(/^many\/photos\/test\/dog\/test\.png {2}\w+ +\d+\.\d %$/);
    expect(rest).toHaveLength(4);
    const shares = [first, ...rest].map((line) => Number(/([\d.]+) %$/.exec(line)?.[1]));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    const { predictions } = json(await predict([run('0003-tiny'), photo, '--json', '--top', '2']));
    const kind = predictions[0]?.outputs['kind'] as { class: string; top: { class: string }[] } | undefined;
    expect(kind?.top.map((each) => each.class)[0]).toBe(kind?.class);
    expect(kind?.top).toHaveLength(2);
    const csv = await predict([run('0003-tiny'), photo, '--csv']);
    expect(csv.out.split('\r\n')[0]).toBe(`photo,kind,${names.map((name) => `kind ${name}`).join(',')}`);
    const short = await predict([run('0003-tiny'), photo, '--csv', '--top', '2']);
    expect(short.out.split('\r\n')[0]).toBe('photo,kind 1,kind 1 probability,kind 2,kind 2 probability');
    expect((await predict([run('0003-tiny'), photo, '--top', '0'])).err).toContain('NET7032');
  });

  it('writes a file whole or not at all', async () => {
    const out = join(folder, 'out.csv');
    const wrote = await predict([run('0001-tiny'), 'photos/test', '-o', 'out.csv']);
    expect(wrote.err).toContain('wrote out.csv: 4 photos');
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(6);
    const before = readFileSync(out, 'utf8');
    writeFileSync(join(folder, 'text.jpg'), 'no photo');
    const failed = await predict([run('0001-tiny'), 'text.jpg', '-o', 'out.csv']);
    expect(failed.err).toContain('NET7016');
    expect(readFileSync(out, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const nowhere = await predict([run('0001-tiny'), 'photos/test', '-o', 'gone/out.csv']);
    expect(nowhere.err).toContain('NET7004');
    expect(existsSync(join(folder, 'gone'))).toBe(false);
  });

  it('goes through the rows of a table, with several photos and several outputs', async () => {
    writeFileSync(
      join(folder, 'new.csv'),
      'b,a\nphotos/test/dark/0.jpg,photos/test/light/0.jpg\n,photos/test/light/1.jpg\nphotos/test/dark/1.jpg,photos/test/light/1.jpg\n',
    );
    const result = await predict([run('0002-pair'), 'new.csv', '--json']);
    expect(result.err).toContain('NET5201');
    expect(result.code).toBe(1);
    const { predictions } = json(result);
    expect(predictions.map(({ file, row }) => [file, row])).toEqual([
      ['photos/test/light/0.jpg', 2],
      ['photos/test/light/1.jpg', 4],
    ]);
    for (const { outputs } of predictions) {
      expect(outputs['age']).toEqual({ values: [expect.any(Number)] });
      expect(outputs['kind']).toMatchObject({ class: expect.stringMatching(/^[pqr]$/) as unknown });
    }
    const csv = await predict([run('0002-pair'), 'new.csv', '--csv']);
    expect(csv.out.split('\r\n')[0]).toBe('row,photo,age,kind,kind p,kind q,kind r');
    const table = await predict([run('0002-pair'), 'new.csv']);
    expect(table.out.split('\n')[0]).toMatch(/^ +row {2}photo +age +kind$/);

    expect((await predict([run('0002-pair'), 'photos/test'])).err).toContain('NET7331');
    expect((await predict([run('0001-tiny'), 'new.csv'])).err).toContain('NET7332');
    writeFileSync(join(folder, 'other.csv'), 'left,right\nx.jpg,y.jpg\n');
    expect((await predict([run('0002-pair'), 'other.csv'])).err).toContain('NET5014');
    writeFileSync(join(folder, 'out-of.csv'), 'a,b\n../x.jpg,y.jpg\n');
    expect((await predict([run('0002-pair'), 'out-of.csv'])).err).toContain('NET5203');
  });
});
