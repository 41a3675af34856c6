import type { GraphBuilder } from '../graph-builder.ts';
import type { AnyOp, BinaryKind, UnaryKind, ValueId } from '../op-graph.ts';
import { isBinary, isUnary } from '../op-kinds.ts';
import { sameShape } from '../tensor-type.ts';
import { rebuild } from './pass.ts';
import type { Pass } from './pass.ts';

/** Only what is exact, or exact up to one rounding, is computed beforehand. */
const unary: { readonly [K in UnaryKind]?: (x: number) => number } = {
  neg: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  square: (x) => x * x,
  abs: Math.abs,
  sign: Math.sign,
  relu: (x) => Math.max(x, 0),
};

const binary: { readonly [K in BinaryKind]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  maximum: Math.max,
  minimum: Math.min,
};

/** Computes what is known beforehand: elementwise ops on constants. */
export const constantFolding: Pass = {
  name: 'constant-folding',
  run: (graph) => rebuild(graph, (builder, node) => fold(builder, node) ?? builder.append(node)),
};

/** The one number of a constant scalar. */
export function scalarConstant(node: AnyOp): number | undefined {
  return node.kind === 'constant' && node.type.shape.length === 0 ? node.attributes.values[0] : undefined;
}

function fold(builder: GraphBuilder, node: AnyOp): ValueId | undefined {
  const operands = node.inputs.map((input) => builder.node(input));
  const values = operands.map((operand) =>
    operand.kind === 'constant' && sameShape(operand.type.shape, node.type.shape)
      ? operand.attributes.values
      : undefined,
  );
  const [a, b] = values;
  const constant = (result: readonly number[]): ValueId =>
    builder.add('constant', [], { values: result }, node.type);
  if (isUnary(node.kind) && a !== undefined) {
    const compute = unary[node.kind];
    return compute && constant(a.map((x) => compute(x)));
  }
  if (isBinary(node.kind) && a !== undefined && b !== undefined) {
    const compute = binary[node.kind];
    return constant(a.map((x, index) => compute(x, b[index] ?? 0)));
  }
  return undefined;
}
