import { relative, resolve } from 'node:path';
import process from 'node:process';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bytes } from '../report/numbers.ts';
import { comparisonText, listingText, publishedText } from '../report/weights-text.ts';
import type { ExitCode } from './command.ts';
import { showProblems } from './show-problems.ts';
import type { Terminal } from './terminal.ts';

const notesAsJson = (notes: readonly Diagnostic[]): readonly unknown[] =>
  notes.map(({ code, severity, title }) => ({ code, severity, title }));

/** `netc weights inspect`. */
export async function inspectInTerminal(file: string, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const { inspectWeights } = await import('../runtime/project/inspect-weights.ts');
  const { listing, notes } = await inspectWeights(file, process.cwd());
  if (json) terminal.out(`${JSON.stringify({ ...listing, notes: notesAsJson(notes) })}\n`);
  else {
    terminal.out(`${listingText(listing)}\n`);
    await showProblems(notes, terminal);
  }
  return 0;
}

/** `netc weights match`: 1 where something would not be loaded. */
export async function matchInTerminal(
  file: string,
  program: string,
  settings: Readonly<Record<string, string>>,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { compareWeights } = await import('../runtime/project/compare-weights.ts');
  const request = { workingDirectory: process.cwd(), settings, program };
  const { comparisons, notes } = await compareWeights(file, request);
  if (json) terminal.out(`${JSON.stringify({ comparisons, notes: notesAsJson(notes) })}\n`);
  else {
    terminal.out(`${comparisons.map(comparisonText).join('\n\n')}\n`);
    await showProblems(notes, terminal);
  }
  return comparisons.every(({ fits }) => fits) ? 0 : 1;
}

/** `netc weights add`. */
export async function addInTerminal(
  name: string,
  file: string,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { addPublished } = await import('../runtime/weights/published/add-published.ts');
  const added = await addPublished(name, relative(process.cwd(), resolve(file)));
  terminal.out(
    json
      ? `${JSON.stringify(added)}\n`
      : `Added ${added.name}, ${added.top ? 'with' : 'without'} its top (${bytes(added.bytes)}, MD5 ${added.md5}): ${added.path}\n`,
  );
  return 0;
}

/** `netc weights list`. */
export async function listInTerminal(json: boolean, terminal: Terminal): Promise<ExitCode> {
  const { listPublished } = await import('../runtime/weights/published/list-published.ts');
  const { files, folder } = await listPublished();
  terminal.out(`${json ? JSON.stringify({ folder, files }) : publishedText(files, folder)}\n`);
  return 0;
}
