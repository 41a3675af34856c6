import process from 'node:process';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { CheckedFile } from '../../runtime/project/check-file.ts';
import { command } from '../command.ts';
import { settingOption, settingsOf } from '../options.ts';
import { showProblems } from '../show-problems.ts';

const options = {
  format: {
    choices: ['text', 'json', 'sarif', 'github'],
    default: 'text',
    describe: 'how to print what is found',
  },
  fix: {
    type: 'boolean',
    default: false,
    describe: 'repair what has one clear repair, in the files themselves',
  },
  types: {
    type: 'boolean',
    default: false,
    describe: 'print the shapes of blocks and models, and what each phase trains',
  },
  ...settingOption,
} as const;

/** `netc check`: says everything that is wrong with a file, without running it. */
export const checkCommand = command({
  usage: 'check <file>',
  describe: 'find errors in a .net file, and in its data where that is there',
  examples: [
    ['netc check examples/small_convnet.net', 'print errors, warnings and advice'],
    ['netc check blocks.net --types', 'shapes of its blocks, proved or inferred'],
    ['netc check small.net --fix', 'repair slips, and print what is left'],
    ['netc check small.net --format sarif > small.sarif', 'for code scanning'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, format, set, fix, types }, terminal) => {
    const request = {
      workingDirectory: process.cwd(),
      settings: settingsOf(set),
      data: 'where-there',
    } as const;
    const { diagnostics, repairs, typed, facts } = fix
      ? await (await import('../../runtime/project/fix-file.ts')).fixFile(file, request)
      : {
          ...(await (await import('../../runtime/project/check-file.ts')).checkFile(file, request)),
          repairs: [],
        };
    const found = types
      ? await (await import('../../runtime/project/types-of-file.ts')).typesOfFile(file, request)
      : undefined;
    if (format === 'text') {
      for (const { path, line, code, title } of repairs)
        terminal.out(`${path}:${line}: ${title} (${code})\n`);
      await showProblems(diagnostics, terminal);
      if (found !== undefined) terminal.out((await import('../../report/types.ts')).typesText(found));
      else if (diagnostics.length === 0)
        terminal.out(`${file}: no problems${repairs.length > 0 ? ' left' : ''}${unseen(typed, facts)}\n`);
    } else {
      const { renderDiagnostics } = await import('../render-diagnostics.ts');
      terminal.out(
        await renderDiagnostics(diagnostics, format, {
          ...(fix && { repairs }),
          ...(found !== undefined && { types: found }),
        }),
      );
    }
    return hasErrors(diagnostics) ? 1 : 0;
  },
});

/** Says which data there was nothing to see of. */
function unseen({ datasets }: CheckedFile['typed'], facts: CheckedFile['facts']): string {
  const paths = datasets.filter(({ name }) => !facts.has(name)).map(({ source }) => source.path);
  const [only, second] = [...new Set(paths)];
  if (only === undefined) return '';
  return second === undefined
    ? `; ${only} is not there to be looked at`
    : `; its data is not there to be looked at: ${[...new Set(paths)].join(', ')}`;
}
