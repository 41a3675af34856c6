import process from 'node:process';
import { command } from '../command.ts';
import { jsonOption, settingOption, settingsOf } from '../options.ts';

const options = { ...jsonOption, ...settingOption };

/** `netc summary`: layers, shapes, parameters, and what each phase trains. */
export const summaryCommand = command({
  usage: 'summary <file>',
  describe: 'list the layers of its models, their shapes and parameters, and what each phase trains',
  examples: [['netc summary examples/small_convnet.net', 'layers, output shapes, parameters']],
  flags: Object.keys(options),
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, json, set }, terminal) => {
    const { compileAll } = await import('../../runtime/project/compile-file.ts');
    const { models, programs } = await compileAll(file, {
      workingDirectory: process.cwd(),
      settings: settingsOf(set),
      data: 'none',
    });
    if (json) {
      const { summarize } = await import('../../report/summary.ts');
      terminal.out(`${JSON.stringify(summarize(models, programs))}\n`);
    } else {
      const { summaryText } = await import('../../report/summary-text.ts');
      terminal.out(summaryText(models, programs));
    }
    return 0;
  },
});
