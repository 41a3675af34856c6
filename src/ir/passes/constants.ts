import type { GraphBuilder } from '../graph-builder.ts';
import type { AnyOp, ValueId } from '../op-graph.ts';
import { isBinary, isUnary } from '../op-kinds.ts';
import { binaryFunctions, unaryFunctions } from '../scalar-functions.ts';
import { sameShape } from '../tensor-type.ts';
import { rebuild } from './pass.ts';
import type { Pass } from './pass.ts';

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
    const compute = unaryFunctions[node.kind];
    return compute && constant(a.map((x) => compute(x)));
  }
  if (isBinary(node.kind) && a !== undefined && b !== undefined) {
    const compute = binaryFunctions[node.kind];
    return constant(a.map((x, index) => compute(x, b[index] ?? 0)));
  }
  return undefined;
}
