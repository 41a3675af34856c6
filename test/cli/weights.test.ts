import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeWeightFile } from '../support/weights.ts';
import { netc, workplace } from './netc.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/weights/${name}`, import.meta.url));

const program = `const keras_names = [["conv{n}", "c{n}"]]
const torch_names = [["conv{n}", "features.{n}"]]

block Base(weights = none) = conv(4, 3, relu) -> conv(4, 3, relu)

model Tiny(photo: [12, 12, 3]) {
  base = photo -> Base(weights: "somewhere/else.h5")
  output kind = base -> global_avgpool -> dense(2)
}

model Plain(photo: [12, 12, 3]) {
  output kind = photo -> conv(4, 3) -> global_avgpool -> dense(2)
}
`;

const shapes = { 'c1/kernel': [3, 3, 3, 4], 'c1/bias': [4], 'c2/kernel': [3, 3, 4, 4], 'c2/bias': [4] };

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('netc weights inspect', () => {
  it('lists the arrays of a file, with names, shapes and dtypes', async () => {
    const { code, out, err } = await netc(workplace(), ['weights', 'inspect', fixture('torch.safetensors')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('safetensors, with names as PyTorch gives them');
    const rows = out.split('\n').filter((line) => / {2}(F|I|BF|U|BOOL)\d*$/.test(line));
    const listed = /(\d+) arrays in (\d+) layers/.exec(out);
    expect(rows).toHaveLength(Number(listed?.[1]));
    expect(rows.length).toBeGreaterThan(5);
  });

  it('says the same as JSON, with what is odd about the file', async () => {
    const { code, out } = await netc(workplace(), ['weights', 'inspect', fixture('lambda.keras'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      format: 'keras',
      convention: 'keras',
      bytes: readFileSync(fixture('lambda.keras')).length,
      tensors: expect.arrayContaining([
        { name: 'first/kernel', layer: 'first', part: 'kernel', shape: [4, 2], dtype: 'float32' },
      ]) as unknown,
      notes: [{ code: 'NET7208', severity: 'warning' }],
    });
  });

  it.each(['savedmodel-keras3', 'tfjs-layers', 'keras2-weights.h5', 'nested.weights.h5'])(
    'reads %s as well',
    async (name) => {
      const { code, out } = await netc(workplace(), ['weights', 'inspect', fixture(name)]);
      expect(code).toBe(0);
      expect(out).toMatch(/[1-9]\d* arrays in [1-9]\d* layers?, [1-9][\d,]* numbers/);
    },
  );

  it('says of a file that is none what it is', async () => {
    const folder = workplace({ 'page.h5': '<!doctype html>' });
    const { code, err } = await netc(folder, ['weights', 'inspect', 'page.h5']);
    expect(code).toBe(2);
    expect(err).toContain('NET7201');
    expect(err).toContain('a web page');
    expect((await netc(folder, ['weights', 'inspect', 'nothing.h5'])).err).toContain('NET7010');
  });
});

describe('netc weights match', () => {
  it('holds a file beside what the program begins with, wherever that says it is', async () => {
    const folder = workplace({ 'tiny.net': program });
    writeWeightFile(join(folder, 'a.safetensors'), { ...shapes, 'top/kernel': [4, 9] });
    const words = ['weights', 'match', 'a.safetensors', 'tiny.net:Tiny'];
    const { code, out } = await netc(folder, words);
    expect(code).toBe(0);
    expect(plain(out)).toContain('base.conv2/kernel [3, 3, 4, 4] c2/kernel [3, 3, 4, 4] fits');
    expect(out).toContain('Of the file not needed: top');
    expect(out).toContain('It fits: 4 of 4 arrays, matched by a table of names');
    const json = JSON.parse((await netc(folder, [...words, '--json'])).out) as unknown;
    expect(json).toMatchObject({
      comparisons: [
        {
          ...{ model: 'Tiny', path: 'base', block: 'Base', fits: true, wanted: 4, matched: 4 },
          leftOut: [{ layer: 'top', tensors: ['top/kernel'] }],
        },
      ],
    });
  });

  it('says what is turned round, as kernels of PyTorch are', async () => {
    const folder = workplace({ 'tiny.net': program });
    writeWeightFile(join(folder, 'a.safetensors'), {
      'features.1.weight': [4, 3, 3, 3],
      'features.1.bias': [4],
      'features.2.weight': [4, 4, 3, 3],
      'features.2.bias': [4],
    });
    const { code, out } = await netc(folder, ['weights', 'match', 'a.safetensors', 'tiny.net:Tiny']);
    expect(code).toBe(0);
    expect(plain(out)).toContain(
      'base.conv1/kernel [3, 3, 3, 4] features.1.weight [4, 3, 3, 3] fits, axes turned',
    );
  });

  it('ends with 1 where something is missing, has another shape, or belongs to no layer', async () => {
    const folder = workplace({ 'tiny.net': program });
    writeWeightFile(join(folder, 'a.safetensors'), {
      'c1/kernel': [5, 5, 3, 4],
      'c1/bias': [4],
      'c1/scale': [4],
      'c2/kernel': [3, 3, 4, 4],
    });
    const { code, out } = await netc(folder, ['weights', 'match', 'a.safetensors', 'tiny.net:Tiny']);
    expect(code).toBe(1);
    expect(plain(out)).toContain('base.conv1/kernel [3, 3, 3, 4] c1/kernel [5, 5, 3, 4] another shape');
    expect(plain(out)).toContain('base.conv2/bias [4] not in the file');
    expect(plain(out)).toContain('c1/scale [4] not in the network');
    expect(out).toContain('It does not fit: 2 of 4 arrays match');
  });

  it('takes every model where none is named, and a whole one of which no part begins with weights', async () => {
    const folder = workplace({ 'tiny.net': program });
    writeWeightFile(join(folder, 'a.safetensors'), {
      'kind.conv1/kernel': [3, 3, 3, 4],
      'kind.conv1/bias': [4],
      'kind.dense1/kernel': [4, 2],
      'kind.dense1/bias': [2],
    });
    const one = await netc(folder, ['weights', 'match', 'a.safetensors', 'tiny.net:Plain']);
    expect(one.code).toBe(0);
    expect(one.out).toContain('It fits: 4 of 4 arrays, matched by paths');
    const { code, out } = await netc(folder, ['weights', 'match', 'a.safetensors', 'tiny.net']);
    expect(code).toBe(1);
    expect(out).toContain('for Base at base of Tiny');
    expect(out).toContain('for Plain');
  });

  it('says which models there are, and what is wrong with a program', async () => {
    const folder = workplace({ 'tiny.net': program, 'bad.net': 'model Bad(' });
    writeWeightFile(join(folder, 'a.safetensors'), shapes);
    const other = await netc(folder, ['weights', 'match', 'a.safetensors', 'tiny.net:Tinny']);
    expect(other.code).toBe(2);
    expect(other.err).toContain('Did you mean Tiny?');
    const bad = await netc(folder, ['weights', 'match', 'a.safetensors', 'bad.net']);
    expect(bad.code).toBe(1);
    expect(bad.err).toMatch(/NET1\d\d\d/);
  });

  it('says how it is written', async () => {
    const { code, err } = await netc(workplace(), ['weights', 'match', 'a.safetensors']);
    expect(code).toBe(2);
    expect(err).toContain('netc weights match FILE PROGRAM.net');
  });
});

describe('netc weights add', () => {
  const kept = (folder: string): readonly string[] => {
    const cache = join(folder, '.cache/netc/weights/imagenet');
    return existsSync(cache) ? readdirSync(cache) : [];
  };

  it('keeps a copy of what is published, and lists it', async () => {
    const folder = workplace();
    const file = join(folder, 'mobilenet_1_0_224_tf.h5');
    copyFileSync(fixture('keras2-weights.h5'), file);
    const { code, out } = await netc(folder, ['weights', 'add', 'imagenet/mobilenet', file]);
    expect(code).toBe(0);
    expect(out).toContain('Added imagenet/mobilenet, with its top');
    expect(kept(folder)).toEqual(['mobilenet_1_0_224_tf.h5']);
    const list = JSON.parse((await netc(folder, ['weights', 'list', '--json'])).out) as {
      readonly files: readonly { readonly file: string; readonly bytes?: number }[];
    };
    expect(list.files.filter(({ bytes }) => bytes !== undefined)).toMatchObject([
      { file: 'mobilenet_1_0_224_tf.h5', bytes: readFileSync(file).length },
    ]);
    const table = (await netc(folder, ['weights', 'list'])).out;
    expect(plain(table)).toContain('imagenet/mobilenet with mobilenet_1_0_224_tf.h5');
  });

  it('adds nothing that is another file, and says which would be right', async () => {
    const folder = workplace();
    const file = fixture('keras2.h5');
    const { code, err } = await netc(folder, ['weights', 'add', 'imagenet/vgg16', file]);
    expect(code).toBe(2);
    expect(err).toContain('NET7228');
    expect(err).toContain('6d6bbae143d832006294945121d1f1fc');
    const unsigned = await netc(folder, ['weights', 'add', 'imagenet/mobilenet', file]);
    expect(plain(unsigned.err)).toContain('a file called mobilenet_1_0_224_tf.h5');
    const page = workplace({ 'mobilenet_1_0_224_tf.h5': '<html>' });
    const other = await netc(page, ['weights', 'add', 'imagenet/mobilenet', 'mobilenet_1_0_224_tf.h5']);
    expect(other.err).toContain('NET7201');
    expect([...kept(folder), ...kept(page)]).toEqual([]);
  });

  it('knows the names', async () => {
    const { code, err } = await netc(workplace(), ['weights', 'add', 'imagenet/vgg61', fixture('keras2.h5')]);
    expect(code).toBe(2);
    expect(err).toContain('NET7227');
    expect(err).toContain('Did you mean imagenet/vgg16?');
  });
});
