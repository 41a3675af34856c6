import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFile } from '../../../src/runtime/project/compile-file.ts';
import { openEngine } from '../../../src/runtime/project/open-engine.ts';
import { initialValues } from '../../../src/runtime/train/initialize.ts';
import { prepareWeights } from '../../../src/runtime/weights/load.ts';
import { encodeSafetensors } from '../../../src/runtime/weights/safetensors.ts';
import { relativeDifference } from '../../conformance/agreement.ts';
import { uniform } from '../../support/draws.ts';

interface TorchvisionCase {
  readonly name: string;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Of kernels, so that signals keep their size. */
  readonly gain: number;
  readonly size: number;
  readonly block: number;
  readonly predictions: readonly (readonly number[])[];
}

// Written by scripts/oracles/torch/torchvision_networks.py.
const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/torchvision_networks.json', import.meta.url), 'utf8'),
) as readonly TorchvisionCase[];

/** A block, and the file of the standard library that has it. */
const blocks: Readonly<Record<string, readonly [block: string, file: string]>> = {
  resnet18: ['ResNet18', 'resnet'],
  resnet50: ['ResNet50V1_5', 'resnet'],
  squeezenet1_0: ['SqueezeNet', 'squeezenet'],
  alexnet: ['AlexNet2014', 'alexnet'],
  mobilenet_v2: ['MobileNetV2Torch', 'mobilenet_v2_torch'],
};

/** The draws of the oracle, by PyTorch's names and in its layout. */
function drawn(name: string, shape: readonly number[], gain: number): Float32Array {
  const draws = uniform(
    name,
    shape.reduce((product, size) => product * size, 1),
  );
  const part = name.slice(name.lastIndexOf('.') + 1);
  if (shape.length > 1) {
    const limit = Math.fround(Math.sqrt(gain / shape.slice(1).reduce((product, size) => product * size, 1)));
    return draws.map((u) => Math.fround(2 * u - 1) * limit);
  }
  if (part === 'running_var' || part === 'weight') return draws.map((u) => 1 + 0.25 * u);
  return draws.map((u) => Math.fround(2 * u - 1) * Math.fround(0.1));
}

/** The oracle's squares of one colour. */
function pictures({ name, size, block, predictions }: TorchvisionCase): Float32Array {
  const count = size / block;
  const colours = uniform(name, predictions.length * count * count * 3);
  const pixels = new Float32Array(predictions.length * size * size * 3);
  let place = 0;
  for (let photo = 0; photo < predictions.length; photo++)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        for (let channel = 0; channel < 3; channel++) {
          const square = (photo * count + Math.floor(y / block)) * count + Math.floor(x / block);
          pixels[place++] = (colours[square * 3 + channel] ?? NaN) * 4 - 2;
        }
  return pixels;
}

const programText = ({ name, size, predictions }: TorchvisionCase): string => {
  const [block = '', file = ''] = blocks[name] ?? [];
  return `
import { ${block} } from "std/${file}"
data photos = images("photos") { size: ${size}x${size}, pixels: torch, split: folders }
model Net(photo: [${size}, ${size}, 3]) {
  output kind = photo -> ${block}(weights: "${name}.safetensors")
}
train net = Net on photos {
  batch: ${predictions.length}
  minimize: cross_entropy(kind)
  optimizer: sgd(0.1)
  epochs: 1
}
`;
};

describe('a safetensors file with the names of torchvision', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'netc-torchvision-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(cases)('is loaded into $name, which predicts what PyTorch predicts', async (network) => {
    const { name, shapes, gain, size, predictions } = network;
    const tensors = Object.entries(shapes).map(([path, shape]) => ({
      name: path,
      shape,
      data: path.endsWith('num_batches_tracked') ? Float32Array.of(7) : drawn(path, shape, gain),
    }));
    writeFileSync(
      join(folder, `${name}.safetensors`),
      Buffer.concat(encodeSafetensors({ tensors, metadata: { format: 'pt' } })),
    );
    writeFileSync(join(folder, `${name}.net`), programText(network));
    const { program, diagnostics } = await compileFile(join(folder, `${name}.net`), {
      workingDirectory: folder,
      settings: {},
      data: 'where-there',
    });
    // Its pixels are those that the program gives it.
    expect(diagnostics.map(({ code }) => code)).not.toContain('NET6060');
    const [prepared] = await prepareWeights(program.weights, program.model, {
      workingDirectory: folder,
      spanOf: () => undefined,
    });
    expect(prepared?.loaded).toMatchObject({
      matchedBy: 'names',
      arrays: program.model.weights.length,
      leftOut: [],
    });
    const engine = await openEngine('auto', program);
    try {
      await engine.session.assign(
        new Map([...initialValues(program.variables, 1), ...((await prepared?.read()) ?? [])]),
      );
      const feed = {
        dtype: 'float32',
        shape: [predictions.length, size, size, 3],
        data: pictures(network),
      } as const;
      const results = await engine.session.run('predict', { 'input/photo': feed });
      expect(relativeDifference(results['prediction/kind']?.data ?? [], predictions.flat())).toBeLessThan(
        1e-4,
      );
      // They tell pictures apart, so that every weight counts.
      expect(relativeDifference(predictions[0] ?? [], predictions[1] ?? [])).toBeGreaterThan(0.05);
    } finally {
      await engine.close();
    }
  });
});
