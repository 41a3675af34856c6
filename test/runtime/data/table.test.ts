import { defaultPixels, defaultResize } from '../../../src/typecheck/data/read-pixels.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Problem } from '../../../src/runtime/problem.ts';
import { dataFacts, loadDataset, type Dataset } from '../../../src/runtime/data/dataset.ts';
import { dataFingerprint } from '../../../src/runtime/data/fingerprint.ts';
import { SPLITS, type SplitName } from '../../../src/runtime/data/photo.ts';
import type { Label, Split, TypedDataset } from '../../../src/typecheck/typed-module.ts';
import { labelOf } from '../../support/label.ts';
import { anywhere } from '../../support/typed-model.ts';
import { temporaryFolder } from './photo-files.ts';

// Written by scripts/oracles/tables.py.
const parquetFiles = JSON.parse(
  readFileSync(new URL('../../fixtures/tables.json', import.meta.url), 'utf8'),
) as readonly { readonly name: string; readonly base64: string }[];

const all: Split = { kind: 'fractions', train: 1, validation: 0, test: 0 };
const age = labelOf('age', 'number', { columns: ['age'] });
const sex = labelOf('sex', 'binary', { columns: ['sex'], classes: ['female', 'male'] });

function table(file: string, labels: readonly Label[], more: Partial<TypedDataset> = {}): TypedDataset {
  return {
    name: 'faces',
    doc: '',
    span: anywhere,
    source: { kind: 'table', path: file, delimiter: undefined, span: anywhere },
    images: [
      {
        name: 'face',
        path: [{ column: 'path' }],
        size: { height: 4, width: 4, channels: 3 as const },
        resize: defaultResize,
        pixels: defaultPixels,
      },
    ],
    labels,
    split: all,
    ...more,
  };
}

function written(name: string, text: string | Uint8Array): string {
  const file = join(temporaryFolder(), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const load = (dataset: TypedDataset, seed = 1): Promise<Dataset> => loadDataset(dataset, { base: '/', seed });

/** Paths and labels of a split. */
function rows({ splits }: Dataset, split: SplitName = 'train'): readonly (readonly unknown[])[] {
  return [...splits[split]].map(({ photos, labels }) => [
    ...photos.map(({ file }) => file),
    ...labels.map((numbers) => (numbers.length === 1 ? numbers[0] : Array.from(numbers))),
  ]);
}

const said = (findings: readonly Diagnostic[]): readonly string[] =>
  findings.map(({ code, title, given }) => `${code} ${title}; ${given ?? ''}`);

async function refused(dataset: TypedDataset): Promise<string> {
  const thrown: unknown = await load(dataset).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Problem)) throw new Error(`no problem: ${String(thrown)}`);
  return said(thrown.diagnostics).join('\n');
}

describe('formats', () => {
  const wanted = [
    ['a.jpg', 31, 1],
    ['b, c.jpg', 4.5, 0],
    ['"d".jpg', 20, 1],
  ];
  const plain = 'path\tage\tsex\na.jpg\t31\tmale\nb, c.jpg\t4.5\tfemale\r\n"""d"".jpg"\t20\tmale';

  test.each([
    ['faces.csv', 'path,age,sex\r\na.jpg,31,male\n\n"b, c.jpg",4.5,female\n"""d"".jpg",20,male\n'],
    ['bom.csv', '\uFEFFpath, age, sex\na.jpg, 31, male\n"b, c.jpg", 4.5, female\n"""d"".jpg", 20, male'],
    ['faces.tsv', plain],
    [
      'faces.jsonl',
      '{"path":"a.jpg","age":31,"sex":"male"}\n{"age":4.5,"path":"b, c.jpg","sex":"female","more":[1]}\n\n{"path":"\\"d\\".jpg","age":"20","sex":"male"}',
    ],
  ])('%s', async (name, text) => {
    const dataset = await load(table(written(name, text), [age, sex]));
    expect(rows(dataset)).toEqual(wanted);
    expect(dataset.findings).toEqual([]);
  });

  test('a delimiter that is said', async () => {
    const file = written('faces.csv', plain.replaceAll('\t', ';'));
    const source = { kind: 'table', path: file, delimiter: ';', span: anywhere } as const;
    expect(rows(await load(table(file, [age, sex], { source })))).toEqual(wanted);
  });

  test.each(parquetFiles)('$name', async ({ name, base64 }) => {
    const file = written(name, Buffer.from(base64, 'base64'));
    const place = labelOf('place', 'vector', { columns: ['place'], units: 2 });
    expect(rows(await load(table(file, [age, sex, place])))).toEqual([
      ['a.jpg', 31, 1, [1, 2.5]],
      ['b, c.jpg', 4.5, 0, [3, 4]],
      ['"d".jpg', 20, 1, [5, -6]],
    ]);
  });

  test('cells and rows that are cut by the pieces in which a file is read', async () => {
    const count = 60_000;
    const line = (index: number): string => `photos/${'x'.repeat(index % 37)}${index}.jpg,${index},male`;
    const lines = Array.from({ length: count }, (_, index) => line(index));
    const plainFile = await load(table(written('plain.csv', `path,age,sex\n${lines.join('\n')}`), [age]));
    const quoted = lines.map((each, index) => (index < 100 ? each : each.replace(/^[^,]*/, '"$&"')));
    const quotedFile = await load(table(written('quoted.csv', `path,age,sex\n${quoted.join('\n')}`), [age]));
    expect(plainFile.splits.train.length).toBe(count);
    expect(rows(quotedFile)).toEqual(rows(plainFile));
  });
});

