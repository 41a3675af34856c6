import { BATCH, type AnyOp, type OpGraph, type OpKind, type OpNode } from '../../ir/op-graph.ts';
import { type } from './attributes.ts';
import type { GraphWriter, TensorName } from './graph-writer.ts';
import type { Lowering, LoweringContext } from './lowering.ts';
import { lowerings } from './op-table/lowerings.ts';
import type { Port, Signature } from './signature.ts';
import type { VariableSource } from './variables.ts';

/**
 * Writes one op graph into `writer`, all of its nodes below `prefix`, and says how to run it.
 * @param transforms whether the kernel that is the variable of this path may be read in Winograd's form
 */
export function lowerGraph(
  graph: OpGraph,
  prefix: string,
  writer: GraphWriter,
  variables: VariableSource,
  transforms: (path: string) => boolean = () => false,
): Signature {
  const feeds = placeholders(graph, prefix, writer);
  const tensors: TensorName[] = [];
  const made = new Map<string, TensorName>();
  const once = (key: string, make: () => TensorName): TensorName => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const name = make();
    made.set(key, name);
    return name;
  };
  const batch = (): TensorName => once('batch', () => batchSize(feeds, prefix, writer));
  const tensorOf = (id: number): TensorName => tensors[id] ?? fail(`value ${id} is used before it is made`);

  const effects = new Set(graph.updates);
  const barrier = (): TensorName =>
    once('barrier', () => {
      // What effects use and what is given back leads to every read that matters.
      const done = new Set([
        ...graph.updates.flatMap((id) => (graph.nodes[id]?.inputs ?? []).map(tensorOf)),
        ...Object.values(graph.outputs).map(tensorOf),
      ]);
      return `^${writer.add(
        `${prefix}/barrier`,
        'NoOp',
        [...done].map((name) => `^${nodeOf(name)}`),
      )}`;
    });

  const context = (op: AnyOp, id: number): LoweringContext => ({
    writer,
    inputs: op.inputs.map(tensorOf),
    inputTypes: op.inputs.map((input) => graph.nodes[input]?.type ?? fail(`value ${input} is missing`)),
    operand: (index) => tensorOf(op.inputs[index] ?? fail(`${op.kind} lacks operand ${index}`)),
    operandType: (index) =>
      graph.nodes[op.inputs[index] ?? -1]?.type ?? fail(`${op.kind} lacks operand ${index}`),
    add: (name, inputs, attributes) => writer.add(`${prefix}/${id}_${name}`, name, inputs, attributes),
    feed: (name) => feeds[name]?.tensor ?? fail(`nothing is fed as ${name}`),
    variable: (path) => variables.handle(path),
    held: (path) => variables.held(path),
    transformed: (index, tile) => {
      const source = graph.nodes[op.inputs[index] ?? -1];
      if (source?.kind !== 'read' || !transforms(source.attributes.variable)) return undefined;
      const handle = variables.transformed(source.attributes.variable, tile);
      return writer.add(`${prefix}/${id}_ReadVariableOp`, 'ReadVariableOp', [handle], {
        dtype: type('float32'),
      });
    },
    scratch: (path) => variables.scratch(path),
    batch,
    shape: (shape) =>
      shape.includes(BATCH)
        ? once(`shape ${shape.join()}`, () => dynamicShape(shape, batch(), prefix, writer))
        : writer.ints(shape),
    once,
    barrier,
  });

  // Effects last: their barrier names everything before them.
  for (const [id, op] of graph.nodes.entries()) {
    if (!effects.has(id)) tensors[id] = lower(op, context(op, id));
  }
  for (const id of graph.updates) {
    const op = graph.nodes[id] ?? fail(`update ${id} is missing`);
    tensors[id] = lower(op, context(op, id));
  }
  return { inputs: feeds, outputs: fetches(graph, prefix, tensorOf, writer) };
}

function lower<K extends OpKind>(op: OpNode<K>, context: LoweringContext): TensorName {
  // A program made by another version may name an op that this one lacks.
  if (!Object.hasOwn(lowerings, op.kind)) fail(`no lowering to TensorFlow for the op ${op.kind}`);
  const lowering: Lowering<K> = lowerings[op.kind];
  return lowering(op, context);
}

function placeholders(graph: OpGraph, prefix: string, writer: GraphWriter): Record<string, Port> {
  const feeds: Record<string, Port> = {};
  for (const op of graph.nodes) {
    if (op.kind !== 'input') continue;
    const { name } = op.attributes;
    feeds[name] ??= {
      tensor: writer.placeholder(`${prefix}/feed_${Object.keys(feeds).length}`, op.type.dtype, op.type.shape),
      type: op.type,
    };
  }
  return feeds;
}

/** The first dimension of the first feed that has a batch. */
function batchSize(feeds: Readonly<Record<string, Port>>, prefix: string, writer: GraphWriter): TensorName {
  const first = Object.values(feeds).find(({ type: { shape } }) => shape[0] === BATCH);
  if (first === undefined) return fail('nothing that is fed has a batch');
  const sizes = writer.add(`${prefix}/batch_shape`, 'Shape', [first.tensor], {
    T: type(first.type.dtype),
    out_type: type('int32'),
  });
  return writer.add(
    `${prefix}/batch`,
    'StridedSlice',
    [sizes, writer.ints([0]), writer.ints([1]), writer.ints([1])],
    { T: type('int32'), Index: type('int32'), shrink_axis_mask: { i: 1 } },
  );
}

function dynamicShape(
  shape: readonly number[],
  batch: TensorName,
  prefix: string,
  writer: GraphWriter,
): TensorName {
  const sizes = shape.map((size) => (size === BATCH ? batch : writer.constant('int32', [], [size])));
  return writer.add(`${prefix}/shape`, 'Pack', sizes, {
    T: type('int32'),
    N: { i: shape.length },
    axis: { i: 0 },
  });
}

/** A session runs what leads to its fetches: each result waits for the updates, so that fetching any makes them. */
function fetches(
  graph: OpGraph,
  prefix: string,
  tensorOf: (id: number) => TensorName,
  writer: GraphWriter,
): Record<string, Port> {
  const updates = graph.updates.map((id) => `^${nodeOf(tensorOf(id))}`);
  return Object.fromEntries(
    Object.entries(graph.outputs).map(([name, id], index) => {
      const outputType = graph.nodes[id]?.type ?? fail(`output ${name} is missing`);
      const tensor = writer.add(`${prefix}/fetch_${index}`, 'Identity', [tensorOf(id), ...updates], {
        T: type(outputType.dtype),
      });
      return [name, { tensor, type: outputType }];
    }),
  );
}

function nodeOf(tensor: TensorName): string {
  return tensor.replace(/:\d+$/, '');
}

function fail(reason: string): never {
  throw new Error(`SavedModel: ${reason}`);
}
