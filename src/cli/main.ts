import process from 'node:process';
import { hideBin } from 'yargs/helpers';
import { runCommandLine } from './run-command-line.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runCommandLine(hideBin(process.argv), processTerminal());
