import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Program } from '../../src/ir/program.ts';
import type { Tensors } from '../../src/runtime/engines/engine.ts';
import { compileFile } from '../../src/runtime/project/compile-file.ts';
import { openEngine } from '../../src/runtime/project/open-engine.ts';
import { drawJpeg } from '../../src/runtime/sample/folder/draw-file.ts';
import { initialValues } from '../../src/runtime/train/initialize.ts';
import { findWeights } from '../../src/runtime/project/begin-with-weights.ts';
import { runTraining } from '../../src/runtime/project/run-training.ts';
import { prepareWeights } from '../../src/runtime/weights/load.ts';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { pixelMap } from '../../src/typecheck/data/pixel-domains.ts';
import { drawPhotos } from '../cli/netc.ts';
import { relativeDifference } from '../conformance/agreement.ts';
import { describeWithPython, python } from '../support/reference-python.ts';

/** What nobody stops. */
const never = new AbortController().signal;

const size = 224;
const photoCount = 3;

const networks = [
  { name: 'VGG16', module: 'std/vgg', pixels: 'caffe' },
  { name: 'ResNet50', module: 'std/resnet', pixels: 'caffe' },
  { name: 'MobileNetV2', module: 'std/mobilenet_v2', pixels: 'tf' },
] as const;

type Network = (typeof networks)[number];

const whole = ['whole.h5', 'whole.keras', 'whole.weights.h5'];
const headless = ['notop.h5', 'notop-keras2.h5'];

interface Expected {
  readonly predictions: readonly (readonly number[])[];
}

/** A network alone, or without its top under another one. */
const programText = ({ name, module, pixels }: Network, file: string): string => `
import { ${name} } from "${module}"
data photos = images("photos") { size: ${size}x${size}, pixels: ${pixels}, split: folders }
model Net(photo: [${size}, ${size}, 3]) {
  output kind = photo -> ${
    file.startsWith('whole')
      ? `${name}(weights: "${file}")`
      : `${name}(top: false, weights: "${file}") -> global_avgpool -> dense(9, softmax) as top`
  }
}
train net = Net on photos {
  batch: ${photoCount}
  minimize: cross_entropy(kind)
  optimizer: sgd(0.1)
  epochs: 1
}
`;

