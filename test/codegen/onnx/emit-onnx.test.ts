import { describe, expect, it } from 'vitest';
import { emitOnnx } from '../../../src/codegen/onnx/emit-onnx.ts';
import { ModelProto, TensorProto, type Model } from '../../../src/codegen/onnx/messages.ts';
import { lowerGraph } from '../../../src/codegen/onnx/lower-graph.ts';
import { GraphWriter } from '../../../src/codegen/onnx/graph-writer.ts';
import type { ExportSubject } from '../../../src/codegen/export/export-subject.ts';
import type { OpGraph } from '../../../src/ir/op-graph.ts';
import { drawnSubject } from '../../support/export-subject.ts';
import { origin } from '../../support/plain-program.ts';
import { sampleNetworks } from '../../support/sample-networks.ts';

function modelOf(subject: ExportSubject, most?: number): Model {
  const [file] = emitOnnx(subject, most);
  if (!Array.isArray(file?.content)) throw new Error('there is no model');
  return ModelProto.decode(Buffer.concat(file.content as readonly Uint8Array[]));
}

const subjects = sampleNetworks.map(({ name, program, pixels }) => ({
  name,
  subject: drawnSubject(program(), pixels),
}));

describe.each(subjects)('the model of $name', ({ subject }) => {
  const { graph } = modelOf(subject);
  const nodes = graph?.node ?? [];

  it('makes every tensor once, before it is used', () => {
    const made = new Set([
      ...(graph?.input ?? []).map(({ name }) => name),
      ...(graph?.initializer ?? []).map(({ name }) => name),
    ]);
    const count = made.size;
    for (const { name, input, output } of nodes) {
      for (const tensor of input ?? []) expect(made.has(tensor), `${tensor} of ${name ?? ''}`).toBe(true);
      for (const tensor of output ?? []) made.add(tensor);
    }
    expect(made.size).toBe(count + nodes.length);
    for (const { name } of graph?.output ?? []) expect(made.has(name)).toBe(true);
  });

  it('holds every weight, and no image is transposed there and back', () => {
    const held = (graph?.initializer ?? []).map(({ name }) => name);
    for (const { path } of subject.weights) expect(held).toContain(path);
    const turned = new Map(
      nodes.flatMap(({ opType, input, output }) =>
        opType === 'Transpose' ? [[output?.[0], input?.[0]] as const] : [],
      ),
    );
    for (const source of turned.values()) expect(turned.has(source)).toBe(false);
  });
});

describe('a model with more weights than a file holds', () => {
  it('has them beside it, each where a page begins', () => {
    const subject = subjects.find(({ name }) => name === 'residual')?.subject;
    if (subject === undefined) throw new Error('the network is missing');
    const files = emitOnnx(subject, 1000);
    expect(files.map(({ path }) => path)).toEqual(['model.onnx', 'model.onnx.data', 'README.md']);
    const beside = Buffer.concat(files[1]?.content as readonly Uint8Array[]);
    const moved = (modelOf(subject, 1000).graph?.initializer ?? []).filter(
      ({ dataLocation }) => dataLocation === TensorProto.DataLocation.EXTERNAL,
    );
    expect(moved.length).toBeGreaterThan(5);
    let end = 0;
    for (const { externalData } of moved) {
      const place = new Map((externalData ?? []).map(({ key, value }) => [key, value]));
      const offset = Number(place.get('offset'));
      expect(place.get('location')).toBe('model.onnx.data');
      expect(offset % 4096).toBe(0);
      expect(offset).toBeGreaterThanOrEqual(end);
      end = offset + Number(place.get('length'));
    }
    expect(end).toBe(beside.length);
  });
});

it('an op that only training has is an error that names it', () => {
  const type = { dtype: 'float32', shape: [1, 2] } as const;
  const graph: OpGraph = {
    name: 'predict',
    nodes: [
      { kind: 'constant', inputs: [], attributes: { values: [1, 2] }, type, origin },
      { kind: 'relu_grad', inputs: [0, 0], attributes: {}, type, origin },
    ],
    outputs: { 'prediction/kind': 1 },
    updates: [],
  };
  const options = { fold: false, quantize: 'none' } as const;
  expect(() => {
    lowerGraph({ graph, weights: [], options }, new GraphWriter([]));
  }).toThrow('relu_grad');
});
