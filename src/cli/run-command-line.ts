import process from 'node:process';
import yargs from 'yargs';
import { netcVersion } from '../runtime/project/versions.ts';
import type { Command, ExitCode } from './command.ts';
import { commands } from './commands/index.ts';
import { showFailure, showProblems } from './show-problems.ts';
import type { Terminal } from './terminal.ts';
import { usageProblem } from './usage-problem.ts';

/** Carries a complaint of the argument parser past it. */
class UsageError extends Error {}

/**
 * Runs one command line.
 * @returns the exit code; every failure has been shown by then, in words and without a stack trace
 */
export async function runCommandLine(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  // The argument parser drops a lone dash without a word.
  const words = given.map((word) => (word === '-' ? '--stdin' : word));
  let exitCode: ExitCode = 0;
  try {
    const cli = parser(terminal, (code) => (exitCode = code));
    await cli.parseAsync([...words], {}, (_error, _args, help) => {
      if (help !== '') terminal.out(`${help}\n`);
    });
    return exitCode;
  } catch (error) {
    if (!(error instanceof UsageError)) return await showFailure(error, terminal);
    await showProblems(usageProblem(error.message, words, commands), terminal);
    return 2;
  }
}

function parser(terminal: Terminal, finish: (code: ExitCode) => void) {
  const cli = yargs()
    .scriptName('netc')
    // One set of words, so that they can be put into ours.
    .locale('en')
    .usage('$0 <command>\n\nTrains what a .net file says: checks it, compiles it, and runs it on photos.')
    .example('$0 sample pets data/pets', 'draw photos of cats and dogs to begin with')
    .example('$0 run examples/small_convnet.net', 'train on them')
    .parserConfiguration({
      'boolean-negation': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .version(netcVersion())
    .help()
    .strict()
    .demandCommand(1, 'A command is missing')
    .wrap(terminal.width)
    .epilogue(
      'Exit codes: 0 fine, 1 the program or the data has errors, 2 something else broke, 130 stopped by Ctrl-C.',
    )
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // With a message it is the parser that complains, without one a command has thrown.
      throw message === null && error !== undefined
        ? error
        : new UsageError(message ?? 'The command line could not be read');
    });
  return commands.reduce((all, command: Command) => command.register(all, terminal, finish), cli);
}

process.setSourceMapsEnabled(process.env['NETC_DEBUG'] === '1');
