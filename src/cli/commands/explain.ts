import { command } from '../command.ts';

/** `netc explain`: the long story behind a code. */
export const explainCommand = command({
  usage: 'explain [code]',
  describe: 'say more about a diagnostic, or list all',
  examples: [
    ['netc explain NET3001', 'what it means, a wrong program and a right one'],
    ['netc explain', 'all codes, by family'],
  ],
  flags: [],
  build: (cli) => cli.positional('code', { type: 'string', describe: 'such as NET3001, net3001 or 3001' }),
  run: async ({ code }, terminal) => {
    const { explanation, listOfCodes } = await import('../explanation.ts');
    const { colorPalette, plainPalette } = await import('../../diagnostics/palette.ts');
    const look = { palette: terminal.outColor ? colorPalette : plainPalette, width: terminal.width };
    terminal.out(code === undefined ? await listOfCodes(look) : await explanation(code, look));
    return 0;
  },
});
