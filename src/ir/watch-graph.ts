import { GraphBuilder, number } from './graph-builder.ts';
import type { Origin } from './layer-graph.ts';
import type { OpGraph, OpKind, ValueId } from './op-graph.ts';
import type { Program } from './program.ts';
import { float32 } from './tensor-type.ts';

/** The part of a step that a value is computed in. */
export type StepPart = 'forward' | 'backward' | 'update';

/** A value of the watched graph. */
export interface WatchedValue {
  /** The output of the watching graph that counts the numbers of it that are NaN or infinite. */
  readonly output: string;
  readonly kind: OpKind;
  readonly part: StepPart;
  readonly origin: Origin;
  /** The name of a feed, or the path of a variable. */
  readonly name: string | undefined;
}

/** A graph that does what another does, and says of each value how much of it is not finite. */
export interface WatchingGraph {
  readonly graph: OpGraph;
  /** In the order in which a value can be the cause of another: forward, then backward, then updates. */
  readonly values: readonly WatchedValue[];
}

/** The largest float32: what is not at most as large is infinite, or NaN. */
const largest = 3.4028234663852886e38;

/**
 * Adds to a graph, behind each value of floating point numbers, what counts those that are not finite. A value is
 * looked at where it is made: memory does not grow by more than what looking at the largest one takes.
 * @param statistics paths of variables that the forward pass changes
 */
export function watchGraph(graph: OpGraph, statistics: ReadonlySet<string>): WatchingGraph {
  const [first] = graph.nodes;
  if (first === undefined) return { graph, values: [] };
  const forward = forwardValues(graph, statistics);
  const builder = new GraphBuilder(first.origin);
  const renamed: ValueId[] = [];
  const counts: Record<string, ValueId> = {};
  const values: WatchedValue[] = [];
  for (const [id, node] of graph.nodes.entries()) {
    const value = builder.append({ ...node, inputs: node.inputs.map((input) => renamed[input] ?? input) });
    renamed.push(value);
    const { kind, origin, type, attributes } = node;
    if ((type.dtype !== 'float32' && type.dtype !== 'bfloat16') || kind === 'constant') continue;
    if (graph.updates.includes(id)) continue;
    builder.origin = origin;
    const output = `not_finite/${id}`;
    counts[output] = notFinite(builder, value);
    const named = 'name' in attributes ? attributes.name : undefined;
    const name = named ?? ('variable' in attributes ? attributes.variable : undefined);
    const part = forward.has(id) ? 'forward' : origin.path === 'update' ? 'update' : 'backward';
    values.push({ output, kind, part, origin, name });
  }
  const outputs = Object.entries(graph.outputs).map(([name, id]) => [name, renamed[id] ?? id] as const);
  return {
    graph: builder.finish(
      graph.name,
      { ...Object.fromEntries(outputs), ...counts },
      graph.updates.map((id) => renamed[id] ?? id),
    ),
    values: (['forward', 'backward', 'update'] as const).flatMap((part) =>
      values.filter((value) => value.part === part),
    ),
  };
}

/** A program with this graph alone, as the one that predicts; its variables are all there. */
export function programOf(program: Program, graph: OpGraph): Program {
  // The graph says itself what is bfloat16.
  return { ...program, precision: 'float32', phases: [], predict: graph };
}

/** How many numbers of a value are NaN or infinite, a scalar. */
function notFinite(builder: GraphBuilder, value: ValueId): ValueId {
  const { dtype, shape } = builder.type(value);
  const wide = dtype === 'float32' ? value : builder.add('cast', [value], {}, float32(shape));
  // NaN compares as false with everything.
  const finite = builder.add('greater_equal', [builder.scalar(largest), builder.unary('abs', wide)], {});
  const here = builder.add('cast', [finite], {}, float32(shape));
  const broken = builder.binary('sub', number(1), here);
  const axes = [...shape.keys()];
  return axes.length === 0 ? broken : builder.add('reduce_sum', [broken], { axes, keepDimensions: false });
}

/** Values that lead to a result of the graph, or to statistics of the forward pass. */
function forwardValues(graph: OpGraph, statistics: ReadonlySet<string>): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  const search = (value: ValueId): void => {
    if (found.has(value)) return;
    found.add(value);
    graph.nodes[value]?.inputs.forEach(search);
  };
  Object.values(graph.outputs).forEach(search);
  for (const value of graph.updates) {
    const node = graph.nodes[value];
    if (node?.kind === 'assign' && statistics.has(node.attributes.variable)) node.inputs.forEach(search);
  }
  return found;
}
