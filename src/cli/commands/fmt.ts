import process from 'node:process';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { command, type ExitCode } from '../command.ts';
import { showProblems } from '../show-problems.ts';
import type { Terminal } from '../terminal.ts';

const options = {
  check: {
    type: 'boolean',
    default: false,
    describe: 'write nothing; name the files that are not formatted, and exit with 1',
  },
  stdin: {
    type: 'boolean',
    default: false,
    describe: 'format what comes in on standard input; - means the same',
  },
} as const;

/** `netc fmt`: lays out programs as a careful person would. */
export const fmtCommand = command({
  usage: 'fmt [files..]',
  describe: 'lay out .net files: blanks, lines and columns; never anything else',
  examples: [
    ['netc fmt', 'every .net file in this folder and below'],
    ['netc fmt nets small.net', 'a folder and a file'],
    ['netc fmt --check', 'for workflows: which files are not formatted'],
    ['netc fmt - < small.net', 'from standard input to standard output'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('files', { type: 'string', array: true, describe: 'files and folders; the current one' })
      .options(options),
  run: async ({ files = [], check, stdin }, terminal) =>
    stdin ? await formatInput(check, terminal) : await formatNamed(files, check, terminal),
});

async function formatInput(check: boolean, terminal: Terminal): Promise<ExitCode> {
  const { text } = await import('node:stream/consumers');
  const { formatSource } = await import('../../format/format-source.ts');
  const { sourceFile } = await import('../../source/source-file.ts');
  const file = sourceFile('<stdin>', await text(process.stdin));
  const { value, diagnostics } = formatSource(file);
  if (hasErrors(diagnostics)) {
    await showProblems(diagnostics, terminal);
    return 1;
  }
  if (check) return value === file.text ? 0 : 1;
  terminal.out(value);
  return 0;
}

async function formatNamed(files: readonly string[], check: boolean, terminal: Terminal): Promise<ExitCode> {
  const { formatFiles } = await import('../../runtime/project/format-files.ts');
  const { counted } = await import('../../report/numbers.ts');
  const all = await formatFiles(files.length === 0 ? ['.'] : files, {
    workingDirectory: process.cwd(),
    check,
  });
  const different = all.filter(({ state }) => state === 'formatted');
  for (const { path } of different) terminal.out(`${path}\n`);
  const problems = all.flatMap(({ diagnostics }) => diagnostics);
  if (problems.length > 0) await showProblems(problems, terminal);
  const of = counted(all.length, 'file');
  if (!check) terminal.err(`${different.length} of ${of} formatted\n`);
  else if (different.length > 0)
    terminal.err(`${different.length} of ${of} not formatted; netc fmt does it\n`);
  return problems.length > 0 || (check && different.length > 0) ? 1 : 0;
}
