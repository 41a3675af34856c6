import { command } from '../command.ts';

/** `netc completion`: a script that teaches a shell the commands. */
export const completionCommand = command({
  usage: 'completion <shell>',
  describe: 'print a script that completes commands, options, files and names in a shell',
  examples: [
    ['eval "$(netc completion bash)"', 'in ~/.bashrc'],
    ['eval "$(netc completion zsh)"', 'in ~/.zshrc, behind compinit'],
    ['netc completion fish > ~/.config/fish/completions/netc.fish', 'once'],
  ],
  flags: [],
  build: (cli) =>
    cli.positional('shell', {
      choices: ['bash', 'zsh', 'fish'] as const,
      demandOption: true,
      describe: 'which shell',
    }),
  run: async ({ shell }, terminal) => {
    // Here, not above: the commands include this one.
    const { commands } = await import('./index.ts');
    const { completionTable } = await import('../completion/completion-table.ts');
    const { bashCompletion } = await import('../completion/bash.ts');
    const { zshCompletion } = await import('../completion/zsh.ts');
    const { fishCompletion } = await import('../completion/fish.ts');
    const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
    terminal.out(scripts[shell](completionTable(commands)));
    return 0;
  },
});
