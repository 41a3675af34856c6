import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { Terminal } from './terminal.ts';

/** 0: fine; 1: the program or the data has errors; 2: something else broke; 130: stopped by Ctrl-C, and saved. */
export type ExitCode = 0 | 1 | 2 | 130;

/** What a command is, before its arguments' types are forgotten. */
interface Definition<A> {
  /** `check <file>`. */
  readonly usage: string;
  readonly describe: string;
  /** Commands to copy, and what each does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Its options, as the argument parser takes them, or their names alone. */
  readonly flags: Flags | readonly string[];
  readonly build: (cli: Argv) => Argv<A>;
  readonly run: (args: ArgumentsCamelCase<A>, terminal: Terminal) => Promise<ExitCode>;
}

/** What of a command's options help and completion know, by their names. */
export type Flags = Readonly<Record<string, Flag>>;

export interface Flag {
  readonly type?: string;
  readonly alias?: string;
  readonly choices?: readonly string[];
  readonly describe?: string;
}

/** A command as the command line knows it. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly describe: string;
  /** Names of its options, for "did you mean". */
  readonly flags: readonly string[];
  readonly options: Flags;
  readonly register: (cli: Argv, terminal: Terminal, finish: (code: ExitCode) => void) => Argv;
}

/**
 * Makes a command. What a command needs it imports when it runs, so that `netc check` does not wait for what only
 * `netc run` uses.
 */
export function command<A>(definition: Definition<A>): Command {
  const { usage, describe, examples, build, run } = definition;
  const options = flagsOf(definition.flags);
  const flags = Object.entries(options).flatMap(([flag, { alias }]) =>
    alias === undefined ? [flag] : [flag, alias],
  );
  const name = usage.split(' ')[0] ?? usage;
  return {
    name,
    usage,
    describe,
    flags,
    options,
    register: (cli, terminal, finish) =>
      cli.command(
        usage,
        describe,
        (inner) =>
          build(examples.reduce((described, [line, what]) => described.example(line, what), inner)).check(
            (args) => onceEach(args, flags),
          ),
        async (args) => {
          finish(await run(args, terminal));
        },
      ),
  };
}

function flagsOf(flags: Flags | readonly string[]): Flags {
  return isList(flags) ? Object.fromEntries(flags.map((flag) => [flag, {}])) : flags;
}

const isList = (flags: Flags | readonly string[]): flags is readonly string[] => Array.isArray(flags);

/** Options that may be repeated. */
const repeatable: readonly string[] = ['set'];

/** The parser makes a list of an option that is given twice, where one value was promised. */
function onceEach(args: Readonly<Record<string, unknown>>, flags: readonly string[]): true | string {
  const twice = flags.find((flag) => Array.isArray(args[flag]) && !repeatable.includes(flag));
  return twice === undefined ? true : `--${twice} is given more than once`;
}
