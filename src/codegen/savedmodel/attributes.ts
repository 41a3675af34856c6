import type { DataType as IrType } from '../../ir/op-graph.ts';
import { DataType, type AttributeValue, type TensorShape, type TensorflowType } from './messages.ts';

/** Attributes of nodes as TensorFlow's messages have them. */

const types: Readonly<Record<IrType, TensorflowType>> = {
  float32: DataType.DT_FLOAT,
  bfloat16: DataType.DT_BFLOAT16,
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

export function float(value: number): AttributeValue {
  return { f: value };
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
  if (dtype === 'bfloat16') return new Uint8Array(Uint16Array.from(values, bfloat16Bits).buffer);
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  for (const [index, value] of values.entries()) {
    if (dtype === 'int32') bytes.setInt32(index * 4, value, true);
    else bytes.setFloat32(index * 4, value, true);
  }
  return new Uint8Array(bytes.buffer);
}

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);
/** Above this, rounding would make it infinite. */
const MOST = 3.3895313892515355e38;

/** The upper half of a float32, rounded to the nearest, a tie to the even one; what is too large becomes the largest. */
function bfloat16Bits(value: number): number {
  single[0] = Math.min(Math.max(value, -MOST), MOST);
  const whole = bits[0] ?? 0;
  return (whole + 0x7fff + ((whole >>> 16) & 1)) >>> 16;
}
