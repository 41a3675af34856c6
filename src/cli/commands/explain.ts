import { command } from '../command.ts';

/** `netc explain`: the long story behind a code. */
export const explainCommand = command({
  usage: 'explain <code>',
  describe: 'say more about a diagnostic',
  examples: [['netc explain NET3001', 'what it means and what to do']],
  flags: [],
  build: (cli) => cli.positional('code', { type: 'string', demandOption: true, describe: 'such as NET3001' }),
  run: async ({ code }, terminal) => {
    const { explanation } = await import('../explanation.ts');
    terminal.out(await explanation(code));
    return 0;
  },
});
