import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeWeightFiles } from '../../../support/judge-weight-files.ts';
import { encodeSafetensors } from '../../../../src/runtime/weights/safetensors.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/weights', import.meta.url));
const hostile = fileURLToPath(new URL('../../../fixtures/hostile', import.meta.url));

/** Above what Node itself has, and far below what these files claim. */
const memoryBound = 250e6;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netc-hostile-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function written(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** What is said of each file, in one process under a memory bound. */
async function judged(paths: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const { outcomes, peak } = await judgeWeightFiles(paths);
  expect(outcomes.map(({ path }) => path)).toEqual(paths);
  expect(peak).toBeLessThan(memoryBound);
  for (const { text, path } of outcomes) {
    expect(text, path).not.toMatch(/[\n\u001B]/);
    expect(text.length, path).toBeLessThan(path.length + 400);
  }
  return outcomes.map(({ code, text }) => [code, text]);
}

const codes = async (paths: readonly string[]): Promise<readonly string[]> =>
  (await judged(paths)).map(([code]) => code);

function safetensors(header: unknown, data = new Uint8Array(0), claimed?: bigint): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimed ?? BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

const tensor = (shape: readonly number[], start: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

describe('safetensors that lie', () => {
  it.each([
    ['a header of 4 GB', safetensors('{}', undefined, 4n << 30n), 'NET7200'],
    ['a header of 2⁶⁴ bytes', safetensors('{}', undefined, (1n << 64n) - 1n), 'NET7201'],
    [
      'overlapping arrays',
      safetensors({ a: tensor([2], 0, 8), b: tensor([2], 4, 12) }, new Uint8Array(12)),
      'NET7200',
    ],
    [
      'a hole between arrays',
      safetensors({ a: tensor([1], 0, 4), b: tensor([1], 8, 12) }, new Uint8Array(12)),
      'NET7200',
    ],
    ['offsets beyond the file', safetensors({ a: tensor([1 << 30], 0, 4 * (1 << 30)) }), 'NET7200'],
    ['offsets beyond all files', safetensors({ a: tensor([2 ** 40, 2 ** 40], 0, 2 ** 53) }), 'NET7200'],
    ['a beginning behind the end', safetensors({ a: tensor([1], 4, 0) }, new Uint8Array(4)), 'NET7200'],
    ['negative sizes', safetensors({ a: tensor([-1, -1], 0, 4) }, new Uint8Array(4)), 'NET7200'],
    [
      'sizes that are no numbers',
      safetensors('{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}', new Uint8Array(4)),
      'NET7200',
    ],
    ['an unknown dtype', safetensors({ a: tensor([1], 0, 4, 'F33') }, new Uint8Array(4)), 'NET7200'],
    [
      'an array twice',
      safetensors(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
        new Uint8Array(8),
      ),
      'NET7200',
    ],
    ['bytes after the last array', safetensors({ a: tensor([1], 0, 4) }, new Uint8Array(5)), 'NET7200'],
    ['a header that is a list', safetensors([1]), 'NET7201'],
    [
      'a header that is nested very deep',
      safetensors(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      'NET7200',
    ],
    [
      'names that move the cursor',
      safetensors({ '\u001B[2J\u001B]0;x\u0007': tensor([1], 0, 4) }, new Uint8Array(4)),
      'NET7200',
    ],
    [
      'names of a megabyte',
      safetensors({ ['n'.repeat(1 << 20)]: tensor([1], 0, 8) }, new Uint8Array(8)),
      'NET7200',
    ],
    [
      'whole numbers in the place of weights',
      safetensors({ a: tensor([1], 0, 8, 'I64') }, new Uint8Array(8)),
      'NET7203',
    ],
  ])('are refused: %s', async (_, content, code) => {
    expect(await codes([written('a.safetensors', content)])).toEqual([code]);
  });
});

describe('zips that lie', () => {
  const config = JSON.stringify({ class_name: 'Functional', config: { layers: [] } });
  const weights = readFileSync(join(fixtures, 'nested.weights.h5'));
  const zip = (files: Record<string, Uint8Array | string>, level: 0 | 9 = 0): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          typeof content === 'string' ? Buffer.from(content) : content,
        ]),
      ),
      { level },
    );

  it.each(['../model.weights.h5', '/etc/model.weights.h5', 'a/../../b', 'C:\\weights.h5', '..\\b'])(
    'are refused: a member called %s',
    async (name) => {
      const file = zip({ 'config.json': config, 'model.weights.h5': weights, [name]: 'x' });
      expect(await codes([written('a.keras', file)])).toEqual(['NET7204']);
      expect(readdirSync(folder)).toEqual(['a.keras']);
    },
  );

  it('are refused: a description that unpacks to 300 MB', async () => {
    const bomb = zip({ 'config.json': new Uint8Array(300e6), 'model.weights.h5': weights }, 9);
    expect(bomb.length).toBeLessThan(1e6);
    expect(await codes([written('a.keras', bomb)])).toEqual(['NET7200']);
  });

  it('are refused: a description that unpacks to more than it says', async () => {
    const bomb = Buffer.from(zip({ 'config.json': new Uint8Array(300e6), 'model.weights.h5': weights }, 9));
    // The unpacked size in the directory, 24 bytes behind its signature.
    bomb.writeUInt32LE(100, bomb.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
    const [[code, text] = ['', '']] = await judged([written('a.keras', bomb)]);
    expect(code).toBe('NET7200');
    expect(text).toContain('inflates beyond its size');
  });

  it('are refused: weights that unpack to anything at all', async () => {
    const bomb = zip({ 'config.json': config, 'model.weights.h5': new Uint8Array(300e6) }, 9);
    expect(await codes([written('a.keras', bomb)])).toEqual(['NET7205']);
  });
});

