import type { AnyOp, OpGraph, OpNode } from '../../ir/op-graph.ts';
import type { ExportSubject } from '../export/export-subject.ts';
import type { GraphWriter, Name } from './graph-writer.ts';
import type { LoweringContext, LoweringTable, PredictingOp } from './lowering.ts';
import { lowerings } from './op-table/lowerings.ts';
import { Tensors, type Made } from './tensors.ts';

/** Writes a graph that predicts, from what is fed to what it gives back, by their names without `input/` and `prediction/`. */
export function lowerGraph(
  subject: Pick<ExportSubject, 'graph' | 'weights' | 'options'>,
  writer: GraphWriter,
): void {
  const { graph } = subject;
  const tensors = new Tensors(subject, writer);
  for (const [id, op] of graph.nodes.entries()) {
    if (tensors.isHeld(id)) continue;
    if (!predicts(op)) throw new Error(`ONNX: no way to write the op ${op.kind}`);
    tensors.set(id, lower(op, contextOf(op, graph, writer, tensors)));
  }
  for (const [name, id] of Object.entries(graph.outputs))
    writer.give(plainName(name), 'Identity', [tensors.last(id)]);
}

/** `photo` for `input/photo`, `kind` for `prediction/kind`. */
export const plainName = (name: string): Name => name.slice(name.indexOf('/') + 1);

function contextOf(op: AnyOp, graph: OpGraph, writer: GraphWriter, tensors: Tensors): LoweringContext {
  const operand = (index: number): number => {
    const id = op.inputs[index];
    if (id === undefined) throw new Error(`ONNX: ${op.kind} lacks operand ${index}`);
    return id;
  };
  const [anything] = graph.nodes.flatMap(({ kind, attributes }) =>
    kind === 'input' && 'name' in attributes ? [attributes.name] : [],
  );
  return {
    writer,
    tensors,
    operand,
    operandType: (index) => {
      const type = graph.nodes[operand(index)]?.type;
      if (type === undefined) throw new Error(`ONNX: operand ${index} of ${op.kind} is missing`);
      return type;
    },
    add: (name, inputs, attributes) =>
      writer.add(`${op.origin.path}/${name.toLowerCase()}`, name, inputs, attributes),
    feed: (name) => plainName(name === '' ? (anything ?? '') : name),
  };
}

/** Whether an op is one of those that predict: a program made by another version may have others, too. */
const predicts = (op: AnyOp): op is Extract<AnyOp, { readonly kind: PredictingOp }> =>
  Object.hasOwn(lowerings, op.kind);

function lower<K extends PredictingOp>(op: OpNode<K>, context: LoweringContext): Made {
  const table: LoweringTable<PredictingOp> = lowerings;
  return table[op.kind](op, context);
}
