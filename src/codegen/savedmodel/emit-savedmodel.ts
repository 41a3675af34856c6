import { prefixOf, programGraphs, type GraphKey } from '../../ir/graph-keys.ts';
import type { Program } from '../../ir/program.ts';
import { inBfloat16, outputsInBfloat16 } from '../../ir/passes/bfloat16.ts';
import type { OpGraph } from '../../ir/op-graph.ts';
import { GraphWriter } from './graph-writer.ts';
import { lowerGraph } from './lower-graph.ts';
import { SavedModel, type SavedModelMessage } from './messages.ts';
import { signatureDefinition, type Signature } from './signature.ts';
import { Variables, type VariablePorts } from './variables.ts';
import { TransformedKernels } from './winograd/transformed-kernels.ts';

/** A program as a SavedModel: the file, and what an engine must know to run it. */
export interface SavedModelPlan {
  readonly message: SavedModelMessage;
  /** By signature key: those of the program's graphs, `assign`, `read`, and `initialize` and `transform` where needed. */
  readonly signatures: Readonly<Record<string, Signature>>;
  /** In the program's order; an engine may assign and read any of them together. */
  readonly variables: readonly VariablePorts[];
  /** Between a graph that is `changedBy` and one that is `readBy`, `transform` must run. */
  readonly unsteady: ReturnType<TransformedKernels['unsteadyGraphs']>;
}

/** The tag under which the one graph of the file is found. */
export const SERVE_TAG = 'serve';

/** Key of the signature that runs a graph: `train_0` for `train/0`. */
export function signatureOf(graph: GraphKey): string {
  return graph.replace('/', '_');
}

/** Whether a graph is a step of training, or a part of one. */
const learns = (key: GraphKey): boolean => /^(?:train|accumulate|prefix(?!-))\b/.test(key);

/** What training steps compute in; variables, validation and predictions are float32 always. */
export type Arithmetic = 'float32' | 'bfloat16';

/**
 * A graph as it is computed.
 * @param graphs all of its program: a step goes on from features in what these are computed in
 */
export function inArithmetic(
  arithmetic: Arithmetic,
  key: GraphKey,
  graph: OpGraph,
  graphs: ReadonlyMap<GraphKey, OpGraph>,
): OpGraph {
  if (arithmetic === 'float32' || !learns(key)) return graph;
  const before = graphs.get(prefixOf(key));
  return inBfloat16(graph, before && outputsInBfloat16(inBfloat16(before)));
}

/**
 * Writes every graph of a program, and the signatures over its variables, into one TensorFlow graph.
 * @param winograd whether convolutions by kernels that a phase does not change may be computed in Winograd's way: on processors;
 * on GPUs the library does so itself
 */
export function planSavedModel(
  program: Program,
  arithmetic: Arithmetic = 'float32',
  { winograd = true }: { readonly winograd?: boolean } = {},
): SavedModelPlan {
  const graphs = programGraphs(program);
  const writer = new GraphWriter();
  const variables = new Variables(writer, program.variables);
  const kernels = new TransformedKernels(graphs);
  const signatures: Record<string, Signature> = {};
  for (const [key, graph] of graphs) {
    const name = signatureOf(key);
    signatures[name] = lowerGraph(
      inArithmetic(arithmetic, key, graph, graphs),
      name,
      writer,
      variables,
      (path) => winograd && kernels.read(key, path),
    );
  }
  const ports = variables.ports();
  signatures['assign'] = {
    inputs: Object.fromEntries(ports.map(({ path, value }) => [path, value])),
    outputs: Object.fromEntries(ports.map(({ path, assigned }) => [path, assigned])),
  };
  signatures['read'] = {
    inputs: {},
    outputs: Object.fromEntries(ports.map(({ path, read }) => [path, read])),
  };
  if (kernels.unsteady().size > 0) signatures['transform'] = variables.transform(kernels.unsteady());
  const initialize = variables.initialize();
  if (initialize) signatures['initialize'] = initialize;
  const message: SavedModelMessage = {
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: [SERVE_TAG] },
        graphDef: { node: writer.nodes },
        signatureDef: Object.fromEntries(
          Object.entries(signatures).map(([key, signature]) => [key, signatureDefinition(signature)]),
        ),
      },
    ],
  };
  return { message, signatures, variables: ports, unsteady: kernels.unsteadyGraphs() };
}

/** The bytes of `saved_model.pb`. */
export function encodeSavedModel({ message }: SavedModelPlan): Uint8Array {
  return SavedModel.encode(message).finish();
}

/** A program as the bytes of `saved_model.pb`; weights are assigned after loading, through the signature `assign`. */
export function emitSavedModel(program: Program, arithmetic?: Arithmetic): Uint8Array {
  return encodeSavedModel(planSavedModel(program, arithmetic));
}
