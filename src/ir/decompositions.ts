import { GraphBuilder, number } from './graph-builder.ts';
import type { OpGraph, OpKind, OpOf, ValueId, WeightUpdate } from './op-graph.ts';

/** What a decomposition has to work with: a builder, and the op with its operands' new values. */
interface Context<K extends OpKind> {
  readonly b: GraphBuilder;
  readonly attributes: OpOf<K>['attributes'];
  readonly operand: (index: number) => ValueId;
  /** The last operand. */
  readonly gradient: ValueId;
  /** The operand before the gradient: μ of the average, where there is one. */
  readonly momentum: ValueId;
  readonly read: (variable: string) => ValueId;
  readonly assign: (variable: string, value: ValueId) => void;
}

/** The parts that all updates of weights have. */
type UpdateContext = Omit<Context<OpKind>, 'attributes' | 'gradient'> & { readonly attributes: WeightUpdate };

type Decomposition<K extends OpKind> = (context: Context<K>) => void;

/** βx + (1 − β)y. */
function average(b: GraphBuilder, beta: number, x: ValueId, y: ValueId): ValueId {
  return b.binary('add', b.binary('mul', x, number(beta)), b.binary('mul', y, number(1 - beta)));
}

/** A weight's update beside the optimiser's own step: what it is stepped from, and what follows the step. */
function stepWeight(
  { b, attributes, operand, momentum, read, assign }: UpdateContext,
  step: (weight: ValueId) => ValueId,
): void {
  const { variable, decay, average: kept } = attributes;
  const before = read(variable);
  const share = decay === null ? undefined : b.binary('mul', operand(0), number(decay));
  const decayed = share === undefined ? before : b.binary('sub', before, b.binary('mul', before, share));
  const after = step(decayed);
  assign(variable, after);
  if (kept === null) return;
  const rest = b.binary('sub', number(1), momentum);
  assign(kept, b.binary('add', b.binary('mul', read(kept), momentum), b.binary('mul', after, rest)));
}

const decompositions = {
  apply_sgd: (context) => {
    const { b, attributes, operand, gradient, read, assign } = context;
    const { velocity, momentum, nesterov } = attributes;
    const step = b.binary('mul', gradient, operand(0));
    if (velocity === null) {
      stepWeight(context, (weight) => b.binary('sub', weight, step));
      return;
    }
    const moved = b.binary('sub', b.binary('mul', read(velocity), number(momentum)), step);
    assign(velocity, moved);
    const change = nesterov ? b.binary('sub', b.binary('mul', moved, number(momentum)), step) : moved;
    stepWeight(context, (weight) => b.binary('add', weight, change));
  },

  apply_rmsprop: (context) => {
    const { b, attributes, operand, gradient, read, assign } = context;
    const { meanSquare, velocity, rho, momentum, epsilon } = attributes;
    const square = average(b, rho, read(meanSquare), b.unary('square', gradient));
    assign(meanSquare, square);
    const root = b.unary('sqrt', b.binary('add', square, number(epsilon)));
    const step = b.binary('div', b.binary('mul', gradient, operand(0)), root);
    if (velocity === null) {
      stepWeight(context, (weight) => b.binary('sub', weight, step));
      return;
    }
    const moved = b.binary('add', b.binary('mul', read(velocity), number(momentum)), step);
    assign(velocity, moved);
    stepWeight(context, (weight) => b.binary('sub', weight, moved));
  },

  apply_adam: (context) => {
    const { b, attributes, operand, gradient, read, assign } = context;
    const { mean, meanSquare, beta1, beta2, epsilon } = attributes;
    const remaining = (power: ValueId): ValueId => b.binary('sub', number(1), power);
    const correction = b.binary('div', b.unary('sqrt', remaining(operand(2))), remaining(operand(1)));
    const rate = b.binary('mul', operand(0), correction);
    const m = average(b, beta1, read(mean), gradient);
    const v = average(b, beta2, read(meanSquare), b.unary('square', gradient));
    assign(mean, m);
    assign(meanSquare, v);
    const divisor = b.binary('add', b.unary('sqrt', v), number(epsilon));
    const step = b.binary('div', b.binary('mul', m, rate), divisor);
    stepWeight(context, (weight) => b.binary('sub', weight, step));
  },

  apply_adagrad: (context) => {
    const { b, attributes, operand, gradient, read, assign } = context;
    const { sumSquare, epsilon } = attributes;
    const sum = b.binary('add', read(sumSquare), b.unary('square', gradient));
    assign(sumSquare, sum);
    const root = b.unary('sqrt', b.binary('add', sum, number(epsilon)));
    const step = b.binary('div', b.binary('mul', gradient, operand(0)), root);
    stepWeight(context, (weight) => b.binary('sub', weight, step));
  },

  apply_adadelta: (context) => {
    const { b, attributes, operand, gradient, read, assign } = context;
    const { meanSquare, meanSquareStep, rho, epsilon } = attributes;
    const root = (square: ValueId): ValueId => b.unary('sqrt', b.binary('add', square, number(epsilon)));
    const square = average(b, rho, read(meanSquare), b.unary('square', gradient));
    assign(meanSquare, square);
    const step = b.binary('div', b.binary('mul', gradient, root(read(meanSquareStep))), root(square));
    assign(meanSquareStep, average(b, rho, read(meanSquareStep), b.unary('square', step)));
    stepWeight(context, (weight) => b.binary('sub', weight, b.binary('mul', step, operand(0))));
  },

  apply_lion: (context) => {
    const { b, attributes, operand, gradient, read, assign } = context;
    const { mean, beta1, beta2 } = attributes;
    const direction = b.unary('sign', average(b, beta1, read(mean), gradient));
    assign(mean, average(b, beta2, read(mean), gradient));
    stepWeight(context, (weight) => b.binary('sub', weight, b.binary('mul', direction, operand(0))));
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
    const gradient = inputs.at(-1) ?? 0;
    const effects: ValueId[] = [];
    const done = decompose(node.kind, {
      b: builder,
      attributes: node.attributes,
      operand: (index) => inputs[index] ?? missing(index),
      gradient,
      momentum: inputs.at(-2) ?? 0,
      // A variable has the shape of its gradient.
      read: (variable) => builder.read(variable, builder.shape(gradient)),
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
