import type { Origin } from './layer-graph.ts';
import type {
  AnyOp,
  BinaryKind,
  OpAttributes,
  OpGraph,
  OpKind,
  OpOf,
  TensorType,
  UnaryKind,
  ValueId,
} from './op-graph.ts';
import { inferType } from './op-types.ts';
import { float32, sameShape } from './tensor-type.ts';

/**
 * Makes an op graph, one op at a time; result types are inferred and checked. What is added is attributed to the
 * current `origin`.
 */
export class GraphBuilder {
  origin: Origin;
  private readonly nodes: AnyOp[] = [];
  private readonly reads = new Map<string, ValueId>();
  private readonly inputs = new Map<string, ValueId>();

  constructor(origin: Origin) {
    this.origin = origin;
  }

  /** A builder that goes on where a graph ends; its values keep their numbers. */
  static continue(graph: OpGraph, origin: Origin): GraphBuilder {
    const builder = new GraphBuilder(origin);
    for (const node of graph.nodes) builder.append(node);
    return builder;
  }

  /** Adds an op; `declared` is the result's type, needed where operands and attributes do not decide it. */
  add<K extends OpKind>(
    kind: K,
    inputs: readonly ValueId[],
    attributes: OpAttributes[K],
    declared?: TensorType,
  ): ValueId {
    return this.append(widened(this.make(kind, inputs, attributes, declared)));
  }

  /** An op with its type inferred and checked, not added yet. */
  make<K extends OpKind>(
    kind: K,
    inputs: readonly ValueId[],
    attributes: OpAttributes[K],
    declared?: TensorType,
  ): OpOf<K> {
    const types = inputs.map((input) => this.type(input));
    const type = inferType(kind, types, attributes, declared);
    return { kind, inputs, attributes, type, origin: this.origin };
  }

  /** Adds an op as it is: its operands must be values of this builder, and its type right. */
  append(node: AnyOp): ValueId {
    const id = this.nodes.push(node) - 1;
    if (node.kind === 'read') this.reads.set(node.attributes.variable, id);
    if (node.kind === 'input') this.inputs.set(node.attributes.name, id);
    return id;
  }

  node(id: ValueId): AnyOp {
    const node = this.nodes[id];
    if (node === undefined) throw new Error(`The graph has no value ${id}.`);
    return node;
  }

  type(id: ValueId): TensorType {
    return this.node(id).type;
  }

  shape(id: ValueId): readonly number[] {
    return this.node(id).type.shape;
  }

  get length(): number {
    return this.nodes.length;
  }

  /** A tensor fed at each run; asked for twice, it is the same value. */
  input(name: string, type: TensorType): ValueId {
    return this.inputs.get(name) ?? this.add('input', [], { name }, type);
  }

  /** A variable's value; asked for twice, it is the same value. */
  read(variable: string, shape: readonly number[]): ValueId {
    return this.reads.get(variable) ?? this.add('read', [], { variable }, float32(shape));
  }

  scalar(value: number): ValueId {
    return this.add('constant', [], { values: [value] }, float32([]));
  }

  unary(kind: UnaryKind, x: ValueId): ValueId {
    return this.add(kind, [x], {});
  }

  /** Operands may be plain numbers. */
  binary(
    kind: BinaryKind,
    a: ValueId | { readonly number: number },
    b: ValueId | { readonly number: number },
  ): ValueId {
    const value = (operand: ValueId | { readonly number: number }): ValueId =>
      typeof operand === 'number' ? operand : this.scalar(operand.number);
    return this.add(kind, [value(a), value(b)], {});
  }

  /** The same numbers in another shape; nothing is added where it has that shape. */
  reshape(x: ValueId, shape: readonly number[]): ValueId {
    const type = this.type(x);
    return sameShape(type.shape, shape) ? x : this.add('reshape', [x], {}, { dtype: type.dtype, shape });
  }

  /** Repeated to a shape, as NumPy broadcasts; nothing is added where it has that shape. */
  broadcastTo(x: ValueId, shape: readonly number[]): ValueId {
    const type = this.type(x);
    return sameShape(type.shape, shape) ? x : this.add('broadcast_to', [x], {}, { dtype: type.dtype, shape });
  }

  finish(
    name: string,
    outputs: Readonly<Record<string, ValueId>>,
    updates: readonly ValueId[] = [],
  ): OpGraph {
    return { name, nodes: [...this.nodes], outputs, updates };
  }
}

/** Plain numbers as operands of `GraphBuilder.binary`. */
export function number(value: number): { readonly number: number } {
  return { number: value };
}

/** One kind's op as an op of any kind. TypeScript does not see that it is one. */
export function widened<K extends OpKind>(node: OpOf<K>): AnyOp {
  return node as AnyOp;
}