describe('labels', () => {
  test('are read by their kinds, and may be missing where the program says so', async () => {
    const labels = [
      labelOf('grade', 'class', { columns: ['g'], classes: ['0', '1', '2'], optional: true }),
      labelOf('place', 'vector', { columns: ['x', 'y'], units: 2, optional: true }),
      labelOf('box', 'vector', { columns: ['box'], units: 3, optional: true }),
      labelOf('ok', 'binary', { columns: ['ok'], classes: ['false', 'true'] }),
    ];
    const text = 'path,g,x,y,box,ok\na,2,1,2,1 2 3,true\nb,1.0,,,"[4, 5, 6]",false\nc,NA,-1e2,0,,true\n';
    const nothing = [Number.NaN, Number.NaN];
    expect(rows(await load(table(written('t.csv', text), labels)))).toEqual([
      ['a', 2, [1, 2], [1, 2, 3], 1],
      ['b', 1, nothing, [4, 5, 6], 0],
      ['c', Number.NaN, [-100, 0], [...nothing, Number.NaN], 1],
    ]);
  });

  test('a class that is called like nothing is a class', async () => {
    const country = labelOf('country', 'class', { columns: ['country'], classes: ['DE', 'NA'] });
    const dataset = await load(table(written('t.csv', 'path,country\na,NA\nb,DE\nc,'), [country]));
    expect(rows(dataset)).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
    expect(said(dataset.findings)).toEqual([
      'NET5201 1 row of ' + faceless(dataset) + ' has nothing in country; row 4',
    ]);
  });

  const faceless = ({ folder }: Dataset): string => join(folder, 't.csv');

  test('photos may be named by several columns', async () => {
    const images = [
      {
        name: 'left',
        path: ['p/', { column: 'id' }, '-l.jpg'],
        size: { height: 2, width: 2, channels: 3 as const },
        resize: defaultResize,
        pixels: defaultPixels,
      },
      {
        name: 'right',
        path: [{ column: 'right' }],
        size: { height: 4, width: 4, channels: 3 as const },
        resize: defaultResize,
        pixels: defaultPixels,
      },
    ];
    const file = written('t.csv', 'id,right,age\n7,r/7.png,3\n8,./r/../8.png,4\n');
    expect(rows(await load(table(file, [age], { images })))).toEqual([
      ['p/7-l.jpg', 'r/7.png', 3],
      ['p/8-l.jpg', '8.png', 4],
    ]);
  });
});

