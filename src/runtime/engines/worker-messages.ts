import type { GraphKey } from '../../ir/graph-keys.ts';
import type { Arithmetic } from '../../codegen/savedmodel/emit-savedmodel.ts';
import type { Program } from '../../ir/program.ts';
import { EngineError, messageOf, type EngineProblem } from './engine-error.ts';
import type { EngineName, Tensors } from './engine.ts';
import type { EngineOptions } from './registry.ts';

/** What passes between the thread that drives an engine and the thread it runs in. */

/** Given to the worker when it starts. */
export interface WorkerStart {
  readonly name: EngineName;
  readonly options: EngineOptions;
}

/** One thing to do; they are done in the order in which they come. */
export type Task =
  | { readonly kind: 'load'; readonly program: Program }
  | { readonly kind: 'assign'; readonly session: number; readonly values: ReadonlyMap<string, Float32Array> }
  | { readonly kind: 'run'; readonly session: number; readonly graph: GraphKey; readonly feeds: Tensors }
  | { readonly kind: 'read'; readonly session: number; readonly paths: readonly string[] }
  | { readonly kind: 'dispose'; readonly session: number }
  | { readonly kind: 'stop' };

export interface Request {
  readonly id: number;
  readonly task: Task;
}

/** What came of a task, by its kind. */
export type TaskResult =
  | { readonly kind: 'load'; readonly session: number; readonly arithmetic: Arithmetic }
  | { readonly kind: 'run'; readonly results: Tensors }
  | { readonly kind: 'read'; readonly values: ReadonlyMap<string, Float32Array> }
  | { readonly kind: 'assign' | 'dispose' | 'stop' };

export type Memory = { readonly current: number; readonly peak: number } | undefined;

export type Reply =
  | { readonly kind: 'ready'; readonly description: string }
  | { readonly kind: 'failed'; readonly error: PlainError }
  | { readonly kind: 'done'; readonly id: number; readonly result: TaskResult; readonly memory: Memory }
  | { readonly kind: 'refused'; readonly id: number; readonly error: PlainError };

/** An error as plain data: classes do not survive the way between threads. */
export interface PlainError {
  readonly problem: EngineProblem;
  readonly message: string;
  readonly hint: string | undefined;
  readonly detail: string | undefined;
}

export function toPlainError(thrown: unknown): PlainError {
  if (thrown instanceof EngineError) {
    const { problem, message, hint, detail } = thrown;
    return { problem, message, hint, detail };
  }
  const detail = thrown instanceof Error ? thrown.stack : undefined;
  return { problem: 'run', message: messageOf(thrown), hint: undefined, detail };
}

export function fromPlainError({ problem, message, hint, detail }: PlainError): EngineError {
  return new EngineError(problem, message, { hint, detail });
}

/** The buffers behind tensors, each once: to hand them over instead of copying them. */
export function buffersOf(tensors: Tensors): ArrayBuffer[] {
  return distinctBuffers(Object.values(tensors).map(({ data }) => data));
}

/** The buffers behind arrays, each once; memory that threads share cannot be handed over. */
export function distinctBuffers(arrays: Iterable<Float32Array | Int32Array>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer) buffers.add(buffer);
  return [...buffers];
}
