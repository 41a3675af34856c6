import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { BATCH, type AnyOp, type OpGraph } from '../../src/ir/op-graph.ts';
import { isEffect } from '../../src/ir/op-kinds.ts';
import { bfloat16, inBfloat16, outputsInBfloat16 } from '../../src/ir/passes/bfloat16.ts';
import { float32 } from '../../src/ir/tensor-type.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { origin } from '../support/plain-program.ts';
import { sampleModels } from '../support/sample-models.ts';

function steps(model: string): readonly OpGraph[] {
  const typed = sampleModels[model]?.();
  if (typed === undefined) throw new Error(`No model ${model}.`);
  return compile(typed, 'run').value.phases.map(({ trainStep }) => bfloat16.run(trainStep));
}

const isLarge = ({ kind }: AnyOp): boolean => /^(matmul|(depthwise_)?conv2d)/.test(kind);

describe.each(Object.keys(sampleModels))('a step in bfloat16: %s', (model) => {
  const graphs = steps(model);

  it('is a sound graph', () => {
    for (const graph of graphs) expect(verifyGraph(graph)).toEqual([]);
  });

  it('computes what is large in bfloat16, but for the layers that predict', () => {
    for (const { nodes, outputs } of graphs) {
      const heads = new Set(
        Object.keys(outputs).flatMap((name) => (name.startsWith('prediction/') ? [name.slice(11)] : [])),
      );
      const large = nodes.filter(isLarge);
      const full = large.filter(({ type }) => type.dtype === 'float32');
      expect(large.length).toBeGreaterThan(full.length);
      expect(new Set(full.map(({ origin }) => origin.path)).size).toBe(heads.size);
    }
  });

  it('keeps results, weights and updates in float32', () => {
    for (const { nodes, outputs } of graphs) {
      for (const value of Object.values(outputs)) expect(nodes[value]?.type.dtype).toBe('float32');
      for (const node of nodes) {
        if (node.kind === 'read') expect(node.type.dtype).toBe('float32');
        if (isEffect(node)) for (const input of node.inputs) expect(nodes[input]?.type.dtype).toBe('float32');
      }
    }
  });

  it('casts a value to a type once, and none there and back', () => {
    for (const { nodes } of graphs) {
      const casts = nodes.flatMap((node) =>
        node.kind === 'cast' ? [{ from: node.inputs[0] ?? -1, dtype: node.type.dtype }] : [],
      );
      expect(new Set(casts.map(({ from, dtype }) => `${from} ${dtype}`)).size).toBe(casts.length);
      for (const { from, dtype } of casts) {
        const source = nodes[from];
        if (source?.kind !== 'cast') continue;
        expect(nodes[source.inputs[0] ?? -1]?.type.dtype).not.toBe(dtype);
      }
    }
  });
});

it('normalises images in bfloat16 by moments in float32', () => {
  const image = float32([BATCH, 4, 4, 2]);
  const builder = new GraphBuilder(origin);
  const kernel = builder.read('kernel', [1, 1, 2, 2]);
  const padding = [
    [0, 0],
    [0, 0],
  ] as const;
  const x = builder.add('conv2d', [builder.input('input/photo', image), kernel], {
    strides: [1, 1],
    dilations: [1, 1],
    padding,
  });
  const [gamma, beta] = [builder.read('gamma', [2]), builder.read('beta', [2])];
  const attributes = { epsilon: 1e-3 };
  const outputs = {
    y: builder.add('batch_norm', [x, gamma, beta], attributes),
    mean: builder.add('batch_mean', [x], {}),
    dx: builder.add('batch_norm_grad_input', [x, x, gamma], attributes),
    dgamma: builder.add('batch_norm_grad_gamma', [x, x, gamma], attributes),
  };
  const low = bfloat16.run(builder.finish('train', outputs, []));
  expect(verifyGraph(low)).toEqual([]);
  const types = low.nodes.flatMap(({ kind, inputs, type }) =>
    kind.startsWith('batch_')
      ? [[kind, ...inputs.map((input) => low.nodes[input]?.type.dtype), type.dtype].join(' ')]
      : [],
  );
  expect(types).toEqual([
    'batch_norm bfloat16 float32 float32 bfloat16',
    'batch_mean bfloat16 float32',
    'batch_norm_grad_input bfloat16 bfloat16 float32 bfloat16',
    'batch_norm_grad_gamma bfloat16 bfloat16 float32 float32',
  ]);
});

describe('a step that goes on from features', () => {
  const x = float32([BATCH, 4]);
  const product = { transposeA: false, transposeB: false };
  const before = new GraphBuilder(origin);
  const made = before.add('matmul', [before.input('input/photo', x), before.read('w', [4, 4])], product, x);
  const prefix = before.finish(
    'prefix',
    { 'feature/0': made, 'feature/1': before.add('exp', [made], {}, x) },
    [],
  );
  const after = new GraphBuilder(origin);
  const fed = after.input('feature/0', x);
  const rest = after.finish(
    'train',
    { loss: after.add('mul', [fed, after.add('relu', [fed], {}, x)], {}, x) },
    [],
  );

  it('computes with them in the arithmetic that they were computed in', () => {
    const low = outputsInBfloat16(bfloat16.run(prefix));
    expect([...low]).toEqual(['feature/0']);
    const kinds = ({ nodes }: OpGraph): readonly string[] =>
      nodes.map(({ kind, type }) => `${kind} ${type.dtype}`);
    expect(kinds(inBfloat16(rest, low))).toEqual([
      'input float32',
      'cast bfloat16',
      'relu bfloat16',
      'mul bfloat16',
      'cast float32',
    ]);
    expect(kinds(inBfloat16(rest))).toEqual(['input float32', 'relu float32', 'mul float32']);
  });
});
