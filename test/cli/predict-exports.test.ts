import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Quantization } from '../../src/codegen/export/quantize.ts';
import { ModelProto, type Initializer, type Model } from '../../src/codegen/onnx/messages.ts';
import { loadExport } from '../../src/runtime/project/load-export.ts';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { here } from './here.ts';

const { run } = trainedRun(smallPets);

async function exported(...words: readonly string[]): Promise<string> {
  const { code, err, out } = await here(['export', run, '--force', ...words]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.slice(0, out.indexOf(' ('));
}

interface Answers {
  readonly predictions: readonly {
    readonly file: string;
    readonly outputs: { readonly kind: { readonly probabilities: Readonly<Record<string, number>> } };
  }[];
}

/** The probability of a dog on each photo. */
async function predicted(folder: string, ...words: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { code, err, out } = await here([
    ...['predict', folder, 'data/pets/test', '--json', '--engine', 'cpu'],
    ...words,
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { predictions } = JSON.parse(out) as Answers;
  expect(predictions).toHaveLength(8);
  return new Map(predictions.map(({ file, outputs }) => [file, outputs.kind.probabilities['dog'] ?? NaN]));
}

function furthest(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  expect([...one.keys()]).toEqual([...other.keys()]);
  return Math.max(...[...one].map(([file, value]) => Math.abs(value - (other.get(file) ?? NaN))));
}

describe('netc predict with an export', () => {
  it.each(['savedmodel', 'tfjs', 'keras', 'safetensors', 'onnx'])(
    'to %s says what the run says',
    async (target) => {
      const trained = await predicted(run);
      expect(new Set(trained.values()).size).toBe(8);
      expect(furthest(await predicted(await exported('--to', target)), trained)).toBeLessThan(1e-6);
    },
  );

  it.each(['savedmodel', 'tfjs', 'onnx'])('to %s with normalisation folded says the same', async (target) => {
    const folded = await exported('--to', target, '--fold');
    expect((await loadExport('.', folded)).program.variables).toHaveLength(6);
    expect(furthest(await predicted(folded), await predicted(run))).toBeLessThan(1e-4);
  });

  it.each([
    ['savedmodel', 'float16'],
    ['savedmodel', 'uint8'],
    ['tfjs', 'float16'],
    ['tfjs', 'uint8'],
    ['keras', 'float16'],
    ['safetensors', 'float16'],
    ['onnx', 'float16'],
    ['onnx', 'uint8'],
  ] as const)('to %s in %s computes with weights within its bound', async (target, quantize) => {
    const folder = await exported('--to', target, '--quantize', quantize);
    const { values } = await loadExport('.', folder);
    const trained = decodeSafetensors(readFileSync(join(run, 'weights/last.safetensors')), run).tensors;
    for (const [path, data] of values) {
      const tensor = trained.find(({ name }) => name === path);
      const allowed = bound(quantize, tensor?.data ?? new Float32Array(), tensor?.shape ?? []);
      for (const [index, value] of (tensor?.data ?? []).entries())
        expect(Math.abs((data[index] ?? NaN) - value), path).toBeLessThanOrEqual(allowed(value));
    }
    const apart = furthest(await predicted(folder), await predicted(run));
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(quantize === 'float16' ? 1e-3 : 5e-2);
  });

  it('refuses an export that is not whole, in one line each', async () => {
    const whole = await exported('--to', 'tfjs');
    const broken = async (change: (folder: string) => void): Promise<string> => {
      rmSync('broken', { recursive: true, force: true });
      cpSync(whole, 'broken', { recursive: true });
      change('broken');
      const { code, err, out } = await here(['predict', 'broken', 'data/pets/test']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      return err.replaceAll(/\s+/g, ' ');
    };
    const edit =
      (file: string, from: string | RegExp, to: string) =>
      (folder: string): void => {
        const text = readFileSync(join(folder, file), 'utf8');
        expect(text).toMatch(from);
        writeFileSync(join(folder, file), text.replace(from, to));
      };
    const shard = 'group1-shard1of1.bin';
    expect(
      await broken((folder) => {
        rmSync(join(folder, shard));
      }),
    ).toContain(shard);
    expect(
      await broken((folder) => {
        truncateSync(join(folder, shard), 100);
      }),
    ).toMatch(/^error\[NET7200\]/);
    expect(
      await broken((folder) => {
        writeFileSync(join(folder, 'netc.json'), '{');
      }),
    ).toMatch(/^error\[NET7305\]/);
    expect(await broken(edit('netc.json', '"tfjs"', '"papyrus"'))).toMatch(
      /^error\[NET7333\].*papyrus.*netc predict runs\/0001-small/,
    );
    expect(
      await broken(edit('model.json', '"weights/kind.dense1/bias","shape"', '"weights/other","shape"')),
    ).toMatch(/^error\[NET7305\].*its weights have no kind\.dense1\/bias/);
    expect(await broken(edit('netc.json', 'conv(6, 3', 'conv(7, 3'))).toMatch(
      /^error\[NET7305\].*stem\.conv1\/kernel is/,
    );
  });

  it('refuses a model of ONNX that is not whole, in one line each', async () => {
    const whole = await exported('--to', 'onnx');
    const said = async (bytes: Uint8Array): Promise<string> => {
      rmSync('broken', { recursive: true, force: true });
      cpSync(whole, 'broken', { recursive: true });
      writeFileSync('broken/model.onnx', bytes);
      const { code, err, out } = await here(['predict', 'broken', 'data/pets/test']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      return err.replaceAll(/\s+/g, ' ');
    };
    const bytes = readFileSync(join(whole, 'model.onnx'));
    const changed = (change: (model: Model) => void): Uint8Array => {
      const model = ModelProto.decode(bytes);
      change(model);
      return ModelProto.encode(model).finish();
    };
    expect(await said(bytes.subarray(0, 500))).toMatch(/^error\[NET7305\]/);
    expect(await said(new Uint8Array())).toMatch(/^error\[NET7305\].*its weights have no /);
    expect(await said(changed((model) => void (kernelIn(model).rawData = new Uint8Array(8))))).toMatch(
      /^error\[NET7305\].*has other numbers in it than/,
    );
    expect(await said(changed((model) => void (kernelIn(model).dataType = 99)))).toMatch(
      /^error\[NET7305\].*has other numbers in it than/,
    );
    const outside = [
      { key: 'location', value: '../../secret' },
      { key: 'offset', value: '0' },
      { key: 'length', value: '1e15' },
    ];
    expect(
      await said(
        changed((model) => Object.assign(kernelIn(model), { dataLocation: 1, externalData: outside })),
      ),
    ).toMatch(/^error\[NET7305\].*model\.onnx\.data/);
  });

  it('reads weights that stand beside a model of ONNX', async () => {
    const folder = await exported('--to', 'onnx');
    const { values } = await loadExport('.', folder);
    const file = join(folder, 'model.onnx');
    const model = ModelProto.decode(readFileSync(file));
    const kernel = kernelIn(model);
    const bytes = kernel.rawData ?? new Uint8Array();
    const place = { location: 'model.onnx.data', offset: '4096', length: String(bytes.length) };
    Object.assign(kernel, {
      rawData: new Uint8Array(),
      dataLocation: 1,
      externalData: Object.entries(place).map(([key, value]) => ({ key, value })),
    });
    writeFileSync(file, ModelProto.encode(model).finish());
    writeFileSync(`${file}.data`, Buffer.concat([Buffer.alloc(4096), bytes]));
    expect((await loadExport('.', folder)).values).toEqual(values);
    truncateSync(`${file}.data`, 4100);
    await expect(loadExport('.', folder)).rejects.toThrow(/model\.onnx\.data ends before its numbers do/);
  });

  it('does not give other weights than those that are asked for', async () => {
    const folder = await exported('--to', 'safetensors');
    const { code, err } = await here(['predict', folder, 'data/pets/test', '--weights', 'best']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('NET7334') as unknown });
    const best = await exported('--to', 'safetensors', '--weights', 'best', '-o', 'best');
    expect(furthest(await predicted(best), await predicted(run, '--weights', 'best'))).toBeLessThan(1e-6);
  });
});

/** The kernel of the first layer in a model of ONNX. */
function kernelIn({ graph }: Model): Initializer {
  const found = graph?.initializer?.find(({ name }) => name === 'stem.conv1/kernel');
  if (found === undefined) throw new Error('there is no kernel');
  return found;
}

/** How far a stored number may be off. */
function bound(
  quantize: Quantization,
  data: Float32Array,
  shape: readonly number[],
): (value: number) => number {
  if (quantize === 'float16') return (value) => Math.abs(value) * 2 ** -11 + 2 ** -25;
  if (shape.length < 2) return () => 0;
  const range = Math.max(0, ...data) - Math.min(0, ...data);
  return () => range / 255;
}
