import { command } from '../command.ts';

const options = {
  device: {
    choices: ['auto', 'cpu', 'gpu'],
    default: 'auto',
    describe: 'for install: which library',
  },
  wheel: {
    type: 'string',
    requiresArg: true,
    describe: 'for install: a wheel, or a folder of wheels, instead of a download',
  },
  json: { type: 'boolean', default: false, describe: 'for list: print JSON' },
} as const;

/** `netc engine`: what can compute here, and getting more. */
export const engineCommand = command({
  usage: 'engine <action> [name]',
  describe: 'list the engines that compute, or install one',
  examples: [
    ['netc engine list', 'what works here'],
    ['netc engine install tensorflow', 'the fastest one, into the cache folder of the user'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('action', {
        choices: ['list', 'install'] as const,
        demandOption: true,
        describe: 'what to do',
      })
      .positional('name', { choices: ['tensorflow'] as const, describe: 'which engine to install' })
      .options(options),
  run: async ({ action, device, wheel, json }, terminal) => {
    const engines = await import('../engines.ts');
    return action === 'list'
      ? engines.listInTerminal(json, terminal)
      : engines.installInTerminal(device, wheel, terminal);
  },
});
