import type { ExportWeight } from '../export/export-subject.ts';
import { storedNumbers, type Quantization, type StoredNumbers } from '../export/quantize.ts';
import { bool, tensorShape, type } from './attributes.ts';
import type { GraphWriter, TensorName } from './graph-writer.ts';
import { DataType, type AttributeValue, type TensorflowType } from './messages.ts';
import type { VariableSource } from './variables.ts';

/**
 * Weights as constants of the graph, each written where it is first read. Those that are stored smaller are made float32
 * again by ops behind them, which TensorFlow computes once, when it loads the graph.
 */
export class HeldWeights implements VariableSource {
  readonly #writer: GraphWriter;
  readonly #weights: ReadonlyMap<string, ExportWeight>;
  readonly #quantize: Quantization;
  readonly #made = new Map<string, TensorName>();

  constructor(writer: GraphWriter, weights: readonly ExportWeight[], quantize: Quantization) {
    this.#writer = writer;
    this.#weights = new Map(weights.map((weight) => [weight.path, weight]));
    this.#quantize = quantize;
  }

  held(path: string): TensorName {
    const known = this.#made.get(path);
    if (known !== undefined) return known;
    const weight = this.#weights.get(path);
    if (weight === undefined) throw new Error(`The export has no weight ${path}`);
    const made = this.#write(nodeName(path), weight.shape, storedNumbers(weight, this.#quantize));
    this.#made.set(path, made);
    return made;
  }

  handle(path: string): never {
    throw new Error(`${path} is a constant of the graph and has no handle`);
  }

  scratch(path: string): never {
    return this.handle(path);
  }

  #write(name: string, shape: readonly number[], stored: StoredNumbers): TensorName {
    if (stored.dtype === 'float32') return this.#constant(name, DataType.DT_FLOAT, shape, stored.data);
    if (stored.dtype === 'float16') {
      const half = this.#constant(`${name}/float16`, DataType.DT_HALF, shape, stored.data);
      return this.#toFloat(name, DataType.DT_HALF, half);
    }
    const levels = this.#constant(`${name}/uint8`, DataType.DT_UINT8, shape, stored.data);
    const beside = shape.map((size, axis) => (axis === stored.axis ? size : 1)).slice(stored.axis);
    const zeros = Float32Array.from(stored.zeros);
    const from = this.#constant(`${name}/zeros`, DataType.DT_FLOAT, beside, zeros);
    const steps = this.#constant(`${name}/scales`, DataType.DT_FLOAT, beside, stored.scales);
    const numbers = this.#toFloat(`${name}/levels`, DataType.DT_UINT8, levels);
    const T = type('float32');
    const centred = this.#writer.add(`${name}/centred`, 'Sub', [numbers, from], { T });
    return this.#writer.add(name, 'Mul', [centred, steps], { T });
  }

  #constant(
    name: string,
    dtype: TensorflowType,
    shape: readonly number[],
    data: Float32Array | Uint16Array | Uint8Array,
  ): TensorName {
    const content = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const value: AttributeValue = {
      tensor: { dtype, tensorShape: tensorShape(shape), tensorContent: content },
    };
    return this.#writer.add(name, 'Const', [], { dtype: { type: dtype }, value });
  }

  #toFloat(name: string, from: TensorflowType, tensor: TensorName): TensorName {
    return this.#writer.add(name, 'Cast', [tensor], {
      SrcT: { type: from },
      DstT: type('float32'),
      Truncate: bool(false),
    });
  }
}

/** A path as TensorFlow may call a node: letters, digits and `_.-/`. */
function nodeName(path: string): string {
  return `weights/${path.replace(/[^A-Za-z0-9_./-]/g, '_')}`;
}
