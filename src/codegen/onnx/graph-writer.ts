import { attributeMessages, type Attributes } from './attributes.ts';
import { TensorProto, type Initializer, type Node } from './messages.ts';

/** The name of a tensor in the graph. */
export type Name = string;

/** Types of what an initializer holds, and the numbers themselves. */
export type Held =
  | { readonly type: 'FLOAT'; readonly data: Float32Array }
  /** As the bits of half precision. */
  | { readonly type: 'FLOAT16'; readonly data: Uint16Array }
  | { readonly type: 'UINT8'; readonly data: Uint8Array }
  | { readonly type: 'INT64'; readonly data: BigInt64Array };

/** An initializer whose numbers have yet to find their place: in the file itself, or beside it. */
export interface WrittenInitializer extends Initializer {
  readonly bytes: Uint8Array;
}

/** Where the numbers of a weight stand, for a reader that wants them back. */
export interface HeldPlace {
  readonly path: string;
  /** Of the weight. */
  readonly shape: readonly number[];
  /** The order of its axes in the file. */
  readonly permutation: readonly number[];
  /** The initializer of its numbers or levels. */
  readonly numbers: Name;
  /** Of levels: the initializers of what they mean, and the weight's axis that these are of. */
  readonly levels?: { readonly scales: Name; readonly zeros: Name; readonly axis: number };
}

/** Collects a graph's nodes and initializers. */
export class GraphWriter {
  readonly nodes: Node[] = [];
  readonly initializers: WrittenInitializer[] = [];
  /** Of all weights, in each order in which one was written. */
  readonly held: HeldPlace[] = [];
  readonly #names: Set<Name>;
  readonly #constants = new Map<string, Name>();

  /** @param reserved names of what is fed and given back */
  constructor(reserved: Iterable<Name>) {
    this.#names = new Set(reserved);
  }

  /** A name that nothing has yet: the one given, or that with a number. */
  unique(name: Name): Name {
    let unique = name;
    for (let number = 2; this.#names.has(unique); number++) unique = `${name}:${number}`;
    this.#names.add(unique);
    return unique;
  }

  /** Adds a node named after what it is for; its only output has the same name. */
  add(name: Name, op: string, inputs: readonly Name[], attributes: Attributes = {}): Name {
    const output = this.unique(name);
    this.give(output, op, inputs, attributes);
    return output;
  }

  /** Adds a node whose output has a reserved name. */
  give(output: Name, op: string, inputs: readonly Name[], attributes: Attributes = {}): void {
    const attribute = [...attributeMessages(attributes)];
    this.nodes.push({ name: output, opType: op, input: [...inputs], output: [output], attribute });
  }

  initializer(name: Name, dims: readonly number[], { type, data }: Held): Name {
    const unique = this.unique(name);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.initializers.push({ name: unique, dims: [...dims], dataType: TensorProto.DataType[type], bytes });
    return unique;
  }

  /** A float32 scalar; equal ones are written once. */
  float(value: number): Name {
    return this.#once(`float ${Object.is(value, -0) ? '-0' : value}`, () =>
      this.initializer(`constant`, [], { type: 'FLOAT', data: Float32Array.of(value) }),
    );
  }

  /** An int64 vector: shapes, axes, places. */
  ints(values: readonly number[]): Name {
    return this.#once(`ints ${values.join()}`, () => {
      const data = BigInt64Array.from(values, BigInt);
      return this.initializer(`shape`, [values.length], { type: 'INT64', data });
    });
  }

  #once(key: string, make: () => Name): Name {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = make();
    this.#constants.set(key, name);
    return name;
  }
}
