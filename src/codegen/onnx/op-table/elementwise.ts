import type { BinaryKind, ComparisonKind, OpKind, OpNode, UnaryKind } from '../../../ir/op-graph.ts';
import type { Name } from '../graph-writer.ts';
import { first, last, type Lowering, type LoweringContext, type LoweringTable } from '../lowering.ts';
import { TensorProto } from '../messages.ts';
import type { Made } from '../tensors.ts';

type Written = (inputs: readonly Name[], context: LoweringContext) => Name;

/**
 * An op of each element by itself, in the layout that its operands have: channels first where an image is there so, and
 * all others can be, too.
 */
function eachElement({ inputs, type }: OpNode, context: LoweringContext, write: Written): Made {
  const { tensors } = context;
  const ranks = inputs.map((_, index) => context.operandType(index).shape.length);
  const isImage = type.shape.length === 4 && ranks.every((rank) => rank === 0 || rank === 1 || rank === 4);
  if (isImage && inputs.some((id) => tensors.isFirst(id)))
    return first(
      write(
        inputs.map((id) => tensors.first(id)),
        context,
      ),
    );
  return last(
    write(
      inputs.map((id) => tensors.last(id)),
      context,
    ),
  );
}

/** The node of this name, on all operands. */
const named =
  (op: string): Lowering<OpKind> =>
  (node, context) =>
    eachElement(node, context, (inputs, { add }) => add(op, inputs));

/** Several nodes for what ONNX has no name for. */
const composed =
  (write: (x: Name, context: LoweringContext) => Name): Lowering<UnaryKind> =>
  (node, context) =>
    eachElement(node, context, ([x = ''], inner) => write(x, inner));

/** Ops that compute each element of their result from one element of each operand. */
export const elementwise: LoweringTable<
  UnaryKind | BinaryKind | ComparisonKind | 'select' | 'cast' | 'bias_add'
> = {
  neg: named('Neg'),
  exp: named('Exp'),
  log: named('Log'),
  log1p: composed((x, { add, writer }) => add('Log', [add('Add', [x, writer.float(1)])])),
  expm1: composed((x, { add, writer }) => add('Sub', [add('Exp', [x]), writer.float(1)])),
  sqrt: named('Sqrt'),
  rsqrt: composed((x, { add }) => add('Reciprocal', [add('Sqrt', [x])])),
  reciprocal: named('Reciprocal'),
  square: composed((x, { add }) => add('Mul', [x, x])),
  abs: named('Abs'),
  sign: named('Sign'),
  relu: named('Relu'),
  sigmoid: named('Sigmoid'),
  tanh: named('Tanh'),
  softplus: named('Softplus'),
  erf: named('Erf'),

  add: named('Add'),
  sub: named('Sub'),
  mul: named('Mul'),
  div: named('Div'),
  pow: named('Pow'),
  maximum: named('Max'),
  minimum: named('Min'),

  greater: named('Greater'),
  greater_equal: named('GreaterOrEqual'),
  equal: named('Equal'),

  select: named('Where'),
  bias_add: named('Add'),
  cast: (node, context) =>
    eachElement(node, context, (inputs, { add }) => add('Cast', inputs, { to: onnxTypes[node.type.dtype] })),
};

const { DataType } = TensorProto;

/** ONNX's numbers for types. */
export const onnxTypes = {
  float32: DataType.FLOAT,
  bfloat16: DataType.BFLOAT16,
  int32: DataType.INT32,
  bool: DataType.BOOL,
} as const;
