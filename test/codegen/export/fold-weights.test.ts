import { describe, expect, it } from 'vitest';
import { foldWeights } from '../../../src/codegen/export/fold-weights.ts';
import type { OpGraph } from '../../../src/ir/op-graph.ts';
import { arrayOf } from '../../support/interpreter/array.ts';
import { interpret } from '../../support/interpreter/interpret.ts';
import { drawWeight, uniform } from '../../support/draws.ts';
import { compileText } from '../../support/compile-text.ts';

const program = (layers: string): OpGraph =>
  compileText(`data photos = images("photos") { size: 9x8 split: folders }
model Net(photo: [9, 8, 3]) {
  output kind = photo -> ${layers} -> global_avgpool -> dense(1, sigmoid)
}
train net = Net on photos { minimize: binary_crossentropy(kind) optimizer: sgd(0.1) epochs: 1 }
`).predict;

/** What a graph reads, drawn. */
function drawn(graph: OpGraph): Map<string, Float32Array> {
  return new Map(
    graph.nodes.flatMap((node) =>
      node.kind === 'read'
        ? [[node.attributes.variable, drawWeight(node.attributes.variable, node.type.shape)] as const]
        : [],
    ),
  );
}

function predicted(graph: OpGraph, values: ReadonlyMap<string, Float32Array>): readonly number[] {
  const shape = [2, 9, 8, 3];
  const photo = arrayOf(shape, uniform('photo', 2 * 9 * 8 * 3));
  const variables = new Map(
    graph.nodes.flatMap((node) =>
      node.kind === 'read'
        ? [
            [
              node.attributes.variable,
              arrayOf(node.type.shape, values.get(node.attributes.variable) ?? []),
            ] as const,
          ]
        : [],
    ),
  );
  const { outputs } = interpret(graph, { feeds: { 'input/photo': photo }, variables, samples: 2 });
  return [...(outputs['prediction/kind']?.data ?? [])];
}

describe('folding batch normalisation', () => {
  it.each([
    ['a convolution without bias', 'conv(4, 3, bias: false) -> batchnorm -> relu', 4],
    ['a convolution with bias', 'conv(4, 3, stride: 2, padding: same) -> batchnorm', 4],
    ['a convolution of each channel', 'depthwise_conv(3, multiplier: 2) -> batchnorm -> relu', 4],
    ['a painted image', 'conv_transpose(4, 3, stride: 2) -> batchnorm', 4],
    ['a convolution in groups', 'conv(4, 3, relu) -> conv(6, 3, groups: 2, bias: false) -> batchnorm', 8],
    ['two in a row', 'conv(4, 3) -> batchnorm -> batchnorm(scale: false)', 4],
    ['a dense layer', 'flatten -> dense(6) -> batchnorm(center: false) -> reshape([1, 1, 6])', 4],
  ])('into %s changes rounding alone', (_, layers, weights) => {
    const graph = program(layers);
    const values = drawn(graph);
    const folded = foldWeights(graph, values);
    expect([...folded.values.keys()]).toHaveLength(weights);
    const [before, after] = [predicted(graph, values), predicted(folded.graph, folded.values)];
    for (const [index, value] of before.entries()) expect(after[index]).toBeCloseTo(value, 5);
    expect(before[0]).not.toBe(before[1]);
  });

  it('leaves what has an activation between as it is, but for one factor and one sum', () => {
    const graph = program('conv(4, 3, relu) -> batchnorm');
    const values = drawn(graph);
    const folded = foldWeights(graph, values);
    // Kernel and bias twice, and what stands for the four of the normalisation.
    expect(folded.values.size).toBe(6);
    const [before, after] = [predicted(graph, values), predicted(folded.graph, folded.values)];
    for (const [index, value] of before.entries()) expect(after[index]).toBeCloseTo(value, 5);
  });
});
