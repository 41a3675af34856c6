import { command } from '../command.ts';

const options = {
  stdio: { type: 'boolean', default: true, describe: 'speak over standard input and output' },
} as const;

/** `netc lsp`: the language server, for editors. */
export const lspCommand = command({
  usage: 'lsp',
  describe: 'serve an editor over the Language Server Protocol',
  examples: [['netc lsp --stdio', 'what an editor starts']],
  flags: options,
  build: (cli) => cli.options(options),
  run: async () => {
    const { startServer } = await import('../../lsp/start-server.ts');
    await startServer();
    return 0;
  },
});