describe('rows that cannot be used', () => {
  const good = Array.from(
    { length: 300 },
    (_, index) => `p/${index}.jpg,${index},${index % 2 === 0 ? 'male' : 'female'}`,
  );

  test('are left out, counted and shown with their numbers', async () => {
    const bad = ['x.jpg,1', 'y.jpg,one,male', 'z.jpg,2,mal', ',3,male', 'w.jpg,,female', 'v.jpg,1,male,more'];
    const file = written('faces.csv', ['path,age,sex', ...good, ...bad].join('\n'));
    const dataset = await load(table(file, [age, sex]));
    expect(dataset.splits.train.length).toBe(good.length);
    expect(said(dataset.findings).map((text) => text.replaceAll(file, 'faces.csv'))).toEqual([
      'NET5201 2 rows of faces.csv have another number of cells than the first; row 302: 2 cells where 3 are named, row 307: 4 cells where 3 are named',
      'NET5201 1 row of faces.csv has no number in age; row 303: one',
      'NET5201 1 row of faces.csv has an unknown class in sex; row 304: mal',
      'NET5201 1 row of faces.csv names no photo in face; row 305',
      'NET5201 1 row of faces.csv has nothing in age; row 306',
    ]);
    expect(dataset.findings[2]?.hint).toContain('Did you mean male?');
  });

  test('lines that are no JSON', async () => {
    const lines = good.map((_, index) => `{"path":"${index}","age":${index}}`);
    const dataset = await load(table(written('t.jsonl', [...lines, '{"path":', '[1]'].join('\n')), [age]));
    expect(said(dataset.findings)).toEqual([
      expect.stringMatching(/2 rows of .* are no JSON objects; row 301: \{"path":, row 302/),
    ]);
  });

  test.each([
    [
      'too many of them',
      ['path,age', ...Array.from({ length: 50 }, (_, index) => (index < 10 ? 'p,x' : 'p,1'))],
      /NET5202 Of 50 rows, 10 rows of .* have no number in age; row 2: x/,
    ],
    ['all of them', ['path,age', 'a,b'], /NET5202 Of 1 row, 1 row of .* has no number in age; row 2: b/],
    ['none at all', ['path,age'], /NET5205 .* has no rows/],
    ['an empty file', [''], /NET5014 .* has no column path|NET5205/],
    ['a column that is not there', ['path,agee', 'a,1'], /NET5014 .* has no column age; path, agee/],
    [
      'a path that leads out',
      ['path,age', 'a,1', 'b/../../c,1'],
      /NET5203 Row 3 of .* names a photo outside its folder: b\/\.\.\/\.\.\/c/,
    ],
    ['an absolute path', ['path,age', '/etc/passwd,1'], /NET5203 Row 2/],
    ['a path of another drive', ['path,age', 'C:\\photos\\a.jpg,1'], /NET5203 Row 2/],
    ['a path with backslashes that leads out', ['path,age', '..\\a.jpg,1'], /NET5203 Row 2/],
    [
      'a quote that is not closed',
      ['path,age', '"a,1', 'b,2'],
      /NET5204 .* cannot be read: Quote Not Closed/,
    ],
  ])('%s', async (_, lines, message) => {
    expect(await refused(table(written('t.csv', lines.join('\n')), [age]))).toMatch(message);
  });

  test.each(
    parquetFiles.flatMap(({ name, base64 }) =>
      [0.25, 0.5, 0.75].map((share) => [name, share, Buffer.from(base64, 'base64')] as const),
    ),
  )('%s with damage at %d of it is read or refused, in words', async (_, share, whole) => {
    const bytes = Buffer.from(whole);
    const from = Math.floor(bytes.length * share);
    bytes.fill(0xa5, from, from + 24);
    const loaded: unknown = await load(table(written('t.parquet', bytes), [age])).catch(
      (thrown: unknown) => thrown,
    );
    if (loaded instanceof Error) expect(loaded).toBeInstanceOf(Problem);
  });

  test('a file that is none of its format, and one that is not there', async () => {
    expect(await refused(table(written('t.parquet', 'path,age\na,1'), [age]))).toMatch(/NET5204 .*parquet/);
    expect(await refused(table('/nowhere/t.csv', [age]))).toMatch(/NET5015 There is no file/);
    expect(await refused(table(dirname(written('t.csv/x', '')), [age]))).toMatch(/NET5204 .* EISDIR/);
  });

  test.each([
    ['a workbook', Buffer.from('PK\u0003\u0004path,age'), 'an archive, such as a workbook'],
    ['UTF-16', Buffer.from('\uFEFFpath,age\na,1', 'utf16le'), 'not text in UTF-8'],
  ])('%s is told before a run', async (_, content, reason) => {
    const dataset = table(written('t.csv', content), [age]);
    expect(await refused(dataset)).toMatch(new RegExp(`NET5204 .*${reason}`));
    expect((await dataFacts(dataset, '/')).broken).toContain(reason);
  });
});

test('a class that no row to train on has is named', async () => {
  const kind = labelOf('kind', 'class', { columns: ['kind'], classes: ['cat', 'cow', 'dog', 'hen'] });
  const lines = (...kinds: readonly string[]): string =>
    ['path,kind', ...kinds.map((each, row) => `${row}.jpg,${each}`)].join('\n');
  expect(
    said((await load(table(written('t.csv', lines('cat', 'cow', 'dog', 'hen')), [kind]))).findings),
  ).toEqual([]);
  expect(said((await load(table(written('t.csv', lines('cat', 'dog', 'dog')), [kind]))).findings)).toEqual([
    'NET5206 No photo to train on is cow or hen in kind; ',
  ]);
});

test('the checker is told of columns without a look at the rows', async () => {
  const broken = written('t.csv', 'path,age\n"');
  expect(await dataFacts(table(broken, [age]), '/')).toEqual({
    exists: true,
    splits: {},
    columns: ['path', 'age'],
  });
  expect(await dataFacts(table('/nowhere.csv', [age]), '/')).toEqual({ exists: false, splits: {} });
});

describe('division', () => {
  const people = Array.from({ length: 900 }, (_, index) => ({
    path: `p/${index}.jpg`,
    sex: index % 3 === 0 ? 'male' : 'female',
    person: `person ${Math.floor(index / (1 + (index % 5)))}`,
  }));
  const text = [
    'path,sex,person',
    ...people.map(({ path, sex: kind, person }) => `${path},${kind},${person}`),
  ].join('\n');
  const divided = (split: Split, seed = 1, content = text): Promise<Dataset> =>
    load(table(written('t.csv', content), [sex], { split }), seed);
  const fractions = { kind: 'fractions', train: 0.8, validation: 0.1, test: 0.1 } as const;
  const files = (dataset: Dataset, split: SplitName): readonly unknown[] =>
    rows(dataset, split).map(([file]) => file);

  test('is stratified, and another with another seed', async () => {
    const [one, again, other] = [
      await divided(fractions),
      await divided(fractions),
      await divided(fractions, 2),
    ];
    const men = (split: SplitName): number => rows(one, split).filter(([, kind]) => kind === 1).length;
    expect([one.splits.train.length, one.splits.validation.length, one.splits.test.length]).toEqual([
      720, 90, 90,
    ]);
    expect([men('train'), men('validation'), men('test')]).toEqual([240, 30, 30]);
    expect(dataFingerprint(again)).toBe(dataFingerprint(one));
    expect(files(other, 'test')).not.toEqual(files(one, 'test'));
  });

  test('counts take what they say', async () => {
    const { splits } = await divided({ kind: 'counts', train: 500, validation: 50, test: 60 });
    expect([splits.train.length, splits.validation.length, splits.test.length]).toEqual([500, 50, 60]);
  });

  test('a row that does not say what it belongs together with is left out, and named', async () => {
    const lines = Array.from({ length: 40 }, (_, row) => `${row}.jpg,1,${row === 7 ? '' : row % 5}`);
    const dataset = await load(
      table(written('t.csv', ['path,age,person', ...lines].join('\n')), [age], {
        split: { ...fractions, by: 'person' },
      }),
    );
    expect(SPLITS.flatMap((split) => files(dataset, split))).toHaveLength(39);
    expect(said(dataset.findings)[0]).toMatch(/NET5201 1 row of .* says nothing in person, .*; row 9$/);
  });

  test('counts want no more than there is, rows that are left out counted', async () => {
    const file = written('three.csv', 'path,age\na.jpg,1\nb.jpg,2\nc.jpg,three');
    const counts = (train: number): Split => ({ kind: 'counts', train, validation: 1, test: 1 });
    expect((await load(table(file, [age], { split: counts(1) }))).splits.validation.length).toBe(1);
    expect(await refused(table(file, [age], { split: counts(2) }))).toContain(
      'NET5107 The split wants 4 rows',
    );
  });

  test.each([fractions, { kind: 'counts', train: 400, validation: 100, test: 100 } as const])(
    'groups stay together: $kind',
    async (split) => {
      const dataset = await divided({ ...split, by: 'person' });
      const personOf = new Map(people.map(({ path, person }) => [path, person]));
      const sets = (['train', 'validation', 'test'] as const).map(
        (name) => new Set(files(dataset, name).map((file) => personOf.get(String(file)))),
      );
      const [train, validation, test] = sets;
      for (const person of validation ?? []) expect(train?.has(person) || test?.has(person)).toBe(false);
      for (const person of test ?? []) expect(train?.has(person)).toBe(false);
      expect(dataset.groups?.()).toMatchObject({
        by: 'person',
        groups: { train: train?.size, validation: validation?.size, test: test?.size },
      });
      const scale = split.kind === 'fractions' ? people.length : 1;
      for (const name of ['train', 'validation', 'test'] as const)
        expect(Math.abs(dataset.splits[name].length - split[name] * scale)).toBeLessThanOrEqual(10);
    },
  );

  test.each([undefined, 'person'])(
    'by hash rows stay where they are when others come (by: %s)',
    async (by) => {
      const split = { kind: 'hash', train: 0.8, validation: 0.1, test: 0.1, by } as const;
      const [header = '', ...lines] = text.split('\n');
      const before = await divided(split, 1, [header, ...lines.slice(0, 600)].join('\n'));
      const after = await divided(split, 1, [header, ...lines.toReversed()].join('\n'));
      for (const name of ['train', 'validation', 'test'] as const) {
        expect(files(after, name)).toEqual(expect.arrayContaining([...files(before, name)]));
        expect(Math.abs(after.splits[name].length - 900 * split[name])).toBeLessThan(60);
      }
    },
  );

  test('differs in its fingerprint when the table does', async () => {
    const other = await divided(fractions, 1, text.replace('female', 'male'));
    expect(dataFingerprint(other)).not.toBe(dataFingerprint(await divided(fractions)));
  });
});
