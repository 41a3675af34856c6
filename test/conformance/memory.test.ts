import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { trainingBytes } from '../../src/codegen/training-memory.ts';
import { compile } from '../../src/ir/compile.ts';
import { BATCH } from '../../src/ir/op-graph.ts';
import type { PhaseProgram, Program } from '../../src/ir/program.ts';
import { parse } from '../../src/parser/parse.ts';
import type { HostTensor } from '../../src/runtime/engines/engine.ts';
import { createWasmEngine } from '../../src/runtime/engines/tfjs/index.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';

interface Network {
  readonly size: number;
  readonly batch: number;
  readonly optimizer: string;
  readonly layers: string;
}

const networks: Readonly<Record<string, Network>> = {
  'a small ConvNet': {
    size: 64,
    batch: 20,
    optimizer: 'rmsprop(1e-4)',
    layers: `conv(32, 3, relu) -> maxpool(2) -> conv(64, 3, relu) -> maxpool(2)
      -> conv(128, 3, relu) -> maxpool(2) -> flatten -> dropout(0.5) -> dense(128, relu)`,
  },
  'a VGG': { size: 64, batch: 4, optimizer: 'adam(1e-4)', layers: 'VGG16(top: false) -> global_avgpool' },
  'a ResNet': {
    size: 64,
    batch: 4,
    optimizer: 'sgd(0.1, momentum: 0.9)',
    layers: 'ResNet50(top: false) -> global_avgpool',
  },
  'an Inception': {
    size: 32,
    batch: 16,
    optimizer: 'adam(1e-3)',
    layers: `conv(32, 3, relu) -> Inception(16, 16, 24, 4, 8, 8) -> Inception(32, 32, 48, 8, 24, 16)
      -> maxpool(2) -> Inception(48, 24, 52, 4, 12, 16) -> global_avgpool`,
  },
  'a dense network': {
    size: 16,
    batch: 64,
    optimizer: 'adamw(1e-3)',
    layers: 'flatten -> dense(512, relu) -> batchnorm -> dense(512, relu) -> dense(256, relu)',
  },
};

function programOf({ size, batch, optimizer, layers }: Network): Program {
  const text = `import { VGG16 } from "std/vgg"
import { ResNet50 } from "std/resnet"
import { Inception } from "std/googlenet"
data shapes = images("shapes") {
  size: ${size}x${size}
  split: folders
}
model Net(photo: [${size}, ${size}, 3]) {
  output kind = photo -> ${layers} -> dense(3, softmax)
}
train once = Net on shapes {
  batch: ${batch}
  minimize: cross_entropy(kind)
  optimizer: ${optimizer}
  epochs: 1
}`;
  const parsed = parse(sourceFile('net.net', text));
  const { value, diagnostics } = check(parsed.value, {});
  const errors = [...parsed.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ title }) => title).join('\n'));
  return compile(value, 'once').value;
}

/** Something of every type and shape that a step asks for. */
function feedsOf({ trainStep, batch }: PhaseProgram): Record<string, HostTensor> {
  const feeds: Record<string, HostTensor> = {};
  for (const { kind, attributes, type } of trainStep.nodes) {
    if (kind !== 'input') continue;
    const shape = type.shape.map((length) => (length === BATCH ? batch : length));
    const count = shape.reduce((product, length) => product * length, 1);
    feeds[attributes.name] =
      type.dtype === 'int32'
        ? { dtype: 'int32', shape, data: new Int32Array(count) }
        : { dtype: 'float32', shape, data: new Float32Array(count).fill(0.1) };
  }
  return feeds;
}

/** Counts the bytes of the tensors of the backend itself, whoever makes them. */
function watchBackend(): { readonly peak: () => number } {
  const backend: Pick<BackendWasm, 'makeOutput' | 'disposeData'> = BackendWasm.prototype;
  const [makeOutput, disposeData] = [backend['makeOutput'], backend['disposeData']];
  const sizes = new Map<object, number>();
  let [now, peak] = [0, 0];
  vi.spyOn(BackendWasm.prototype, 'makeOutput').mockImplementation(function (
    this: BackendWasm,
    ...words
  ): TensorInfo {
    const tensor = makeOutput.apply(this, words);
    const count = tensor.shape.reduce((product, length) => product * length, 1);
    const bytes = count * (tensor.dtype === 'bool' ? 1 : 4);
    sizes.set(tensor.dataId, bytes);
    now += bytes;
    peak = Math.max(peak, now);
    return tensor;
  });
  vi.spyOn(BackendWasm.prototype, 'disposeData').mockImplementation(function (
    this: BackendWasm,
    ...words
  ): boolean {
    const done = disposeData.apply(this, words);
    const [id] = words;
    if (!this.dataIdMap.has(id)) {
      now -= sizes.get(id) ?? 0;
      sizes.delete(id);
    }
    return done;
  });
  return { peak: () => peak };
}

describe('the memory of a training step on wasm is what was predicted', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each(Object.entries(networks))('%s', { timeout: 120_000 }, async (_, network) => {
    const program = programOf(network);
    const [phase] = program.phases;
    if (phase === undefined) throw new Error('there is no phase');
    const engine = await createWasmEngine({ threads: 2 });
    const watched = watchBackend();
    const session = await engine.load(program);
    await session.run('train/0', feedsOf(phase));
    const ratio = trainingBytes(program, phase) / watched.peak();
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.15);
    await session.dispose();
  });
});
