import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { uniform } from '../support/draws.ts';
import { npy, zip } from '../runtime/data/array-files.ts';
import { netc, unwrapped, type Result } from './netc.ts';

const count = 240;
/** Three blobs around the corners of a triangle: which of them a point is of, a small network learns in no time. */
const kinds = Uint8Array.from({ length: count }, (_, row) => row % 3);
const points = Float32Array.from(uniform('points', count * 2), (u, at) => {
  const kind = kinds[at >> 1] ?? 0;
  return u - 0.5 + 2 * (at % 2 === 0 ? Math.cos(kind * 2.1) : Math.sin(kind * 2.1));
});

/** The classes of the first six points. */
const firstSix = ['left', 'right', 'top', 'left', 'right', 'top'];

const program = `data points = arrays("points.npz") {
  x: vector(2)
  kind: class("left", "right", "top")
  split: fractions(70%, 15%, 15%)
}

data rows = table("points.csv") {
  x: vector("a", "b")
  kind: class("left", "right", "top")
  split: fractions(70%, 15%, 15%)
}

model Points(x: [2]) {
  output kind = x -> dense(8, relu) -> dense(3, softmax)
}

data parted = table("parted.csv") {
  x: vector("a", "b")
  kind: class("left", "right", "top")
  delimiter: ";"
  split: fractions(70%, 15%, 15%)
}

train semicolons = Points on parted { minimize: cross_entropy(kind), optimizer: adam(2e-2), epochs: 1 }
ensemble voters = 2 * semicolons { sample: bootstrap }
train arrays = Points on points { batch: 16, minimize: cross_entropy(kind), metrics: accuracy(kind), optimizer: adam(2e-2), epochs: 12 }
train table = Points on rows { batch: 16, minimize: cross_entropy(kind), metrics: accuracy(kind), optimizer: adam(2e-2), epochs: 12 }
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netc-numbers-'));
  const x = npy("'<f4'", `(${count}, 2)`, new Uint8Array(points.buffer));
  const kind = npy("'|u1'", `(${count},)`, kinds);
  writeFileSync(
    join(folder, 'points.npz'),
    zip({ name: 'x.npy', content: x }, { name: 'kind.npy', content: kind }),
  );
  writeFileSync(join(folder, 'new.npy'), npy("'<f4'", '(6, 2)', new Uint8Array(points.buffer, 0, 48)));
  const names = ['left', 'right', 'top'];
  const rows = Array.from(kinds, (own, row) => [points[row * 2], points[row * 2 + 1], names[own]].join(','));
  writeFileSync(join(folder, 'points.csv'), ['a,b,kind', ...rows].join('\n'));
  writeFileSync(join(folder, 'parted.csv'), ['a;b;kind', ...rows].join('\n').replaceAll(',', ';'));
  writeFileSync(join(folder, 'points.net'), program);
  for (const train of ['arrays', 'table']) {
    const { code, err, out } = await run('--train', train);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Use it: netc predict runs\/000\d-\w+ rows\.csv/);
    expect(out).toMatch(train === 'table' ? /on 168 rows, .* rows\/s/s : /on 168 samples, .* samples\/s/s);
    expect(out).not.toContain('photo');
  }
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: readonly string[]): Promise<Result> =>
  netc(folder, ['run', 'points.net', '--engine', 'cpu', ...words]);

interface Said {
  readonly predictions: readonly {
    readonly photo?: string;
    readonly file: string;
    readonly row?: number;
    readonly outputs: {
      readonly kind: { readonly class: string; readonly probabilities: Readonly<Record<string, number>> };
    };
  }[];
}

async function predict(name: string, ...files: readonly string[]): Promise<Said> {
  const { out, err } = await netc(folder, ['predict', name, ...files, '--engine', 'cpu', '--json']);
  expect(err).toBe('');
  return JSON.parse(out) as Said;
}

/** What a network of two dense layers says of a point, from its weights alone. */
function computed(name: string, [a = 0, b = 0]: readonly number[]): readonly number[] {
  const bytes = readFileSync(join(folder, name, 'weights/last.safetensors'));
  const { tensors } = decodeSafetensors(bytes, name);
  const weight = (path: string): readonly number[] => [
    ...(tensors.find((tensor) => tensor.name === path)?.data ?? []),
  ];
  const layer = (input: readonly number[], path: string): readonly number[] =>
    weight(`${path}/bias`).map((bias, unit, all) =>
      input.reduce(
        (sum, value, at) => sum + value * (weight(`${path}/kernel`)[at * all.length + unit] ?? 0),
        bias,
      ),
    );
  const hidden = layer([a, b], 'kind.dense1').map((value) => Math.max(value, 0));
  const powers = layer(hidden, 'kind.dense2').map(Math.exp);
  const sum = powers.reduce((all, each) => all + each, 0);
  return powers.map((each) => each / sum);
}

describe('a net of dense layers', () => {
  it.each(['runs/0001-arrays', 'runs/0002-table'])('learns numbers: %s', async (name) => {
    const { out } = await netc(folder, ['eval', name, '--engine', 'cpu', '--json']);
    expect(out).toMatch(/"accuracy":1[,}]/);
  });

  it.each(['runs/0001-arrays', 'runs/0002-table'])('says of rows what its weights say: %s', async (name) => {
    writeFileSync(
      join(folder, 'new.csv'),
      ['kind,b,a', ...[0, 1, 2].map((row) => `,${points[row * 2 + 1]},${points[row * 2]}`)].join('\n'),
    );
    const ofArray = await predict(name, 'new.npy');
    expect(ofArray.predictions.map(({ file }) => file)).toEqual(
      [0, 1, 2, 3, 4, 5].map((row) => `new.npy#${row}`),
    );
    expect(ofArray.predictions.map(({ outputs }) => outputs.kind.class)).toEqual(firstSix);
    for (const [row, { outputs }] of ofArray.predictions.entries()) {
      const expected = computed(name, [points[row * 2] ?? 0, points[row * 2 + 1] ?? 0]);
      for (const [place, share] of Object.values(outputs.kind.probabilities).entries())
        expect(share).toBeCloseTo(expected[place] ?? -1, 5);
    }
    if (!name.endsWith('table')) return;
    const ofTable = await predict(name, 'new.csv');
    expect(ofTable.predictions.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(ofTable.predictions.map(({ outputs }) => outputs)).toEqual(
      ofArray.predictions.slice(0, 3).map(({ outputs }) => outputs),
    );
  });

  it('reads a table to predict as it has read its own: cells parted by ;', async () => {
    const { out, code } = await run('--train', 'semicolons', '--json');
    expect(code).toBe(0);
    const { run: name = '' } = JSON.parse(out.split('\n')[0] ?? '') as { readonly run?: string };
    expect((await predict(name, 'parted.csv')).predictions.map(({ row }) => row)).toHaveLength(count);
  });

  it('is told of rows and samples, not of photos', async () => {
    const said = async (...words: readonly string[]): Promise<string> => (await netc(folder, words)).out;
    const engine = ['--engine', 'cpu'];
    expect(await said('eval', 'runs/0002-table', ...engine)).toContain('36 test rows:');
    expect(await said('predict', 'runs/0001-arrays', 'new.npy', ...engine)).toMatch(/^sample +kind\n/);
    expect(await said('predict', 'runs/0002-table', 'points.csv', ...engine)).toMatch(/^ +row {2}kind\n/);
    expect(await said('predict', 'runs/0002-table', 'points.csv', '--csv', ...engine)).toMatch(/^row,kind,/);
    const looked = await said('data', 'points.net');
    expect(looked).toContain('rows (points.csv): 240 rows');
    expect(looked).toContain('points (points.npz): 240 samples');
    expect(looked).not.toContain('photo');
  });

  it('votes on rows, and says what to ask an ensemble about, too, whose members were all trained before', async () => {
    const { out } = await run('--train', 'voters');
    expect(out).toMatch(/36 test rows[^]*of the rows\.[^]*training rows\.[^]*rows\.csv\n$/);
    const name = /Run folder (\S+-voters),/.exec(out)?.[1] ?? '';
    const record = join(folder, name, 'ensemble.json');
    writeFileSync(record, readFileSync(record, 'utf8').replace('"done"', '"running"'));
    const again = await run('--resume', name);
    expect(again.out).not.toContain('Member 1');
    expect(again.out).toContain(`Use it: netc predict ${name} rows.csv`);
  });

  it('wants numbers, and says so of a photo', async () => {
    writeFileSync(join(folder, 'a.jpg'), '');
    const { code, err } = await netc(folder, ['predict', 'runs/0001-arrays', 'a.jpg', '--engine', 'cpu']);
    expect(code).toBe(2);
    expect(unwrapped(err)).toContain('NET7331]: The model looks at numbers, x');
    expect(unwrapped(err)).toContain('netc predict RUN x.npy');
  });

  it.each(['tfjs', 'keras', 'onnx', 'savedmodel', 'safetensors'])('is exported to %s', async (target) => {
    const { code, err } = await netc(folder, [
      'export',
      'runs/0001-arrays',
      '--to',
      target,
      '-o',
      `out-${target}`,
    ]);
    expect({ code, err: err.replace(/^wrote .*$/gm, '').trim() }).toEqual({ code: 0, err: '' });
    const readme = readFileSync(join(folder, `out-${target}`, 'README.md'), 'utf8');
    expect(readme).toContain('`x`: float32 `[batch, 2]`, numbers as the data has them');
    if (target === 'keras') expect(readme).toContain('python model.py x.npy');
    if (target === 'keras' || target === 'onnx') return;
    const said = await predict(`out-${target}`, 'new.npy');
    expect(said.predictions.map(({ outputs }) => outputs.kind.class)).toEqual(firstSix);
  });
});
