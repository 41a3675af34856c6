/**
 * netc as a library. Everything but `run` is pure and works in a browser; `run` needs Node and loads its engines when
 * it is called.
 */
import type { RunOutcome, RunRequest } from './runtime/project/run-request.ts';

export { sourceFile, positionAt, type SourceFile, type Position } from './source/source-file.ts';
export type { Span } from './source/span.ts';
export {
  hasErrors,
  type Diagnostic,
  type Fix,
  type Label,
  type Outcome,
  type Severity,
  type ShapeStep,
} from './diagnostics/diagnostic.ts';
export { renderTerminal, type TerminalOptions } from './diagnostics/render-terminal.ts';
export { renderJson } from './diagnostics/render-json.ts';
export { parse } from './parser/parse.ts';
export type * as ast from './parser/ast.ts';
export { formatSource } from './format/format-source.ts';
export { standardLayout, type Layout } from './format/documents.ts';
export { check, type CheckOptions, type DataFacts } from './typecheck/check.ts';
export type { TypedModule } from './typecheck/typed-module.ts';
export { compile } from './ir/compile.ts';
export { printProgram } from './ir/print.ts';
export type { Program } from './ir/program.ts';
export { summarize, type Summary } from './report/summary.ts';
export type { RunEvent } from './runtime/train/events.ts';
export type { RunOutcome, RunRequest } from './runtime/project/run-request.ts';

/**
 * Trains what a file says, in a folder below `runs/` of the working directory, as `netc run` does.
 *
 * @param file path of the `.net` file
 * @param options all optional: by default the fastest engine, the file's own seed, the process's working directory
 * @throws Problem (see `netc/runtime`) with diagnostics, for whatever a person should read: errors of the program, a
 *   folder that is missing, a full disk; EngineError where no engine works
 */
export async function run(
  file: string,
  options: Partial<Omit<RunRequest, 'file'>> = {},
): Promise<RunOutcome> {
  const { runTraining } = await import('./runtime/project/run-training.ts');
  return runTraining({
    workingDirectory: '.',
    settings: {},
    engine: 'auto',
    stop: new AbortController().signal,
    ...options,
    file,
  });
}
