import { GraphBuilder, number } from './graph-builder.ts';
import type { OpGraph, OpKind, OpOf, ValueId } from './op-graph.ts';

/** What a decomposition has to work with: a builder, and the op with its operands' new values. */
interface Context<K extends OpKind> {
  readonly b: GraphBuilder;
  readonly attributes: OpOf<K>['attributes'];
  readonly operand: (index: number) => ValueId;
  readonly read: (variable: string) => ValueId;
  readonly assign: (variable: string, value: ValueId) => void;
}

type Decomposition<K extends OpKind> = (context: Context<K>) => void;

/** βx + (1 − β)y. */
function average(b: GraphBuilder, beta: number, x: ValueId, y: ValueId): ValueId {
  return b.binary('add', b.binary('mul', x, number(beta)), b.binary('mul', y, number(1 - beta)));
}

const decompositions = {
  apply_sgd: ({ b, attributes, operand, read, assign }) => {
    const { variable, velocity, momentum, nesterov } = attributes;
    const step = b.binary('mul', operand(1), operand(0));
    if (velocity === null) {
      assign(variable, b.binary('sub', read(variable), step));
      return;
    }
    const moved = b.binary('sub', b.binary('mul', read(velocity), number(momentum)), step);
    assign(velocity, moved);
    const change = nesterov ? b.binary('sub', b.binary('mul', moved, number(momentum)), step) : moved;
    assign(variable, b.binary('add', read(variable), change));
  },

  apply_rmsprop: ({ b, attributes, operand, read, assign }) => {
    const { variable, meanSquare, velocity, rho, momentum, epsilon } = attributes;
    const square = average(b, rho, read(meanSquare), b.unary('square', operand(1)));
    assign(meanSquare, square);
    const root = b.unary('sqrt', b.binary('add', square, number(epsilon)));
    const step = b.binary('div', b.binary('mul', operand(1), operand(0)), root);
    if (velocity === null) {
      assign(variable, b.binary('sub', read(variable), step));
      return;
    }
    const moved = b.binary('add', b.binary('mul', read(velocity), number(momentum)), step);
    assign(velocity, moved);
    assign(variable, b.binary('sub', read(variable), moved));
  },

  apply_adam: ({ b, attributes, operand, read, assign }) => {
    const { variable, mean, meanSquare, beta1, beta2, epsilon } = attributes;
    const remaining = (power: ValueId): ValueId => b.binary('sub', number(1), power);
    const correction = b.binary('div', b.unary('sqrt', remaining(operand(2))), remaining(operand(1)));
    const rate = b.binary('mul', operand(0), correction);
    const m = average(b, beta1, read(mean), operand(3));
    const v = average(b, beta2, read(meanSquare), b.unary('square', operand(3)));
    assign(mean, m);
    assign(meanSquare, v);
    const divisor = b.binary('add', b.unary('sqrt', v), number(epsilon));
    const step = b.binary('div', b.binary('mul', m, rate), divisor);
    assign(variable, b.binary('sub', read(variable), step));
  },
} satisfies { readonly [K in OpKind]?: Decomposition<K> };

const table: { readonly [K in OpKind]?: Decomposition<K> } = decompositions;

/**
 * Writes optimisers' steps as elementwise ops and `assign`, for targets that have no such step of their own. The
 * arithmetic is that of the fused ops, in the same order.
 */
export function decomposeUpdates(graph: OpGraph): OpGraph {
  const [first] = graph.nodes;
  if (first === undefined) return graph;
  const builder = new GraphBuilder(first.origin);
  const values: ValueId[] = [];
  const updates: ValueId[] = [];
  const renamed = (old: ValueId): ValueId => values[old] ?? missing(old);
  for (const node of graph.nodes) {
    builder.origin = node.origin;
    const inputs = node.inputs.map(renamed);
    const gradient = inputs.at(-1);
    const effects: ValueId[] = [];
    const done = decompose(node.kind, {
      b: builder,
      attributes: node.attributes,
      operand: (index) => inputs[index] ?? missing(index),
      // A variable has the shape of its gradient.
      read: (variable) => builder.read(variable, gradient === undefined ? [] : builder.shape(gradient)),
      assign: (variable, value) => effects.push(builder.add('assign', [value], { variable })),
    });
    updates.push(...effects);
    if (done) {
      values.push(effects[0] ?? 0);
      continue;
    }
    const value = builder.append({ ...node, inputs });
    if (graph.updates.includes(values.push(value) - 1)) updates.push(value);
  }
  const outputs = Object.entries(graph.outputs).map(([name, value]) => [name, renamed(value)] as const);
  return builder.finish(graph.name, Object.fromEntries(outputs), updates);
}

/** Whether there is a decomposition, and then it has been made. */
function decompose<K extends OpKind>(kind: K, context: Context<K>): boolean {
  const rule = table[kind];
  rule?.(context);
  return rule !== undefined;
}

function missing(value: ValueId): never {
  throw new Error(`Value ${value} is used before it is computed.`);
}
