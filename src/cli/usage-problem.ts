import { badArguments, unknownCommand, unknownFlag } from '../diagnostics/catalogue/run.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';

/** What the command line has: names of commands and of their options. */
export interface Vocabulary {
  readonly name: string;
  readonly flags: readonly string[];
}

const everywhere = ['help', 'version'];

/**
 * Turns what the argument parser complained of, in its English words, into diagnostics.
 * @param given the arguments as they were typed
 */
export function usageProblem(
  message: string,
  given: readonly string[],
  commands: readonly Vocabulary[],
): readonly Diagnostic[] {
  const command = commands.find(({ name }) => name === given.find((word) => !word.startsWith('-')));
  const where = command === undefined ? 'netc' : `netc ${command.name}`;
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/s.exec(message)?.[1];
  if (unknown === undefined) return [badArguments(undefined, { command: where, reason: plain(message) })];

  const names = commands.map(({ name }) => name);
  const [first = ''] = given.filter((word) => !word.startsWith('-'));
  if (command === undefined && first !== '')
    return [unknownCommand(undefined, { given: first, similar: nearest(first, names) })];

  const diagnostics = unknown.split(', ').flatMap((name) => {
    const flag = given.find((word) => word.replace(/^-+/, '').split('=')[0] === name && word.startsWith('-'));
    if (flag === undefined)
      return [badArguments(undefined, { command: where, reason: `\`${name}\` is one argument too many` })];
    const similar = nearest(name, [...(command?.flags ?? []), ...everywhere]);
    return [
      unknownFlag(undefined, {
        given: flag.split('=')[0] ?? flag,
        command: where,
        similar: similar && `--${similar}`,
      }),
    ];
  });
  // A name of two words is reported under both of its spellings.
  return diagnostics.filter(
    ({ title }, index) => diagnostics.findIndex((other) => other.title === title) === index,
  );
}

const inOurWords: readonly (readonly [RegExp, string])[] = [
  [/^Not enough non-option arguments.*$/s, 'An argument is missing'],
  [/^Too many non-option arguments.*$/s, 'There are more arguments than the command takes'],
  [/^Missing required argument: (.*)$/s, '`$1` is missing'],
  [/^Not enough arguments following: (.*)$/s, '--$1 wants a value'],
];

function plain(message: string): string {
  for (const [pattern, words] of inOurWords)
    if (pattern.test(message)) return message.replace(pattern, words);
  const choices = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(message);
  if (choices) return `--${choices[1] ?? ''} is ${choices[2] ?? ''}, where it may be ${choices[3] ?? ''}`;
  return message.split('\n')[0] ?? message;
}
