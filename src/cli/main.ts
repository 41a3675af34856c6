import process from 'node:process';
import { hideBin } from 'yargs/helpers';
import { runCommandLine } from './run-command-line.ts';
import { showFailure } from './show-problems.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

/** What escapes every handler is shown like every other failure: in words. */
const showAndLeave = (error: unknown): void => {
  void showFailure(error, terminal).then((code) => {
    process.exit(code);
  });
};
process.on('uncaughtException', showAndLeave);
process.on('unhandledRejection', showAndLeave);

process.exitCode = await runCommandLine(hideBin(process.argv), terminal);
