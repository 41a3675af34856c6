import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { drawPhotos, netc, tiny, workplace } from './netc.ts';

const example = fileURLToPath(new URL('../../examples/small_convnet.net', import.meta.url));

interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string | null;
  readonly range: { readonly start: { readonly line: number; readonly column: number } } | null;
  readonly fixes: readonly unknown[];
}

const errorsIn = (out: string): readonly JsonDiagnostic[] =>
  (JSON.parse(out) as { diagnostics: JsonDiagnostic[] }).diagnostics.filter(
    ({ severity }) => severity === 'error',
  );

describe('netc check', () => {
  it('finds nothing wrong with the example', async () => {
    const folder = workplace();
    copyFileSync(example, join(folder, 'small_convnet.net'));
    const { code, out, err } = await netc(folder, ['check', 'small_convnet.net']);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'small_convnet.net: no problems; data/pets is not there to be looked at\n',
    });
    expect(err).toBe('');
    for (const split of ['train', 'validation', 'test'])
      for (const name of ['cat', 'dog']) {
        mkdirSync(join(folder, 'data/pets', split, name), { recursive: true });
        writeFileSync(join(folder, 'data/pets', split, name, '1.jpg'), '');
      }
    const seen = await netc(folder, ['check', 'small_convnet.net']);
    expect(seen.out + seen.err).not.toContain('not there');
  });

  it.each([
    ['a typo in a layer name', 'conv(4, 3, relu)', 'covn(4, 3, relu)', 'NET2', 'conv'],
    ['a kernel larger than its input', 'conv(4, 3, relu)', 'conv(4, 13, relu)', 'NET3', '13'],
    ['a dense layer on an image', '-> flatten ', '', 'NET3', 'flatten'],
    ['two sigmoid units for two classes', 'dense(1, sigmoid)', 'dense(2, sigmoid)', 'NET4', 'sigmoid'],
  ])('points at %s', async (_, right, wrong, family, word) => {
    const folder = workplace({ 'tiny.net': tiny.replace(right, wrong) });
    await drawPhotos(folder);
    const { code, out } = await netc(folder, ['check', 'tiny.net', '--format', 'json']);
    expect(code).toBe(1);
    const [first, ...more] = errorsIn(out);
    expect(more).toEqual([]);
    expect(first?.code.slice(0, 4)).toBe(family);
    expect(first?.file).toBe('tiny.net');
    expect(first?.range?.start.line).toBe(9);
    const text = await netc(folder, ['check', 'tiny.net']);
    expect(text.code).toBe(1);
    expect(text.err).toContain('tiny.net:9:');
    expect(text.err).toContain(word);
  });

  it('knows a Pajek file when it sees one', async () => {
    const folder = workplace({ 'graph.net': '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Edges\n1 2\n2 3\n' });
    const { code, err } = await netc(folder, ['check', 'graph.net']);
    expect(code).toBe(1);
    expect(err).toContain('Pajek');
  });

  it('prints for code scanning and for workflows', async () => {
    const folder = workplace({ 'tiny.net': tiny.replace('conv(4', 'covn(4') });
    const sarif = await netc(folder, ['check', 'tiny.net', '--format', 'sarif']);
    expect((JSON.parse(sarif.out) as { version: string }).version).toBe('2.1.0');
    const github = await netc(folder, ['check', 'tiny.net', '--format', 'github']);
    expect(github.out).toMatch(/^::error file=tiny\.net,line=9/);
    expect([sarif.code, github.code]).toEqual([1, 1]);
  });

  it('needs no photos, and looks at them where they are', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    expect((await netc(folder, ['check', 'tiny.net'])).code).toBe(0);
    await drawPhotos(folder);
    for (const split of ['train', 'validation', 'test']) {
      rmSync(join(folder, 'photos', split, 'light'), { recursive: true });
      mkdirSync(join(folder, 'photos', split, 'light'));
    }
    const { code, err } = await netc(folder, ['check', 'tiny.net']);
    expect(code).toBe(1);
    expect(err).toContain('NET5');
    expect(err).toContain('light');
  });

  it('takes other values of params', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    const given = await netc(folder, ['check', 'tiny.net', '--set', 'epoch=3']);
    expect(given.code).toBe(1);
    expect(given.err).toContain('epochs');
  });

  it('reads what a file imports beside it', async () => {
    const folder = workplace({
      'blocks/pair.net': 'block Pair(channels: int) = conv(channels, 3, relu) -> maxpool(2)\n',
      'nets/tiny.net': `import { Pair } from "../blocks/pair"\n\n${tiny.replace('conv(4, 3, relu) -> maxpool(2)', 'Pair(4)')}`,
    });
    const { code, out, err } = await netc(folder, ['check', join('nets', 'tiny.net')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('no problems');
    writeFileSync(join(folder, 'blocks/pair.net'), 'block Pair(channels: int) = cnv(channels, 3)\n');
    const broken = await netc(folder, ['check', join('nets', 'tiny.net')]);
    expect(broken.code).toBe(1);
    expect(broken.err).toContain(join('blocks', 'pair.net'));
  });
});

