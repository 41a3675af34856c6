import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildLayerGraph, parametersOf } from '../../src/ir/build-layer-graph.ts';
import type { LayerGraph } from '../../src/ir/layer-graph.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { standardSources } from '../../src/typecheck/standard-library/generated/sources.ts';
import { standardNames } from '../../src/typecheck/standard-library/standard-library.ts';
import { kerasNames } from '../support/keras-names.ts';

/** What Keras makes of an architecture: scripts/oracles/architectures.py writes them. */
interface Architecture {
  readonly module: string;
  readonly name: string;
  readonly parameters: number;
  readonly nonTrainable: number;
  /** Name, output and parameters of each layer with a name of its own. */
  readonly layers: readonly (readonly [string, readonly number[], number])[];
  /** The network without its top, on photos of another size. */
  readonly base: {
    readonly input: readonly number[];
    readonly parameters: number;
    readonly output: readonly number[];
  };
}

const text = readFileSync(new URL('../fixtures/architectures.json', import.meta.url), 'utf8');
// The fixture is ours, written in this form.
const architectures = JSON.parse(text) as readonly Architecture[];

/** A model that is a network of the standard library alone, its layers straight below `net`. */
function network(module: string, call: string, input: readonly number[]): LayerGraph {
  const name = /^\w+/.exec(call)?.[0] ?? '';
  const program = `import { ${name} } from "${module}"
model Whole(photo: [${input.join(', ')}]) { output net = photo -> ${call} }
`;
  const { value, diagnostics } = check(parse(sourceFile('whole.net', program)).value);
  expect(diagnostics.map(({ title }) => title)).toEqual([]);
  const [model] = value.models;
  if (model === undefined) throw new Error('There is no model.');
  return buildLayerGraph(model);
}

const parameters = (graph: LayerGraph): number =>
  graph.weights.reduce((sum, weight) => sum + parametersOf(weight), 0);

const nonTrainable = ({ weights }: LayerGraph): number =>
  weights.filter(({ trainable }) => !trainable).reduce((sum, weight) => sum + parametersOf(weight), 0);

describe('the standard library', () => {
  it.each(standardNames)('%s is right by itself, its signatures proved', (name) => {
    const parsed = parse(sourceFile(`${name}.net`, standardSources.get(name) ?? ''));
    const found = [...parsed.diagnostics, ...check(parsed.value).diagnostics];
    expect(found.map(({ code, title }) => `${code} ${title}`)).toEqual([]);
  });

  it('is embedded as it stands in stdlib/', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netc-standard-library-'));
    const script = fileURLToPath(new URL('../../scripts/generate-standard-library.mjs', import.meta.url));
    execFileSync(process.execPath, [script, join(folder, 'sources.ts')]);
    const committed = new URL('../../src/typecheck/standard-library/generated/sources.ts', import.meta.url);
    expect(readFileSync(join(folder, 'sources.ts'), 'utf8')).toBe(readFileSync(committed, 'utf8'));
    rmSync(folder, { recursive: true });
  });

  it('offers the nearest name to one that it lacks', () => {
    const program = 'import { VGG16 } from "std/vvg"\n';
    const [first] = check(parse(sourceFile('main.net', program)).value).diagnostics;
    expect(first?.hint).toContain('"std/vgg"');
    expect(first?.fixes[0]?.edits[0]?.newText).toBe('"std/vgg"');
  });
});

describe('agrees with Keras, layer by layer', () => {
  it.each(architectures.map((architecture) => [architecture.name, architecture] as const))(
    '%s',
    (name, { module, layers, base, ...totals }) => {
      const graph = network(module, name, [224, 224, 3]);
      expect(parameters(graph)).toBe(totals.parameters);
      expect(nonTrainable(graph)).toBe(totals.nonTrainable);
      const nameOf = kerasNames(module);
      const ours = graph.layers.flatMap(({ path, shape, parameters: count }) => {
        const keras = nameOf(path.slice('net.'.length));
        if (keras === undefined) expect(count, `${path} has no name in Keras`).toBe(0);
        return keras === undefined ? [] : [[keras, shape, count]];
      });
      const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
        String(a[0]) < String(b[0]) ? -1 : 1;
      expect(ours.toSorted(byName)).toEqual([...layers].sort(byName));

      const without = network(module, `${name}(top: false)`, base.input);
      expect(parameters(without)).toBe(base.parameters);
      expect(without.outputs[0]?.shape).toEqual(base.output);
    },
  );
});

