import type { GraphKey } from '../../ir/graph-keys.ts';
import type { Arithmetic } from '../../codegen/savedmodel/emit-savedmodel.ts';
import type { Program } from '../../ir/program.ts';

/** A tensor on the host. */
export type HostTensor =
  | { readonly dtype: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: 'int32'; readonly shape: readonly number[]; readonly data: Int32Array };

export type Tensors = Readonly<Record<string, HostTensor>>;

export type EngineName = 'tensorflow' | 'wasm' | 'cpu';

/** What runs a program. All engines give the same numbers within rounding. */
export interface Engine {
  readonly name: EngineName;
  /** One line for people: library, version, device, threads. */
  readonly description: string;
  /** Makes the program's graphs runnable; its variables have no values yet. */
  load(program: Program): Promise<Session>;
}

/** A loaded program and its variables. One call at a time. */
export interface Session {
  /** What its training steps compute in. */
  readonly arithmetic: Arithmetic;
  /** Sets variables by path; unknown paths and wrong sizes are errors. The arrays are copied. */
  assign(values: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Runs a graph once. Feeds are named as the graph's inputs, results as its outputs. */
  run(graph: GraphKey, feeds: Tensors): Promise<Tensors>;
  /** Copies of variables by path. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /** Bytes of tensors alive now and at most so far, where the engine can tell. */
  memory(): { readonly current: number; readonly peak: number } | undefined;
  dispose(): Promise<void>;
}