describe('netc summary and build', () => {
  it('agrees with Keras about the example', async () => {
    const { code, out } = await netc(workplace({ 'x.net': readFileSync(example, 'utf8') }), [
      'summary',
      'x.net',
      '--json',
    ]);
    expect(code).toBe(0);
    const layers: readonly (readonly [string, string, readonly number[], number])[] = [
      ['kind.conv1', 'conv', [148, 148, 32], 896],
      ['kind.maxpool1', 'maxpool', [74, 74, 32], 0],
      ['kind.conv2', 'conv', [72, 72, 64], 18496],
      ['kind.maxpool2', 'maxpool', [36, 36, 64], 0],
      ['kind.conv3', 'conv', [34, 34, 128], 73856],
      ['kind.maxpool3', 'maxpool', [17, 17, 128], 0],
      ['kind.conv4', 'conv', [15, 15, 128], 147584],
      ['kind.maxpool4', 'maxpool', [7, 7, 128], 0],
      ['kind.flatten1', 'flatten', [6272], 0],
      ['kind.dropout1', 'dropout', [6272], 0],
      ['kind.dense1', 'dense', [512], 3211776],
      ['kind.dense2', 'dense', [1], 513],
    ];
    expect(JSON.parse(out)).toMatchObject({
      models: {
        SmallConvNet: {
          params: 3453121,
          trainable: 3453121,
          nonTrainable: 0,
          layers: layers.map(([path, kind, output, params]) => ({ path, kind, output, params })),
        },
      },
      trains: { small: { phases: [{ name: 'small', trainable: 3453121, frozen: 0 }] } },
    });
  });

  it('shows layers as a table', async () => {
    const { out } = await netc(workplace({ 'tiny.net': tiny }), ['summary', 'tiny.net']);
    expect(out).toMatch(/kind\.conv1 +conv +\[10, 10, 4\] +112 +22\.4 k +1\.60 kB +photo/);
    expect(out).toContain('213 parameters');
  });

  it('shows every stage of the compiler', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    const stages = await Promise.all(
      ['ast', 'typed', 'program'].map((stage) => netc(folder, ['build', 'tiny.net', '--emit', stage])),
    );
    for (const { code, out } of stages) {
      expect(code).toBe(0);
      expect(typeof JSON.parse(out)).toBe('object');
    }
    const ir = await netc(folder, ['build', 'tiny.net']);
    expect(ir.out).toContain('conv2d');
    const one = await netc(folder, ['build', 'tiny.net', '--graph', 'predict', '--after', 'lower']);
    expect(one.out).toMatch(/^graph predict/);
    const wrong = await netc(folder, ['build', 'tiny.net', '--graph', 'train/7']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('train/0');
  });

  it('builds every train of a file, or the one that is named', async () => {
    const other = tiny.slice(tiny.indexOf('train tiny')).replace('train tiny', 'train other');
    const folder = workplace({ 'two.net': `${tiny}\n${other}` });
    const both = await netc(folder, ['build', 'two.net']);
    expect({ code: both.code, programs: both.out.match(/^program \w+/gm) }).toEqual({
      code: 0,
      programs: ['program tiny', 'program other'],
    });
    const { out } = await netc(folder, ['build', 'two.net', '--train', 'other']);
    expect(out.match(/^program \w+/gm)).toEqual(['program other']);
  });

  it('writes a SavedModel', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    const { code } = await netc(folder, ['build', 'tiny.net', '--emit', 'savedmodel', '--out', 'model']);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'model/saved_model.pb')).length).toBeGreaterThan(1000);
    expect((await netc(folder, ['build', 'tiny.net', '--emit', 'savedmodel'])).code).toBe(2);
  });
});
