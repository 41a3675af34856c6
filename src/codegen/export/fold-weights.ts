import { BATCH, type OpGraph, type ValueId } from '../../ir/op-graph.ts';
import { commonSubexpressions } from '../../ir/passes/common-subexpressions.ts';
import { deadCode } from '../../ir/passes/dead-code.ts';
import { rebuild, type Pass } from '../../ir/passes/pass.ts';
import { foldScales } from '../../ir/passes/scale-into-kernel.ts';
import { simplify } from '../../ir/passes/simplify.ts';
import { elements, sameShape } from '../../ir/tensor-type.ts';
import { computed, type Numbers } from './weight-arithmetic.ts';

export interface FoldedGraph {
  readonly graph: OpGraph;
  /** What the folded graph reads, by path: weights as they were, and what was computed from several. */
  readonly values: ReadonlyMap<string, Float32Array>;
}

/** Brings factors and sums that stand behind a layer to its kernel and bias. */
const passes: readonly Pass[] = [foldScales, simplify, commonSubexpressions, deadCode];

/**
 * Folds batch normalisation by moving statistics into the convolution or dense layer before it: all that is computed
 * from weights alone is computed here, once, and read from then on. Numbers agree up to rounding.
 */
export function foldWeights(graph: OpGraph, values: ReadonlyMap<string, Float32Array>): FoldedGraph {
  const scaled = passes.reduce((current, pass) => pass.run(current), graph);
  const known = knownNumbers(scaled, values);
  const names = namesOfDerived(scaled, known);
  const folded = rebuild(scaled, (builder, node, old) => {
    const name = names.get(old);
    return name === undefined ? builder.append(node) : builder.read(name, node.type.shape);
  });
  const live = deadCode.run(folded);
  const derived = new Map([...names].map(([id, name]) => [name, known.get(id)?.data] as const));
  const read = live.nodes.flatMap((node) => {
    if (node.kind !== 'read') return [];
    const path = node.attributes.variable;
    const data = derived.get(path) ?? values.get(path);
    return data === undefined ? [] : [[path, data] as const];
  });
  return { graph: live, values: new Map(read) };
}

/** Every value that does not depend on what is fed. */
function knownNumbers(
  graph: OpGraph,
  values: ReadonlyMap<string, Float32Array>,
): ReadonlyMap<ValueId, Numbers> {
  const known = new Map<ValueId, Numbers>();
  for (const [id, node] of graph.nodes.entries()) {
    const { shape } = node.type;
    if (node.type.dtype !== 'float32' || shape.includes(BATCH)) continue;
    const operands = node.inputs.flatMap((input) => known.get(input) ?? []);
    const data =
      node.kind === 'constant'
        ? Float32Array.from(node.attributes.values)
        : node.kind === 'read'
          ? values.get(node.attributes.variable)
          : operands.length === node.inputs.length
            ? computed(node, operands)
            : undefined;
    if (data !== undefined) known.set(id, { shape, data });
  }
  return known;
}

/** Names for what is computed from weights and used by what is not: that of the weight it looks most like. */
function namesOfDerived(graph: OpGraph, known: ReadonlyMap<ValueId, Numbers>): ReadonlyMap<ValueId, string> {
  const used = new Set([
    ...graph.nodes.flatMap((node, id) => (known.has(id) ? [] : node.inputs)),
    ...Object.values(graph.outputs),
  ]);
  const taken = new Set(
    graph.nodes.flatMap((node, id) =>
      node.kind === 'read' && used.has(id) ? [node.attributes.variable] : [],
    ),
  );
  const names = new Map<ValueId, string>();
  for (const [id, node] of graph.nodes.entries()) {
    if (!used.has(id) || !known.has(id) || node.kind === 'read') continue;
    const sources = readsBehind(graph, id);
    const [first] = sources;
    if (first === undefined) continue;
    const count = elements(node.type.shape, 1);
    const like = sources.find(({ shape }) => elements(shape, 1) === count) ?? first;
    // Each path is read in one shape: a part of a weight cannot have the name of the whole.
    const isFree = sameShape(like.shape, node.type.shape) && !taken.has(like.path);
    const name = isFree ? like.path : numbered(like.path, taken);
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function numbered(path: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${path}-${number}`)) number += 1;
  return `${path}-${number}`;
}

/** The weights that a value is computed from, in the order in which it names them. */
function readsBehind(
  graph: OpGraph,
  id: ValueId,
): readonly { readonly path: string; readonly shape: readonly number[] }[] {
  const node = graph.nodes[id];
  if (node === undefined) return [];
  if (node.kind === 'read') return [{ path: node.attributes.variable, shape: node.type.shape }];
  return node.inputs.flatMap((input) => readsBehind(graph, input));
}