describe('the table of networks', () => {
  const page = readFileSync(new URL('../../docs/standard-library.md', import.meta.url), 'utf8');
  const number = (given: string): number => Number(given.replaceAll(',', ''));
  const rows = [...page.matchAll(/^\| `(\w+)` from `"(.*?)"` +\| (\[.*?\]) +\| ([\d,]+) +\| ([\d,]+) /gm)];

  it.each(rows.map(([, ...cells]) => cells))(
    'is right about %s',
    (name = '', module = '', input = '', all = '', base = '') => {
      const sizes = input.slice(1, -1).split(', ').map(Number);
      expect(parameters(network(module, name, sizes))).toBe(number(all));
      expect(parameters(network(module, `${name}(top: false)`, sizes))).toBe(number(base));
    },
  );

  it('has every network', () => {
    const networks = [...standardSources.values()].flatMap((text) =>
      [...text.matchAll(/^block (\w+)\(top: bool/gm)].map(([, name]) => name),
    );
    expect(rows.map(([, name]) => name).toSorted()).toEqual(networks.toSorted());
  });
});

describe('agrees with the papers', () => {
  it.each([
    // Keras has none of these; sums over the papers' tables, and over torchvision's models where there is one.
    ['std/resnet', 'ResNet18', [224, 224, 3], 11_699_112, 9_600, [7, 7, 512]],
    ['std/resnet', 'ResNet34', [224, 224, 3], 21_814_696, 17_024, [7, 7, 512]],
    ['std/resnet', 'ResNet50V1_5', [224, 224, 3], 25_610_152, 53_120, [7, 7, 2048]],
    ['std/resnet', 'ResNet101V1_5', [224, 224, 3], 44_654_504, 105_344, [7, 7, 2048]],
    ['std/resnet', 'ResNet152V1_5', [224, 224, 3], 60_344_232, 151_424, [7, 7, 2048]],
    ['std/resnet_v2', 'ResNet18V2', [224, 224, 3], 11_695_528, 7_808, [7, 7, 512]],
    ['std/resnet_v2', 'ResNet34V2', [224, 224, 3], 21_811_112, 15_232, [7, 7, 512]],
    ['std/alexnet', 'AlexNet(classes: 100)', [227, 227, 3], 58_692_452, 704, [6, 6, 256]],
    ['std/alexnet', 'AlexNet2012', [227, 227, 3], 60_965_224, 0, [6, 6, 256]],
    ['std/alexnet', 'AlexNet2014', [224, 224, 3], 61_100_840, 0, [6, 6, 256]],
    ['std/lenet', 'LeNet5', [32, 32, 1], 61_706, 0, [1, 1, 120]],
    ['std/googlenet', 'GoogLeNet', [224, 224, 3], 6_998_552, 0, [7, 7, 1024]],
    ['std/squeezenet', 'SqueezeNet', [224, 224, 3], 1_248_424, 0, [13, 13, 512]],
    // torchvision has 3,504,872 parameters, and counts the moving statistics apart.
    ['std/mobilenet_v2_torch', 'MobileNetV2Torch', [224, 224, 3], 3_538_984, 34_112, [7, 7, 1280]],
  ] as const)('%s %s', (module, call, input, total, statistics, features) => {
    const graph = network(module, call, input);
    expect(parameters(graph)).toBe(total);
    expect(nonTrainable(graph)).toBe(statistics);
    const name = call.replace(/\(.*/, '');
    expect(network(module, `${name}(top: false)`, input).outputs[0]?.shape).toEqual(features);
  });
});
