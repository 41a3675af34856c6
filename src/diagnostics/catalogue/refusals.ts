import { both } from './words.ts';

/** Why an editor's wish to rename something is refused. */
export const renameRefusals = {
  nothing: () => 'There is no name here that the program gives.',
  elsewhere: (name: string) =>
    `${name} is declared in the standard library, which is not the program's to change.`,
  column: (name: string) => `${name} is what the data calls it: another name would be another column.`,
  learned: (name: string, model: string) =>
    `${name} of ${model} takes or learns what a table calls ${name}: another name would be another column.`,
  selected: (name: string) => `A train names layers by the block ${name} that makes them.`,
  noName: (text: string) => `${text} is no name: one begins with a letter, and has letters, digits and _.`,
  word: (text: string) => `${text} is a word of the language.`,
  taken: (text: string, files: readonly string[]) => `There is a ${text} already, in ${both(files)}.`,
} as const;
