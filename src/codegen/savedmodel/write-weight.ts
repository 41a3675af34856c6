import type { ExportWeight } from '../export/export-subject.ts';
import { storedNumbers, type Quantization } from '../export/quantize.ts';
import { bool, tensorShape, type } from './attributes.ts';
import type { GraphWriter, TensorName } from './graph-writer.ts';
import { DataType, type AttributeValue, type TensorflowType } from './messages.ts';

/**
 * Writes a weight as a constant. One that is stored smaller is made float32 again by ops behind it, which TensorFlow computes
 * once, when it loads the graph.
 */
export function writeWeight(
  writer: GraphWriter,
  name: string,
  weight: ExportWeight,
  quantize: Quantization,
): TensorName {
  const { shape } = weight;
  const stored = storedNumbers(weight, quantize);
  if (stored.dtype === 'float32') return constant(writer, name, DataType.DT_FLOAT, shape, stored.data);
  if (stored.dtype === 'float16') {
    const half = constant(writer, `${name}/float16`, DataType.DT_HALF, shape, stored.data);
    return toFloat(writer, name, DataType.DT_HALF, half);
  }
  const levels = constant(writer, `${name}/uint8`, DataType.DT_UINT8, shape, stored.data);
  const beside = shape.map((size, axis) => (axis === stored.axis ? size : 1)).slice(stored.axis);
  const zeros = Float32Array.from(stored.zeros);
  const from = constant(writer, `${name}/zeros`, DataType.DT_FLOAT, beside, zeros);
  const steps = constant(writer, `${name}/scales`, DataType.DT_FLOAT, beside, stored.scales);
  const numbers = toFloat(writer, `${name}/levels`, DataType.DT_UINT8, levels);
  const T = type('float32');
  const centred = writer.add(`${name}/centred`, 'Sub', [numbers, from], { T });
  return writer.add(name, 'Mul', [centred, steps], { T });
}

function constant(
  writer: GraphWriter,
  name: string,
  dtype: TensorflowType,
  shape: readonly number[],
  data: Float32Array | Uint16Array | Uint8Array,
): TensorName {
  const content = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const value: AttributeValue = {
    tensor: { dtype, tensorShape: tensorShape(shape), tensorContent: content },
  };
  return writer.add(name, 'Const', [], { dtype: { type: dtype }, value });
}

function toFloat(writer: GraphWriter, name: string, from: TensorflowType, tensor: TensorName): TensorName {
  return writer.add(name, 'Cast', [tensor], {
    SrcT: { type: from },
    DstT: type('float32'),
    Truncate: bool(false),
  });
}
