import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SavedModel } from '../../src/codegen/savedmodel/messages.ts';
import { exportRun } from '../../src/runtime/project/export-run.ts';
import { Problem } from '../../src/runtime/problem.ts';
import { openOnDisk } from '../../src/runtime/run-folder/write-whole.ts';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { here } from './here.ts';

const { run } = trainedRun(smallPets);

const names = [
  'kind.batchnorm1/beta',
  'kind.batchnorm1/gamma',
  'kind.batchnorm1/moving_mean',
  'kind.batchnorm1/moving_variance',
  'kind.conv1/bias',
  'kind.conv1/kernel',
  'kind.dense1/bias',
  'kind.dense1/kernel',
  'stem.batchnorm1/beta',
  'stem.batchnorm1/gamma',
  'stem.batchnorm1/moving_mean',
  'stem.batchnorm1/moving_variance',
  'stem.conv1/kernel',
];

/** What stays when batch normalisation is a part of the layers before it. */
const folded = [
  'kind.conv1/bias',
  'kind.conv1/kernel',
  'kind.dense1/bias',
  'kind.dense1/kernel',
  'stem.batchnorm1/beta',
  'stem.conv1/kernel',
];

interface Written {
  readonly variables: readonly { readonly path: string }[];
  readonly [name: string]: unknown;
}

const recordOf = (folder: string): Written =>
  JSON.parse(readFileSync(join(folder, 'netc.json'), 'utf8')) as Written;
const pathsOf = (folder: string): readonly string[] =>
  recordOf(folder)
    .variables.map(({ path }) => path)
    .sort();

