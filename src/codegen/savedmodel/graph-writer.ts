import type { DataType } from '../../ir/op-graph.ts';
import { shape as shapeOf, tensor, type } from './attributes.ts';
import type { AttributeValue, NodeDefinition } from './messages.ts';

/** A tensor in the graph: the name of the node that makes it, with `:1` behind it for a later output. */
export type TensorName = string;

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Above this many equal elements a constant is written as a fill. */
const LARGE = 64;

/** Collects the nodes of a SavedModel's graph; all signatures share it and its constants. */
export class GraphWriter {
  readonly nodes: NodeDefinition[] = [];
  readonly #names = new Set<string>();
  readonly #constants = new Map<string, TensorName>();

  /** Adds a node and gives back its first output. A name that is taken gets a number. */
  add(name: string, op: string, inputs: readonly TensorName[], attributes: Attributes = {}): TensorName {
    let unique = name;
    for (let number = 1; this.#names.has(unique); number += 1) unique = `${name}_${number}`;
    this.#names.add(unique);
    this.nodes.push({ name: unique, op, input: [...inputs], attr: { ...attributes } });
    return unique;
  }

  /** A constant; equal ones are written once. */
  constant(dtype: DataType, sizes: readonly number[], values: readonly number[]): TensorName {
    const key = `${dtype}[${sizes.join()}]${values.map((value) => (Object.is(value, -0) ? '-0' : value)).join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.#writeConstant(dtype, sizes, values);
    this.#constants.set(key, name);
    return name;
  }

  #writeConstant(dtype: DataType, sizes: readonly number[], values: readonly number[]): TensorName {
    const name = `constant/${this.#constants.size}`;
    const first = values[0];
    if (first !== undefined && values.length > LARGE && values.every((value) => Object.is(value, first))) {
      return this.add(name, 'Fill', [this.ints(sizes), this.constant(dtype, [], [first])], {
        T: type(dtype),
        index_type: type('int32'),
      });
    }
    return this.add(name, 'Const', [], { dtype: type(dtype), value: tensor(dtype, sizes, values) });
  }

  /** A float32 scalar. */
  float(value: number): TensorName {
    return this.constant('float32', [], [value]);
  }

  /** An int32 vector. */
  ints(values: readonly number[]): TensorName {
    return this.constant('int32', [values.length], values);
  }

  /** Something that is fed at a run. */
  placeholder(name: string, dtype: DataType, sizes: readonly number[]): TensorName {
    return this.add(name, 'Placeholder', [], { dtype: type(dtype), shape: shapeOf(sizes) });
  }
}
