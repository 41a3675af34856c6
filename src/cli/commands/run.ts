import { badArguments } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../../runtime/problem.ts';
import { command } from '../command.ts';
import {
  durationOf,
  engineOption,
  jsonOption,
  seedOption,
  settingOption,
  settingsOf,
  trainOption,
  wholeSeed,
} from '../options.ts';

const options = {
  ...engineOption,
  ...seedOption,
  ...settingOption,
  ...trainOption,
  resume: { type: 'string', requiresArg: true, describe: 'folder of a run to go on with' },
  split: {
    type: 'string',
    requiresArg: true,
    describe: 'folder of a run: divide the data exactly as it did',
  },
  'save-every': {
    type: 'string',
    requiresArg: true,
    describe: 'how often to save inside an epoch: 30s, 10m, 1h; 10m where it is left out',
  },
  'scale-rate': {
    type: 'number',
    requiresArg: true,
    describe: 'multiply all learning rates by this, from here on',
  },
  'no-feature-cache': {
    type: 'boolean',
    describe: 'compute what a phase does not change anew in each step, instead of once',
  },
  'find-rate': {
    type: 'boolean',
    describe: 'instead of training, try learning rates from 1e-7 to 10 on the first phase',
  },
  ...jsonOption,
} as const;

/** `netc run`: trains what a file says. */
export const runCommand = command({
  usage: 'run <file>',
  describe: 'train a file, and keep the run below runs/',
  examples: [
    ['netc run examples/small_convnet.net', 'train on the photos it names'],
    ['netc run small.net --set epochs=3 --engine wasm', 'a shorter run on another engine'],
    ['netc run small.net --resume runs/0001-small', 'go on where a run was stopped'],
    ['netc run small.net --resume runs/0001-small --scale-rate 0.1', 'go on more slowly'],
    ['netc run small.net --split runs/0001-small', 'another run on the same division of the data'],
    ['netc run small.net --find-rate', 'draw the loss by the learning rate, and suggest one'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async (given, terminal) => {
    const { file, engine, seed, set, train, resume, split, json } = given;
    const {
      'save-every': every,
      'find-rate': sweep,
      'scale-rate': rateShare,
      'no-feature-cache': noFeatureCache,
    } = given;
    if (rateShare !== undefined && !(rateShare > 0 && Number.isFinite(rateShare))) {
      const reason = '--scale-rate wants a number above 0, such as 0.1';
      throw new Problem(badArguments(undefined, { command: 'netc run', reason }));
    }
    if (sweep === true && resume !== undefined) {
      const reason = '--find-rate begins with fresh weights: leave out --resume';
      throw new Problem(badArguments(undefined, { command: 'netc run', reason }));
    }
    if (split !== undefined && (resume !== undefined || sweep === true)) {
      const reason = `--split is for a new run: leave out ${sweep === true ? '--find-rate' : '--resume, which keeps its division'}`;
      throw new Problem(badArguments(undefined, { command: 'netc run', reason }));
    }
    const { findRateInTerminal, runInTerminal } = await import('../run-in-terminal.ts');
    const request = {
      file,
      engine,
      seed: wholeSeed(seed, 'netc run'),
      settings: settingsOf(set),
      train,
      split,
      keepFeatures: noFeatureCache !== true,
    };
    const saveEvery = durationOf(every, '--save-every', 'netc run');
    return sweep === true
      ? findRateInTerminal(request, json, terminal)
      : runInTerminal({ ...request, resume, rateShare, saveEvery }, json, terminal);
  },
});
