import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badArguments } from '../diagnostics/catalogue/run.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { compileStages, graphAfter } from '../ir/compile.ts';
import { programGraphs } from '../ir/graph-keys.ts';
import { printGraph, printProgram } from '../ir/print.ts';
import type { Program } from '../ir/program.ts';
import { parse } from '../parser/parse.ts';
import { Problem } from '../runtime/problem.ts';
import { checkFile, type CheckRequest } from '../runtime/project/check-file.ts';
import { compileAll, compileFile, trainNamed, type CompiledTrain } from '../runtime/project/compile-file.ts';
import { SourceReader } from '../runtime/project/source-reader.ts';
import { writeProblem, writeWhole } from '../runtime/run-folder/write-whole.ts';
import type { ExitCode } from './command.ts';
import type { Terminal } from './terminal.ts';

export interface Emit {
  readonly stage: 'ir' | 'ast' | 'typed' | 'program' | 'savedmodel';
  readonly out: string | undefined;
  readonly graph: string | undefined;
  readonly after: string | undefined;
}

/** Compiles a file up to a stage and writes that stage as text, or to a file. */
export async function emitStage(
  file: string,
  request: CheckRequest,
  emit: Emit,
  terminal: Terminal,
): Promise<ExitCode> {
  if (emit.stage === 'savedmodel') return emitSavedModel(await compileFile(file, request), emit, terminal);
  const text = await stageText(file, request, emit);
  if (emit.out === undefined) terminal.out(text);
  else {
    await writeWhole(emit.out, text);
    terminal.err(`wrote ${emit.out}\n`);
  }
  return 0;
}

async function stageText(file: string, request: CheckRequest, emit: Emit): Promise<string> {
  switch (emit.stage) {
    case 'ast': {
      const { value, diagnostics } = parse(new SourceReader(request.workingDirectory).main(file));
      if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
      return plainJson(value);
    }
    case 'typed': {
      const { typed, diagnostics } = await checkFile(file, request);
      if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
      return plainJson(typed);
    }
    case 'program':
      return plainJson((await compileFile(file, request)).program);
    default:
      return emit.graph === undefined
        ? (await programsOf(file, request)).map(printProgram).join('\n')
        : graphText(await compileFile(file, request), file, emit.graph, emit.after);
  }
}

/** The train that is asked for; without a name all that the file has. */
async function programsOf(file: string, request: CheckRequest): Promise<readonly Program[]> {
  if (request.train === undefined) {
    const { programs } = await compileAll(file, request);
    if (programs.length > 0) return programs;
  }
  return [(await compileFile(file, request)).program];
}

/** One graph, as it is at the end or after a pass. */
function graphText(
  { program, typed }: CompiledTrain,
  file: string,
  graph: string,
  after: string | undefined,
): string {
  const keys = [...programGraphs(program).keys()];
  const key = keys.find((known) => known === graph);
  if (key === undefined) throw wrong(`There is no graph ${graph}; there are ${keys.join(', ')}`);
  const train = trainNamed(typed, file, program.train);
  const stages = compileStages(typed, train, key);
  const stage = after ?? stages.at(-1) ?? '';
  const found = graphAfter(typed, train, key, stage);
  if (found === undefined) throw wrong(`No pass ${stage} makes ${graph}; there are ${stages.join(', ')}`);
  return `${printGraph(found)}\n`;
}

const wrong = (reason: string): Problem =>
  new Problem(badArguments(undefined, { command: 'netc build', reason }));

async function emitSavedModel(
  { program }: CompiledTrain,
  { out }: Emit,
  terminal: Terminal,
): Promise<ExitCode> {
  if (out === undefined) throw wrong('A SavedModel is a folder: say which with --out');
  const { encodeSavedModel, planSavedModel } = await import('../codegen/savedmodel/emit-savedmodel.ts');
  const path = join(out, 'saved_model.pb');
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw writeProblem(out, error);
  });
  await writeWhole(path, [
    encodeSavedModel(planSavedModel(program, program.precision === 'bfloat16' ? 'bfloat16' : 'float32')),
  ]);
  terminal.err(`wrote ${path}; it has no weights, its signature "assign" takes them\n`);
  return 0;
}

/** Nodes as JSON; of a span only its place, or every node would repeat the file. */
function plainJson(value: unknown): string {
  const place = (_: string, inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null || !('file' in inner) || !('start' in inner))
      return inner;
    return 'end' in inner ? [inner.start, inner.end] : inner;
  };
  return `${JSON.stringify(value, place, 2)}\n`;
}
