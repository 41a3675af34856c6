import process from 'node:process';
import { engineStopped, unexpected } from '../diagnostics/catalogue/run.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Problem } from '../runtime/problem.ts';
import type { ExitCode } from './command.ts';
import type { Terminal } from './terminal.ts';

/** Nobody reads more at once, and many follow from the first. */
const mostShown = 50;

/** Shows diagnostics on the error stream as a person wants them: the first of very many, errors before the rest. */
export async function showProblems(diagnostics: readonly Diagnostic[], terminal: Terminal): Promise<void> {
  const { renderTerminal } = await import('../diagnostics/render-terminal.ts');
  const { summaryLine } = await import('../diagnostics/summary-line.ts');
  const shown = firstOf(diagnostics, mostShown);
  const left = diagnostics.filter((diagnostic) => !shown.has(diagnostic));
  const format = { color: terminal.errColor, width: terminal.width };
  terminal.err(renderTerminal([...shown], format));
  if (left.length > 0)
    terminal.err(`and ${summaryLine(left)} more that are not shown; --format json lists all\n`);
}

/** So many of them in their order; where not all fit, errors come before warnings and those before advice. */
function firstOf(diagnostics: readonly Diagnostic[], count: number): ReadonlySet<Diagnostic> {
  const wanted = (['error', 'warning', 'advice'] as const)
    .flatMap((severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity))
    .slice(0, count);
  const chosen = new Set(wanted);
  return new Set(diagnostics.filter((diagnostic) => chosen.has(diagnostic)));
}

/**
 * 1 where the program or the data is at fault, 2 where something else is: the run family, but for a loss that
 * diverges and a train that is not there; 130 where a person has stopped it.
 */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return 0;
  if (errors.some(({ code }) => stops.has(code))) return 130;
  return errors.some(({ code }) => !code.startsWith('NET7') || programFaults.has(code)) ? 1 : 2;
}

/** What a person has ended with Ctrl-C. */
const stops: ReadonlySet<string> = new Set(['NET7229']);

const programFaults: ReadonlySet<string> = new Set([
  'NET7001',
  'NET7012',
  'NET7015',
  'NET7411',
  'NET7412',
  'NET7221',
  'NET7220',
  'NET7223',
  'NET7224',
]);

/** Shows whatever was thrown, and gives the exit code it means. The stack is for NETC_DEBUG=1 alone. */
export async function showFailure(error: unknown, terminal: Terminal): Promise<ExitCode> {
  const diagnostics = diagnosticsOf(error);
  await showProblems(diagnostics, terminal);
  if (debugging() && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
  return exitCodeOf(diagnostics);
}

const debugging = (): boolean => process.env['NETC_DEBUG'] === '1';

/** What there is to say about something that was thrown. */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof Problem) return error.diagnostics;
  if (isEngineError(error)) return [engineStopped(undefined, { reason: error.message, hint: error.hint })];
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return [unexpected(undefined, { message, debug: debugging() })];
}

/** By name, so that commands without an engine do not load the engines' code. */
function isEngineError(error: unknown): error is Error & { readonly hint: string | undefined } {
  return error instanceof Error && error.name === 'EngineError';
}
