import type { DataType, OpAttributes, OpKind, TensorType } from '../op-graph.ts';
import { float32, formatType, sameShape } from '../tensor-type.ts';

/** An op whose operands do not fit it: a fault of the compiler, never of a program. */
export class OpTypeError extends Error {
  override readonly name = 'OpTypeError';
}

/**
 * The type of an op's result from its operands' types and its attributes. Where the operands do not decide it, the
 * `declared` type does, and the rule checks that it is possible.
 */
export type TypeRule<K extends OpKind> = (
  inputs: readonly TensorType[],
  attributes: OpAttributes[K],
  declared: TensorType | undefined,
) => TensorType;

/** Refuses an op; `inferType` says which. */
export function fail(reason: string): never {
  throw new OpTypeError(reason);
}

/** The operand at a place; ops with too few of them are refused. */
export function operand(inputs: readonly TensorType[], index: number): TensorType {
  return inputs[index] ?? fail(`operand ${index} is missing`);
}

/** Ops take a fixed number of operands. */
export function count(inputs: readonly TensorType[], expected: number): void {
  if (inputs.length !== expected) fail(`takes ${expected} operands`);
}

/** The declared type, where nothing else decides. */
export function given(declared: TensorType | undefined): TensorType {
  return declared ?? fail('needs a declared type');
}

/** The shape of a tensor that must have this many axes. */
export function rank(type: TensorType, expected: number): readonly number[] {
  if (type.shape.length !== expected) fail(`${formatType(type)} is not of rank ${expected}`);
  return type.shape;
}

/** Arithmetic is in one of these. */
export type FloatType = Extract<DataType, 'float32' | 'bfloat16'>;

/** The type that all operands are of, for ops that compute in either. */
export function oneFloat(inputs: readonly TensorType[]): FloatType {
  const { dtype } = operand(inputs, 0);
  if (dtype !== 'float32' && dtype !== 'bfloat16') return fail('takes float32 or bfloat16');
  if (inputs.some((type) => type.dtype !== dtype)) return fail('dtypes differ');
  return dtype;
}

/** For ops that need all of float32: sums over many numbers, losses, updates. */
export function allFloat32(inputs: readonly TensorType[]): void {
  if (inputs.some((type) => type.dtype !== 'float32')) fail('takes float32');
}

/** Size of an axis that must be there. */
export function axis(shape: readonly number[], index: number): number {
  return shape[index] ?? fail(`has no axis ${index}`);
}

/** A tensor must have this shape. */
export function expectShape(type: TensorType, shape: readonly number[]): void {
  if (!sameShape(type.shape, shape)) fail(`${formatType(type)} where ${formatType(float32(shape))} fits`);
}
