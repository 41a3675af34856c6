import type { DataType as IrType } from '../../ir/op-graph.ts';
import { DataType, type AttributeValue, type TensorShape, type TensorflowType } from './messages.ts';

/** Attributes of nodes as TensorFlow's messages have them. */

const types: Readonly<Record<IrType, TensorflowType>> = {
  float32: DataType.DT_FLOAT,
  int32: DataType.DT_INT32,
  bool: DataType.DT_BOOL,
};

export function tensorflowType(dtype: IrType): TensorflowType {
  return types[dtype];
}

/** −1 is a dimension known at run time, as in the op graph. */
export function tensorShape(shape: readonly number[]): TensorShape {
  return { dim: shape.map((size) => ({ size })) };
}

export function type(dtype: IrType): AttributeValue {
  return { type: types[dtype] };
}

export function shape(sizes: readonly number[]): AttributeValue {
  return { shape: tensorShape(sizes) };
}

export function int(value: number): AttributeValue {
  return { i: value };
}

export function ints(values: readonly number[]): AttributeValue {
  return { list: { i: [...values] } };
}

export function bool(value: boolean): AttributeValue {
  return { b: value };
}

export function string(text: string): AttributeValue {
  return { s: new TextEncoder().encode(text) };
}

/** A constant's value; `values` in row-major order. */
export function tensor(dtype: IrType, sizes: readonly number[], values: readonly number[]): AttributeValue {
  return {
    tensor: { dtype: types[dtype], tensorShape: tensorShape(sizes), tensorContent: content(dtype, values) },
  };
}

function content(dtype: IrType, values: readonly number[]): Uint8Array {
  if (dtype === 'bool') return Uint8Array.from(values, (value) => (value === 0 ? 0 : 1));
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  for (const [index, value] of values.entries()) {
    if (dtype === 'int32') bytes.setInt32(index * 4, value, true);
    else bytes.setFloat32(index * 4, value, true);
  }
  return new Uint8Array(bytes.buffer);
}
