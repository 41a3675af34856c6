import { command } from '../command.ts';
import {
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
  ],
  flags: Object.keys(options),
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, engine, seed, set, train, resume, json }, terminal) => {
    const { runInTerminal } = await import('../run-in-terminal.ts');
    const request = {
      file,
      engine,
      seed: wholeSeed(seed, 'netc run'),
      settings: settingsOf(set),
      train,
      resume,
    };
    return runInTerminal(request, json, terminal);
  },
});
