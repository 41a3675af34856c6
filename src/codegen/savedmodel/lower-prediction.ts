import type { OpGraph } from '../../ir/op-graph.ts';
import type { ExportWeight } from '../export/export-subject.ts';
import type { GraphWriter } from './graph-writer.ts';
import { HeldWeights, type WriteWeight } from './held-weights.ts';
import { lowerGraph } from './lower-graph.ts';
import type { Port, Signature } from './signature.ts';

/** Writes the graph of an export with its weights; inputs and outputs are called as the model calls them. */
export function lowerPrediction(
  graph: OpGraph,
  weights: readonly ExportWeight[],
  writer: GraphWriter,
  write: WriteWeight,
): Signature {
  const { inputs, outputs } = lowerGraph(graph, 'predict', writer, new HeldWeights(weights, write));
  return { inputs: plainNames(inputs), outputs: plainNames(outputs) };
}

/** `photo` for `input/photo`. */
function plainNames(ports: Readonly<Record<string, Port>>): Record<string, Port> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name.slice(name.indexOf('/') + 1), port]),
  );
}
