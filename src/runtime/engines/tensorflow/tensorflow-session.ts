import {
  signatureOf,
  type Arithmetic,
  type SavedModelPlan,
} from '../../../codegen/savedmodel/emit-savedmodel.ts';
import { portName, type Port } from '../../../codegen/savedmodel/signature.ts';
import type { VariablePorts } from '../../../codegen/savedmodel/variables.ts';
import type { GraphKey } from '../../../ir/graph-keys.ts';
import type { Program } from '../../../ir/program.ts';
import { checkFeeds, checkVariable } from '../check-feeds.ts';
import { chunks } from '../chunks.ts';
import { EngineError } from '../engine-error.ts';
import type { HostTensor, Session, Tensors } from '../engine.ts';
import { explainFailure } from './explain-failure.ts';
import type { LoadedModel, TfjsNode, TfjsTensor } from './tfjs-node.ts';

/** A program as a session of TensorFlow. */
export class TensorflowSession implements Session {
  readonly arithmetic: Arithmetic;
  readonly #library: TfjsNode;
  readonly #model: LoadedModel;
  readonly #plan: SavedModelPlan;
  readonly #program: Program;
  readonly #variables: ReadonlyMap<string, VariablePorts>;
  #disposed = false;
  /** Whether transformed kernels are not those of their variables any more. */
  #stale = false;

  constructor(
    library: TfjsNode,
    model: LoadedModel,
    plan: SavedModelPlan,
    program: Program,
    arithmetic: Arithmetic,
  ) {
    this.arithmetic = arithmetic;
    this.#library = library;
    this.#model = model;
    this.#plan = plan;
    this.#program = program;
    this.#variables = new Map(plan.variables.map((variable) => [variable.path, variable]));
    const initialize = plan.signatures['initialize'];
    if (initialize) this.#call([], Object.values(initialize.outputs));
  }

  assign(values: ReadonlyMap<string, Float32Array>): Promise<void> {
    return this.#attempt(() => {
      const assignments = [...values].map(([path, data]) => {
        const variable = this.#variable(path);
        checkVariable(path, variable.value.type.shape, data);
        return { variable, data };
      });
      for (const chunk of chunks(assignments, ({ data }) => data.byteLength)) {
        const feeds = chunk.map(({ variable, data }) => {
          const { shape } = variable.value.type;
          return { port: variable.value, tensor: { dtype: 'float32', shape, data } as const };
        });
        this.#call(
          feeds,
          chunk.map(({ variable }) => variable.assigned),
        );
      }
    });
  }

  run(graph: GraphKey, feeds: Tensors): Promise<Tensors> {
    return this.#attempt(() => {
      const signature = this.#plan.signatures[signatureOf(graph)];
      if (!signature) throw new EngineError('input', `The program has no graph ${graph}`);
      checkFeeds(
        graph,
        Object.entries(signature.inputs).map(([name, { type }]) => ({ name, type })),
        feeds,
      );
      const fed = Object.entries(signature.inputs).flatMap(([name, port]) => {
        const tensor = feeds[name];
        return tensor ? [{ port, tensor }] : [];
      });
      const { unsteady, signatures } = this.#plan;
      if (this.#stale && unsteady.readBy.has(graph)) {
        this.#call([], Object.values(signatures['transform']?.outputs ?? {}));
        this.#stale = false;
      }
      if (unsteady.changedBy.has(graph)) this.#stale = true;
      const names = Object.keys(signature.outputs);
      const results = this.#call(fed, Object.values(signature.outputs));
      return Object.fromEntries(
        names.flatMap((name, index) => (results[index] ? [[name, results[index]]] : [])),
      );
    });
  }

  read(paths: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    return this.#attempt(() => {
      const read = new Map<string, Float32Array>();
      const wanted = paths.map((path) => this.#variable(path));
      for (const chunk of chunks(wanted, ({ read: { type } }) => 4 * type.shape.reduce((a, b) => a * b, 1))) {
        const results = this.#call(
          [],
          chunk.map((variable) => variable.read),
        );
        for (const [index, { path }] of chunk.entries()) {
          const result = results[index];
          if (result?.dtype === 'float32') read.set(path, result.data);
        }
      }
      return read;
    });
  }

  /** TensorFlow does not tell. */
  memory(): undefined {
    return undefined;
  }

  dispose(): Promise<void> {
    if (!this.#disposed) this.#model.dispose();
    this.#disposed = true;
    return Promise.resolve();
  }

  #variable(path: string): VariablePorts {
    const variable = this.#variables.get(path);
    if (!variable) throw new EngineError('input', `The program has no variable ${path}`);
    return variable;
  }

  /** Calls into the library block; a failure becomes a rejection all the same. */
  #attempt<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.#disposed) throw new EngineError('input', 'The session has been disposed of');
      resolve(work());
    });
  }

  /** Feeds, runs and fetches; nothing of it stays in the library. */
  #call(
    feeds: readonly { readonly port: Port; readonly tensor: HostTensor }[],
    fetches: readonly Port[],
  ): HostTensor[] {
    const inputs = feeds.map(({ tensor: { data, shape, dtype } }) =>
      this.#library.tensor(data, shape, dtype),
    );
    let outputs: TfjsTensor[] = [];
    try {
      outputs = this.#library.backend().runSavedModel(
        this.#model.sessionId,
        inputs,
        feeds.map(({ port }) => ({ name: portName(port), dtype: port.type.dtype })),
        fetches.map(portName),
      );
      return outputs.map(toHost);
    } catch (error) {
      throw explainFailure(error, this.#program);
    } finally {
      for (const tensor of [...inputs, ...outputs]) tensor.dispose();
    }
  }
}

function toHost(tensor: TfjsTensor): HostTensor {
  const data = tensor.dataSync();
  const { shape } = tensor;
  if (data instanceof Float32Array) return { dtype: 'float32', shape, data };
  return { dtype: 'int32', shape, data: data instanceof Int32Array ? data : Int32Array.from(data) };
}