async function exported(...words: readonly string[]): Promise<string> {
  const { code, err, out } = await here(['export', run, '--force', ...words]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.slice(0, out.indexOf(' ('));
}

describe('netc export', () => {
  it('says what it wrote, and stands where it is told to', async () => {
    const said = await here(['export', run, '--to', 'safetensors', '--json']);
    expect(JSON.parse(said.out)).toEqual({
      folder: join('exports', '0001-small-safetensors'),
      files: ['model.safetensors', 'README.md', 'netc.json'],
      bytes: expect.any(Number) as unknown,
    });
    const placed = await here(['export', run, '--to', 'savedmodel', '-o', 'deep/inside']);
    expect(placed.out).toMatch(
      /^deep\/inside \([\d.]+ kB\): saved_model.pb, assets.extra\/kind.txt, README.md, netc.json\n$/,
    );
    expect(readdirSync('deep')).toEqual(['inside']);
    expect(readdirSync('deep/inside').sort()).toEqual(
      ['README.md', 'assets.extra', 'netc.json', 'saved_model.pb'].sort(),
    );
  });

  it('holds the weights that predictions need by their names, and none of what only training has', async () => {
    for (const target of ['savedmodel', 'keras', 'onnx', 'safetensors'])
      expect(pathsOf(await exported('--to', target))).toEqual(names);
    const folder = await exported('--to', 'safetensors');
    const { tensors } = decodeSafetensors(readFileSync(join(folder, 'model.safetensors')), folder);
    expect(tensors.map(({ name }) => name).sort()).toEqual(names);
    const trained = decodeSafetensors(readFileSync(join(run, 'weights/last.safetensors')), run);
    for (const { name, data } of tensors)
      expect(trained.tensors.find((tensor) => tensor.name === name)?.data, name).toEqual(data);
  });

  it('says classes and preprocessing in the metadata, the record and the text for people', async () => {
    const folder = await exported('--to', 'safetensors');
    const { metadata } = decodeSafetensors(readFileSync(join(folder, 'model.safetensors')), folder);
    expect(metadata).toMatchObject({ format: 'netc', run: '0001-small', model: 'Small', main: 'pets.net' });
    expect(JSON.parse(metadata['sources'] ?? '')).toEqual({ 'pets.net': smallPets });
    const outputs = [{ name: 'kind', shape: [1], kind: 'binary', classes: ['cat', 'dog'], margin: false }];
    expect(JSON.parse(metadata['outputs'] ?? '')).toEqual(outputs);
    const pixels = { pixels: 'caffe', reversed: true, offset: [-103.939, -116.779, -123.68] };
    expect(JSON.parse(metadata['inputs'] ?? '')).toMatchObject([{ name: 'photo', ...pixels }]);
    const record = recordOf(folder);
    expect(record).toMatchObject({ target: 'safetensors', outputs, main: 'pets.net', weights: 'last' });
    for (const target of ['safetensors', 'savedmodel']) {
      const text = readFileSync(join(await exported('--to', target), 'README.md'), 'utf8');
      expect(text).toContain('from the run `0001-small` (last weights)');
      expect(text).toContain('`photo`: photos as float32 `[batch, 24, 28, 3]`');
      expect(text).toContain('pixels: caffe');
      expect(text).toContain('the probability of the second of the classes cat, dog');
      expect(text).not.toContain('aux');
    }
  });

  it('gives TensorFlow a graph without what only training has, and the names of the classes', async () => {
    const folder = await exported('--to', 'savedmodel');
    const [graph] = SavedModel.decode(readFileSync(join(folder, 'saved_model.pb'))).metaGraphs;
    const ops = new Set(graph?.graphDef?.node?.map(({ op }) => op));
    for (const op of ['StatelessRandomUniform', 'VarHandleOp', 'AssignVariableOp', 'Mean'])
      expect(ops.has(op), op).toBe(false);
    expect(ops.has('Conv2D')).toBe(true);
    const { serving_default: predict, classes } = graph?.signatureDef ?? {};
    expect(Object.keys(predict?.inputs ?? {})).toEqual(['photo']);
    expect(Object.keys(predict?.outputs ?? {})).toEqual(['kind']);
    expect(Object.keys(classes?.outputs ?? {})).toEqual(['kind']);
    expect(readFileSync(join(folder, 'assets.extra/kind.txt'), 'utf8')).toBe('cat\ndog\n');
  });

  it('folds batch normalisation into the layers before it', async () => {
    expect(pathsOf(await exported('--to', 'savedmodel', '--fold'))).toEqual(folded);
    expect(recordOf(join('exports', '0001-small-savedmodel'))).toMatchObject({ options: { fold: true } });
  });

  it('stores weights in half or a quarter of the place', async () => {
    const size = async (quantize: string): Promise<number> => {
      const folder = await exported('--to', 'savedmodel', '--quantize', quantize);
      const [graph] = SavedModel.decode(readFileSync(join(folder, 'saved_model.pb'))).metaGraphs;
      const kernel = graph?.graphDef?.node?.filter(({ name }) => name?.includes('kind.dense1/kernel')) ?? [];
      return Math.max(...kernel.map(({ attr }) => attr?.['value']?.tensor?.tensorContent?.length ?? 0));
    };
    const whole = await size('none');
    expect(whole).toBeGreaterThan(1000);
    expect([await size('float16'), await size('uint8')]).toEqual([whole / 2, whole / 4]);
    const halves = await exported('--to', 'safetensors', '--quantize', 'float16');
    expect(readFileSync(join(halves, 'model.safetensors'), 'latin1')).toContain('"dtype":"F16"');
  });

  it.each([
    [['--fold'], 'NET7303', 'its weights have the names of the program'],
    [['--quantize', 'uint8'], 'NET7303', 'of quantized weights it has float16'],
    [['--to', 'keras', '--fold'], 'NET7303', 'batch normalisation learns with it'],
    [['--to', 'keras', '--quantize', 'uint8'], 'NET7303', 'of quantized weights it has float16'],
    [['--quantize', 'int4'], 'NET7032', '"float16", "uint8"'],
    [['--to', 'coreml'], 'NET7032', '"savedmodel"'],
  ])('refuses %j with %s', async (words, code, text) => {
    const target = words.includes('--to') ? [] : ['--to', 'safetensors'];
    rmSync('refused', { recursive: true, force: true });
    const { code: exit, err } = await here(['export', run, '-o', 'refused', ...target, ...words]);
    expect(exit).not.toBe(0);
    expect(err).toContain(code);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(text);
    expect(existsSync('refused')).toBe(false);
  });

  it('replaces an export when it is told to, and never anything else', async () => {
    await exported('--to', 'safetensors', '-o', 'place');
    const again = await here(['export', run, '--to', 'savedmodel', '-o', 'place']);
    expect(again.err).toContain('NET7300');
    expect(again.err).toContain('--force');
    expect(existsSync('place/model.safetensors')).toBe(true);
    await exported('--to', 'savedmodel', '-o', 'place');
    expect(existsSync('place/model.safetensors')).toBe(false);
    expect(existsSync('place/saved_model.pb')).toBe(true);

    mkdirSync('holiday', { recursive: true });
    writeFileSync('holiday/photo.txt', 'dear');
    const other = await here(['export', run, '--to', 'savedmodel', '-o', 'holiday', '--force']);
    expect(other.err).toContain('NET7300');
    expect(readdirSync('holiday')).toEqual(['photo.txt']);
    mkdirSync('empty', { recursive: true });
    expect((await here(['export', run, '--to', 'savedmodel', '-o', 'empty'])).code).toBe(0);
  });

  it('names what is no run, a run without weights, and weights that are damaged', async () => {
    const failing = async (folder: string): Promise<string> => {
      const { code, err } = await here(['export', folder, '--to', 'savedmodel', '-o', 'failed']);
      expect(code).not.toBe(0);
      expect(existsSync('failed')).toBe(false);
      return err;
    };
    expect(await failing('nowhere')).toContain('NET7005');
    expect(await failing('data')).toContain('NET7005');
    cpSync(run, 'unfinished', { recursive: true });
    rmSync('unfinished/weights', { recursive: true });
    const unfinished = await failing('unfinished');
    expect(unfinished).toContain('NET7301');
    expect(unfinished).toContain('--resume');
    cpSync(run, 'damaged', { recursive: true });
    const whole = readFileSync('damaged/weights/last.safetensors');
    writeFileSync('damaged/weights/last.safetensors', whole.subarray(0, whole.length - 9));
    expect(await failing('damaged')).toContain('NET7007');
    rmSync('damaged/weights/last.safetensors');
    expect(await failing('damaged')).toContain('--weights best');
  });

  it('leaves nothing of itself where it cannot write', async () => {
    writeFileSync('a-file', 'here');
    const inside = await here(['export', run, '--to', 'savedmodel', '-o', 'a-file/inside']);
    expect(inside.err).toContain('NET7004');
    const instead = await here(['export', run, '--to', 'savedmodel', '-o', 'a-file', '--force']);
    expect(instead.err).toContain('NET7300');
    expect(readFileSync('a-file', 'utf8')).toBe('here');

    await exported('--to', 'safetensors', '-o', 'full');
    const before = readFileSync('full/netc.json', 'utf8');
    let room = 1;
    const request = {
      workingDirectory: '.',
      run,
      target: 'savedmodel',
      weights: 'last',
      out: 'full',
    } as const;
    const failed: unknown = await exportRun({
      ...request,
      fold: false,
      quantize: 'none',
      force: true,
      openFile: async (path) => ({
        ...(await openOnDisk(path)),
        write: () =>
          room-- > 0
            ? Promise.resolve()
            : Promise.reject(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })),
      }),
    }).catch((error: unknown) => error);
    if (!(failed instanceof Problem)) throw new Error(`expected a Problem, got ${String(failed)}`);
    expect(failed.diagnostics).toMatchObject([{ code: 'NET7003' }]);
    expect(readFileSync('full/netc.json', 'utf8')).toBe(before);
    expect(readdirSync('.').filter((name) => name.startsWith('.full'))).toEqual([]);
  });

  it('tells how the members of an ensemble are exported, one by one', async () => {
    cpSync(run, 'ensemble/members/01-small-1', { recursive: true });
    cpSync(run, 'ensemble/members/02-small-2', { recursive: true });
    const member = { train: 'small', output: 'kind', seed: 0, dataSeed: 0, weight: null };
    const members = [1, 2].map((number) => {
      const name = `small-${number}`;
      return { ...member, name, folder: join('members', `0${number}-${name}`) };
    });
    const record = { format: 1, status: 'done', ensemble: 'pair', vote: 'mean', sample: 'all', members };
    writeFileSync('ensemble/ensemble.json', JSON.stringify(record));
    const { code, err } = await here(['export', 'ensemble', '--to', 'savedmodel']);
    expect(code).not.toBe(0);
    expect(err).toContain('NET7302');
    const commands = [...err.replaceAll(/\s+/g, ' ').matchAll(/`netc (export [^`]+)`/g)].map(
      ([, words = '']) => words.split(' '),
    );
    expect(commands).toHaveLength(2);
    for (const words of commands) expect((await here(words)).code).toBe(0);
    expect(readdirSync('exports').filter((name) => name.includes('small-'))).toEqual(
      expect.arrayContaining(['01-small-1-savedmodel', '02-small-2-savedmodel']),
    );
  });
});
