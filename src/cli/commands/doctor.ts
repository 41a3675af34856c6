import process from 'node:process';
import { command } from '../command.ts';
import { jsonOption } from '../options.ts';

const options = { ...jsonOption } as const;

/** `netc doctor`: whether this machine can train, and what to do where it cannot. */
export const doctorCommand = command({
  usage: 'doctor',
  describe: 'look at this machine: Node, engines, memory, folders; say what to do',
  examples: [['netc doctor', 'what works here, and what does not']],
  flags: options,
  build: (cli) => cli.options(options),
  run: async ({ json }, terminal) => {
    const { examine, examinationText } = await import('../doctor.ts');
    const findings = await examine(process.cwd());
    terminal.out(json ? `${JSON.stringify({ findings })}\n` : examinationText(findings));
    return findings.some(({ state }) => state === 'broken') ? 2 : 0;
  },
});
