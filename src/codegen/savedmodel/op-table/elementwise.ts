import type { BinaryKind, ComparisonKind, UnaryKind } from '../../../ir/op-graph.ts';
import { bool, type } from '../attributes.ts';
import type { Lowering, LoweringTable } from '../lowering.ts';

const unary =
  (name: string): Lowering<UnaryKind> =>
  ({ type: { dtype } }, { add, operand }) =>
    add(name, [operand(0)], { T: type(dtype) });

const binary =
  (name: string): Lowering<BinaryKind | ComparisonKind> =>
  (_op, { add, operand, operandType }) =>
    add(name, [operand(0), operand(1)], { T: type(operandType(0).dtype) });

/** Ops that compute each element of their result from one element of each operand. */
export const elementwise: LoweringTable<
  UnaryKind | BinaryKind | ComparisonKind | 'select' | 'cast' | 'relu_grad'
> = {
  neg: unary('Neg'),
  exp: unary('Exp'),
  log: unary('Log'),
  log1p: unary('Log1p'),
  expm1: unary('Expm1'),
  sqrt: unary('Sqrt'),
  rsqrt: unary('Rsqrt'),
  reciprocal: unary('Reciprocal'),
  square: unary('Square'),
  abs: unary('Abs'),
  sign: unary('Sign'),
  relu: unary('Relu'),
  sigmoid: unary('Sigmoid'),
  tanh: unary('Tanh'),
  softplus: unary('Softplus'),
  erf: unary('Erf'),

  add: binary('AddV2'),
  sub: binary('Sub'),
  mul: binary('Mul'),
  div: binary('RealDiv'),
  pow: binary('Pow'),
  maximum: binary('Maximum'),
  minimum: binary('Minimum'),

  greater: binary('Greater'),
  greater_equal: binary('GreaterEqual'),
  equal: binary('Equal'),

  select: ({ type: { dtype } }, { add, operand }) =>
    add('SelectV2', [operand(0), operand(1), operand(2)], { T: type(dtype) }),

  cast: ({ type: { dtype } }, { add, operand, operandType }) =>
    add('Cast', [operand(0)], { SrcT: type(operandType(0).dtype), DstT: type(dtype), Truncate: bool(false) }),

  relu_grad: ({ type: { dtype } }, { add, operand }) =>
    add('ReluGrad', [operand(0), operand(1)], { T: type(dtype) }),
};
