import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import type { AnyOp, OpGraph } from '../../src/ir/op-graph.ts';
import { isEffect } from '../../src/ir/op-kinds.ts';
import { bfloat16 } from '../../src/ir/passes/bfloat16.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
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
