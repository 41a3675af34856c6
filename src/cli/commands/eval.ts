import process from 'node:process';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { command } from '../command.ts';
import { engineOption, jsonOption } from '../options.ts';
import { showProblems } from '../show-problems.ts';

const options = {
  split: {
    choices: ['train', 'validation', 'test'],
    default: 'test',
    describe: 'which part of the data',
  },
  weights: { choices: ['last', 'best'], default: 'last', describe: 'which of its weights' },
  ...engineOption,
  ...jsonOption,
} as const;

/** `netc eval`: loss and metrics of a trained run on a split of its data. */
export const evalCommand = command({
  usage: 'eval <run>',
  describe: 'measure a trained run on a split of its data',
  examples: [
    ['netc eval runs/0001-small', 'loss and metrics on the test photos'],
    ['netc eval runs/0001-small --split validation --weights best', 'of the best epoch'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('run', { type: 'string', demandOption: true, describe: 'the folder of a run' })
      .options(options),
  run: async ({ run, split, weights, engine, json }, terminal) => {
    const { evaluateRun } = await import('../../runtime/project/evaluate-run.ts');
    const { readEnsembleRecord } = await import('../../runtime/run-folder/ensemble-record.ts');
    const { Problem } = await import('../../runtime/problem.ts');
    const { emptySplit } = await import('../../diagnostics/catalogue/run.ts');
    const { counted, score } = await import('../../report/numbers.ts');
    const request = {
      workingDirectory: process.cwd(),
      run,
      split,
      weights,
      engine,
      diagnostics: (diagnostics: readonly Diagnostic[]) => void showProblems(diagnostics, terminal),
    };
    const record = await readEnsembleRecord(run);
    if (record !== undefined) {
      const { evaluateEnsemble } = await import('../../runtime/project/evaluate-ensemble.ts');
      const { ensembleText } = await import('../ensemble-text.ts');
      const evaluation = await evaluateEnsemble(request, record, record.sample === 'bootstrap');
      if (evaluation === undefined)
        throw new Problem(emptySplit(undefined, { split, dataset: run, noun: 'sample' }));
      terminal.out(`${json ? JSON.stringify(evaluation) : ensembleText(evaluation)}\n`);
      return 0;
    }
    const result = await evaluateRun(request);
    const { loss, ...metrics } = result.scores;
    if (json) terminal.out(`${JSON.stringify({ ...result, scores: undefined, loss, metrics })}\n`);
    else {
      const { confusionText } = await import('../confusion-text.ts');
      const scores = Object.entries({ ...metrics, loss }).map(([name, value]) => `${name} ${score(value)}`);
      terminal.out(
        `${result.run}, ${weights} weights, ${counted(result.samples, `${split} ${result.noun}`)}: ${scores.join(', ')}\n`,
      );
      for (const table of result.confusions) terminal.out(`\n${confusionText(table)}\n`);
    }
    return 0;
  },
});
