import process from 'node:process';
import { badArguments } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../../runtime/problem.ts';
import { command } from '../command.ts';
import { jsonOption, settingOption, settingsOf } from '../options.ts';

const options = {
  depth: {
    type: 'number',
    requiresArg: true,
    describe: 'add up the layers below paths of so many steps: 1 for a row a binding',
  },
  ...jsonOption,
  ...settingOption,
} as const;

/** `netc summary`: layers, shapes, parameters, and what each phase trains. */
export const summaryCommand = command({
  usage: 'summary <file>',
  describe: 'list the layers of its models, their shapes and parameters, and what each phase trains',
  examples: [
    ['netc summary examples/small_convnet.net', 'layers, output shapes, parameters'],
    ['netc summary resnet.net --depth 2', 'totals by block'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, json, set, depth }, terminal) => {
    if (depth !== undefined && !(Number.isInteger(depth) && depth > 0)) {
      const reason = '--depth wants a whole number from 1';
      throw new Problem(badArguments(undefined, { command: 'summary', reason }));
    }
    const { compileAll } = await import('../../runtime/project/compile-file.ts');
    const { models, programs } = await compileAll(file, {
      workingDirectory: process.cwd(),
      settings: settingsOf(set),
      data: 'none',
    });
    if (json) {
      const { summarize } = await import('../../report/summary.ts');
      terminal.out(`${JSON.stringify(summarize(models, programs, depth))}\n`);
    } else {
      const { summaryText } = await import('../../report/summary-text.ts');
      terminal.out(summaryText(models, programs, depth));
    }
    return 0;
  },
});