describeWithPython('reference', 'files of Keras in full size', () => {
  let folder = '';
  let levels: readonly Uint8Array[] = [];
  let expected: Readonly<Record<string, Expected>> = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netc-keras-files-'));
    mkdirSync(join(folder, 'photos'));
    levels = await Promise.all(
      Array.from({ length: photoCount }, async (_, index) => {
        const photo = {
          kind: 'pets',
          seed: 3,
          size,
          split: 'train',
          className: index % 2 ? 'cat' : 'dog',
          index,
        } as const;
        const raster = sharp(await drawJpeg(photo))
          .resize(size, size, { fit: 'fill' })
          .removeAlpha();
        await raster
          .clone()
          .png()
          .toFile(join(folder, 'photos', `${index}.png`));
        return raster.raw().toBuffer();
      }),
    );
    await python('reference', 'test/ecosystems/keras_files.py', [folder]);
    // Written by the program beside this one.
    expected = JSON.parse(readFileSync(join(folder, 'predictions.json'), 'utf8')) as typeof expected;
  }, 300_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A file's numbers as a program begins with them. */
  async function load(
    network: Network,
    file: string,
  ): Promise<{ program: Program; values: Map<string, Float32Array> }> {
    const path = join(folder, network.name, 'net.net');
    writeFileSync(path, programText(network, file));
    const { program } = await compileFile(path, { workingDirectory: folder, settings: {}, data: 'none' });
    const prepared = await prepareWeights(program.weights, program.model, {
      workingDirectory: folder,
      spanOf: () => undefined,
    });
    const values = new Map<string, Float32Array>();
    for (const { loaded, read } of prepared) {
      expect(loaded).toMatchObject({ matchedBy: 'names', leftOut: [] });
      for (const [name, value] of await read()) values.set(name, value);
    }
    return { program, values };
  }

  const feeds = ({ pixels }: Network): Tensors => {
    const { scale, offset, reversed } = pixelMap(pixels, undefined);
    const data = new Float32Array(photoCount * size * size * 3);
    let place = 0;
    for (const photo of levels)
      for (let pixel = 0; pixel < size * size; pixel++)
        for (const channel of [0, 1, 2] as const) {
          const level = photo[pixel * 3 + (reversed ? 2 - channel : channel)] ?? NaN;
          data[place++] = level * scale[channel] + offset[channel];
        }
    return { 'input/photo': { dtype: 'float32', shape: [photoCount, size, size, 3], data } };
  };

  async function predict(network: Network, program: Program, values: ReadonlyMap<string, Float32Array>) {
    const engine = await openEngine('auto', program);
    try {
      const begin = new Map(initialValues(program.variables, 1));
      for (const [path, value] of values) {
        expect(begin.get(path)).toHaveLength(value.length);
        begin.set(path, value);
      }
      await engine.session.assign(begin);
      const results = await engine.session.run('predict', feeds(network));
      return results['prediction/kind']?.data ?? new Float32Array();
    } finally {
      await engine.close();
    }
  }

  const digestOf = (values: ReadonlyMap<string, Float32Array>): ReadonlyMap<string, string> =>
    new Map(
      [...values].map(([path, { buffer, byteOffset, byteLength }]) => [
        path.replace(/^kind\./, ''),
        createHash('sha256')
          .update(new Uint8Array(buffer, byteOffset, byteLength))
          .digest('hex'),
      ]),
    );

  test.each(networks)(
    '$name is loaded from every layout, and predicts what Keras predicts',
    async (network) => {
      const { predictions = [] } = expected[network.name] ?? {};
      expect(predictions).toHaveLength(photoCount);
      // Photos of which all are taken for the same would tell nothing of the weights.
      expect(relativeDifference(predictions[0] ?? [], predictions[1] ?? [])).toBeGreaterThan(0.05);
      let digests: ReadonlyMap<string, string> = new Map();
      for (const [index, file] of whole.entries()) {
        const { program, values } = await load(network, file);
        expect(values.size).toBe(program.model.weights.length);
        if (index === 0) {
          digests = digestOf(values);
          const given = await predict(network, program, values);
          expect(relativeDifference(given, predictions.flat())).toBeLessThan(1e-4);
        } else expect(digestOf(values), file).toEqual(digests);
        rmSync(join(folder, network.name, file));
      }
      for (const file of headless) {
        const { program, values } = await load(network, file);
        const own = digestOf(values);
        expect(own.size).toBe(program.model.weights.length - 2);
        expect(own, file).toEqual(new Map([...digests].filter(([path]) => own.has(path))));
      }
    },
    300_000,
  );

  test("the lecture's recipe goes on from Keras's VGG16: a new top, then the last convolutions", async () => {
    const example = readFileSync(new URL('../../examples/vgg_finetune.net', import.meta.url), 'utf8');
    const text = example
      .replace('"imagenet"', '"VGG16/notop-keras2.h5"')
      .replace('"data/pets"', '"recipe/photos"')
      .replaceAll(/(epochs|batch): \d+/g, (_, word: string) => `${word}: ${word === 'batch' ? 4 : 1}`);
    const file = join(folder, 'recipe.net');
    writeFileSync(file, text);
    await drawPhotos(join(folder, 'recipe'));
    const { program, typed } = await compileFile(file, {
      workingDirectory: folder,
      settings: {},
      data: 'where-there',
    });
    const [prepared] = await findWeights({ program, typed }, { workingDirectory: folder, stop: never });
    const before = (await prepared?.read()) ?? new Map<string, Float32Array>();
    expect(before.size).toBe(26);
    const { status, path } = await runTraining({
      ...{ file, workingDirectory: folder, settings: {}, engine: 'auto', stop: never },
    });
    expect(status).toBe('done');
    const kept = join(path, 'weights/last.safetensors');
    const { tensors } = decodeSafetensors(readFileSync(kept), kept);
    for (const { name, data } of tensors) {
      const begun = before.get(name);
      if (begun === undefined) expect(name).toMatch(/^kind\./);
      else if (name.startsWith('base.block5')) expect(data, name).not.toEqual(begun);
      else expect(data, name).toEqual(begun);
    }
  }, 300_000);
});
