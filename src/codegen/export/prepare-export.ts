import type { OpGraph } from '../../ir/op-graph.ts';
import type { Program } from '../../ir/program.ts';
import {
  takesPhotos,
  type ExportFacts,
  type ExportOptions,
  type ExportSubject,
  type ExportWeight,
} from './export-subject.ts';
import { foldWeights } from './fold-weights.ts';
import { takeGreyLevels } from './grey-levels.ts';

/**
 * Makes what an exporter gets of a program and the numbers of its weights.
 * @param values weights and statistics by path; those that only training uses may be missing
 */
export function prepareExport(
  program: Program,
  values: ReadonlyMap<string, Float32Array>,
  facts: ExportFacts,
  options: ExportOptions,
): ExportSubject {
  return { program, ...exportedGraph(program.predict, values, facts.inputs, options), facts, options };
}

/** The graph that an export holds, with the weights that it reads. */
export function exportedGraph(
  predict: OpGraph,
  values: ReadonlyMap<string, Float32Array>,
  inputs: ExportFacts['inputs'],
  { fold }: ExportOptions,
): Pick<ExportSubject, 'graph' | 'weights'> {
  const maps = new Map(inputs.filter(takesPhotos).map(({ name, map }) => [name, map]));
  const plain = { graph: takeGreyLevels(predict, maps), values };
  const { graph, values: kept } = fold ? foldWeights(plain.graph, values) : plain;
  return { graph, weights: weightsRead(graph, kept) };
}

function weightsRead(graph: OpGraph, values: ReadonlyMap<string, Float32Array>): readonly ExportWeight[] {
  return graph.nodes.flatMap((node, id) => {
    if (node.kind !== 'read') return [];
    const { variable: path } = node.attributes;
    const data = values.get(path);
    if (data === undefined) throw new Error(`the weight ${path} has no numbers`);
    return [{ path, shape: node.type.shape, data, channelAxis: channelAxis(graph, id) }];
  });
}

/** The last axis, unless the weight is a kernel whose channels lie elsewhere. */
function channelAxis(graph: OpGraph, id: number): number {
  const rank = graph.nodes[id]?.type.shape.length ?? 0;
  const isPlaneKernel = graph.nodes.some(
    ({ kind, inputs }) => (kind === 'depthwise_conv2d' || kind === 'conv2d_grad_input') && inputs[1] === id,
  );
  return isPlaneKernel ? 2 : Math.max(rank - 1, 0);
}