describe('HDF5 that lies', () => {
  it.each([
    ['external-link.h5', 'NET7204'],
    ['external-data.h5', 'NET7204'],
    ['virtual.h5', 'NET7205'],
    ['soft-link.h5', 'NET7205'],
    ['cycle.h5', 'NET7200'],
    ['bomb.h5', 'NET7200'],
    ['claims.h5', 'NET7200'],
    ['unwritten.h5', 'NET7200'],
  ])('is refused: %s', async (name, code) => {
    expect(await codes([join(hostile, name)])).toEqual([code]);
  });

  it('is all in the folder', () => {
    expect(readdirSync(hostile)).toHaveLength(8);
  });
});

describe('other files', () => {
  it('with program code are read, and the code is left alone', async () => {
    const found = await judged([join(fixtures, 'lambda.keras')]);
    expect(found).toMatchObject([['read', expect.stringContaining('NET7208') as unknown]]);
  });

  it('of PyTorch are refused with the way to safetensors', async () => {
    const zip = zipSync({
      'archive/data.pkl': Buffer.from([0x80, 2, 0x2e]),
      'archive/version': Buffer.from('3'),
    });
    const pickle = Buffer.from([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46]);
    const found = await judged([written('a.pt', zip), written('b.pth', pickle)]);
    expect(found.map(([code]) => code)).toEqual(['NET7202', 'NET7202']);
    expect(found[0]?.[1]).toContain('a pickle of PyTorch');
  });

  it('are told from safetensors whose header is so long that they begin alike', async () => {
    const named = (padding: number): Buffer =>
      Buffer.concat(
        encodeSafetensors({
          tensors: [{ name: 'a/kernel', shape: [1], data: Float32Array.of(1) }],
          metadata: { padding: 'x'.repeat(padding) },
        }),
      );
    const lengths = Array.from({ length: 1500 }, (_, padding) => named(padding));
    const alike = lengths.filter((file) => file[0] === 0x80 && (file[1] ?? 0) >= 2 && (file[1] ?? 0) <= 5);
    expect(alike.length).toBeGreaterThan(8);
    const found = await judged([written('alike.safetensors', alike[0] ?? Buffer.alloc(0))]);
    expect(found.map(([code]) => code)).toEqual(['read']);
  });

  it('of TensorFlow.js that name a file outside of their folder are refused', async () => {
    const model = (paths: readonly string[]): string =>
      JSON.stringify({
        format: 'layers-model',
        modelTopology: {},
        weightsManifest: [{ paths, weights: [{ name: 'a/kernel', shape: [1], dtype: 'float32' }] }],
      });
    const paths = ['../secret.bin', '/etc/passwd', 'http://127.0.0.1/x', 'a/../../b'].map((path, index) =>
      written(`${index}/model.json`, model([path])),
    );
    for (const [code] of await judged(paths)) expect(['NET7204', 'NET7010']).toContain(code);
  });

  it('that are cut off anywhere are refused, or have all that they describe', async () => {
    const paths: string[] = [];
    for (const name of readdirSync(fixtures)) {
      if (statSync(join(fixtures, name)).isDirectory()) continue;
      const content = readFileSync(join(fixtures, name));
      for (let part = 0; part < 12; part++)
        paths.push(written(`${part}-${name}`, content.subarray(0, Math.floor((content.length * part) / 12))));
    }
    const found = await judged(paths);
    expect(found.length).toBeGreaterThan(100);
    for (const [code] of found) expect(['NET7200', 'NET7201', 'NET7205']).toContain(code);
  });

  it('whose parts are cut off or missing are refused', async () => {
    const paths: string[] = [];
    for (const [name, part] of [
      ['tfjs-layers', 'group1-shard2of3.bin'],
      ['savedmodel-keras3', 'variables/variables.data-00000-of-00001'],
      ['savedmodel-keras3', 'variables/variables.index'],
    ] as const)
      for (const left of [0, 20, undefined]) {
        const copy = join(folder, `${paths.length}-${name}`);
        cpSync(join(fixtures, name), copy, { recursive: true });
        const file = join(copy, part);
        if (left === undefined) rmSync(file);
        else writeFileSync(file, readFileSync(file).subarray(0, left));
        paths.push(copy);
      }
    const found = await judged(paths);
    for (const [index, [code]] of found.entries())
      expect(['NET7200', 'NET7010'], paths[index]).toContain(code);
  });
});
