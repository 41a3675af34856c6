import type { OpKind, OpNode, TensorType } from '../../ir/op-graph.ts';
import type { Attributes, GraphWriter, TensorName } from './graph-writer.ts';
import type { TileSize } from './winograd/transforms.ts';

/** What a lowering may use to write one op as TensorFlow nodes. */
export interface LoweringContext {
  readonly writer: GraphWriter;
  /** Tensors of the op's operands. */
  readonly inputs: readonly TensorName[];
  readonly inputTypes: readonly TensorType[];
  /** The operand at a place; a missing one is a fault of the compiler. */
  readonly operand: (index: number) => TensorName;
  readonly operandType: (index: number) => TensorType;
  /** Adds the node that gives the result, or one on the way to it, named after the op. */
  readonly add: (op: string, inputs: readonly TensorName[], attributes?: Attributes) => TensorName;
  /** The placeholder of a feed. */
  readonly feed: (name: string) => TensorName;
  /** The resource handle of a variable. */
  readonly variable: (path: string) => TensorName;
  /** The value of a variable that stands in the graph itself; undefined where it is read through its handle. */
  readonly held: (path: string) => TensorName | undefined;
  /** The kernel at a place of the operands in Winograd's form; undefined where it may change. */
  readonly transformed: (index: number, tile: TileSize) => TensorName | undefined;
  /** A variable of this shape that starts as zeros and that only this op touches: for kernels that insist on one. */
  readonly scratch: (path: string) => TensorName;
  /** The number of samples, an int32 scalar. */
  readonly batch: () => TensorName;
  /** A shape as an int32 vector, with the number of samples filled in. */
  readonly shape: (shape: readonly number[]) => TensorName;
  /** The result of `make`, once for each `key` in a graph. */
  readonly once: (key: string, make: () => TensorName) => TensorName;
  /** Control input that holds an effect back until everything that reads variables is done. */
  readonly barrier: () => TensorName;
}

/** Writes one kind of op; gives back the tensor that is its result. */
export type Lowering<K extends OpKind> = (op: OpNode<K>, context: LoweringContext) => TensorName;

/** A part of the table: lowerings of a family of ops. */
export type LoweringTable<K extends OpKind> = { readonly [Kind in K]: Lowering<Kind> };
