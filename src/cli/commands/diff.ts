import process from 'node:process';
import { badArguments } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../../runtime/problem.ts';
import { command } from '../command.ts';
import { jsonOption, settingOption, settingsOf } from '../options.ts';

const options = {
  model: {
    type: 'string',
    requiresArg: true,
    describe: 'compare the model of this name; where one file lacks it, with the first of that file',
  },
  ...jsonOption,
  ...settingOption,
} as const;

/** `netc diff`: layers and parameters that differ between two files, and which weights would carry over. */
export const diffCommand = command({
  usage: 'diff <before> <after>',
  describe: 'compare the models of two files: layers, parameters, and which weights carry over',
  examples: [
    ['netc diff pets.net pets_flatten.net', 'what changes, layer by layer'],
    ['netc diff small.net large.net --model Net', 'one model of each'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('before', { type: 'string', demandOption: true, describe: 'a .net file' })
      .positional('after', { type: 'string', demandOption: true, describe: 'another .net file' })
      .options(options),
  run: async ({ before, after, model, json, set }, terminal) => {
    const { modelsOfFile } = await import('../../runtime/project/models-of-file.ts');
    const request = { workingDirectory: process.cwd(), settings: settingsOf(set) };
    const sides = [await modelsOfFile(before, request), await modelsOfFile(after, request)] as const;
    if (model !== undefined && !sides.flat().some((graph) => graph.model === model)) {
      const reason = `neither file has a model ${model}`;
      throw new Problem(badArguments(undefined, { command: 'diff', reason }));
    }
    const { diffModels } = await import('../../report/diff.ts');
    const diff = diffModels(...sides, model);
    if (json) terminal.out(`${JSON.stringify(diff)}\n`);
    else terminal.out((await import('../../report/diff-text.ts')).diffText(diff, before, after));
    return 0;
  },
});
