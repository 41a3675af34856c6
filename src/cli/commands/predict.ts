import process from 'node:process';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { command } from '../command.ts';
import { engineOption, jsonOption } from '../options.ts';
import { showProblems } from '../show-problems.ts';

const options = {
  weights: { choices: ['last', 'best'], default: 'last', describe: 'which of its weights' },
  ...engineOption,
  ...jsonOption,
  csv: { type: 'boolean', default: false, describe: 'print comma-separated values' },
} as const;

/** `netc predict`: what a trained run says of photos. */
export const predictCommand = command({
  usage: 'predict <run> <photos..>',
  describe: 'say what is on photos, with a trained run',
  examples: [
    ['netc predict runs/0001-small photo.jpg', 'the class and its probability'],
    ['netc predict runs/0001-small holidays/ --csv > holidays.csv', 'every photo in a folder'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('run', { type: 'string', demandOption: true, describe: 'the folder of a run' })
      .positional('photos', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'photos, or folders of photos',
      })
      .options(options)
      .check(({ json, csv }) => !(json && csv) || 'Choose one of --json and --csv'),
  run: async ({ run, photos, weights, engine, json, csv }, terminal) => {
    const { predictRun } = await import('../../runtime/project/predict-run.ts');
    const { predictEnsemble } = await import('../../runtime/project/predict-ensemble.ts');
    const { readEnsembleRecord } = await import('../../runtime/run-folder/ensemble-record.ts');
    const { predictionsCsv, predictionsText } = await import('../predictions-text.ts');
    const record = await readEnsembleRecord(run);
    const request = {
      workingDirectory: process.cwd(),
      run,
      photos,
      weights,
      engine,
      diagnostics: (diagnostics: readonly Diagnostic[]) => void showProblems(diagnostics, terminal),
    };
    const predictions =
      record === undefined ? await predictRun(request) : await predictEnsemble(request, record);
    if (json) terminal.out(`${JSON.stringify({ predictions })}\n`);
    else terminal.out(csv ? predictionsCsv(predictions) : predictionsText(predictions));
    return 0;
  },
});
