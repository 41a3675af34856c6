import { catalogue } from '../../diagnostics/catalogue/index.ts';
import { sampleKinds } from '../../runtime/sample/kind-names.ts';
import type { Command } from '../command.ts';

/** What can stand in a place of the command line: words that are known, or what a shell can find. */
export type Completer =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Files ending in `.net`, and folders. */
  | { readonly kind: 'programs' }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  /** Folders of runs. */
  | { readonly kind: 'runs' }
  /** Names that the program on the command line declares with this word. */
  | { readonly kind: 'names'; readonly declaredBy: 'train' | 'model' | 'phase' | 'param' }
  | { readonly kind: 'nothing' };

export interface FlagCompletion {
  /** `engine`, without dashes. */
  readonly name: string;
  readonly alias: string | undefined;
  readonly describe: string;
  /** Undefined for a switch, which takes no value. */
  readonly value: Completer | undefined;
}

export interface CommandCompletion {
  readonly name: string;
  readonly describe: string;
  /** Of the arguments in their order; the last stands for all that follow where it may be repeated. */
  readonly positionals: readonly Completer[];
  readonly repeated: boolean;
  readonly flags: readonly FlagCompletion[];
}

const words = (...list: readonly string[]): Completer => ({ kind: 'words', words: list });

/** Arguments by the names they have in the usage of commands; those that are not here are files. */
const positionals: Readonly<Record<string, Completer>> = {
  file: { kind: 'programs' },
  files: { kind: 'programs' },
  before: { kind: 'programs' },
  after: { kind: 'programs' },
  run: { kind: 'runs' },
  code: { kind: 'words', words: catalogue.map(({ code }) => code) },
  folder: { kind: 'folders' },
  kind: words(...sampleKinds),
  action: words('list', 'install'),
  task: words('inspect', 'match', 'add', 'list'),
  shell: words('bash', 'zsh', 'fish'),
};

/** Values of flags by the flags' names; those that are not here are files for texts, and nothing for numbers. */
const values: Readonly<Record<string, Completer>> = {
  train: { kind: 'names', declaredBy: 'train' },
  model: { kind: 'names', declaredBy: 'model' },
  phase: { kind: 'names', declaredBy: 'phase' },
  set: { kind: 'names', declaredBy: 'param' },
  graph: words('predict'),
  after: { kind: 'nothing' },
};

/** What completes each command, from the commands themselves. */
export function completionTable(commands: readonly Command[]): readonly CommandCompletion[] {
  return commands.map(({ name, usage, describe, options }) => {
    const places = [...usage.matchAll(/[<[](\w+)(\.\.)?[>\]]/g)];
    return {
      name,
      describe,
      positionals: places.map(([, place = '']) => positionals[place] ?? { kind: 'files' }),
      repeated: places.at(-1)?.[2] !== undefined,
      flags: [
        ...Object.entries(options).map(([flag, option]): FlagCompletion => ({
          name: flag,
          alias: option.alias,
          describe: option.describe ?? '',
          value: valueOf(flag, option),
        })),
        { name: 'help', alias: undefined, describe: 'show how it is used', value: undefined },
      ],
    };
  });
}

function valueOf(flag: string, { type, choices }: Command['options'][string]): Completer | undefined {
  if (choices !== undefined) return words(...choices.map(String));
  if (type === 'boolean') return undefined;
  if (type === 'number') return { kind: 'nothing' };
  return values[flag] ?? { kind: 'files' };
}

/** How each declaration begins, as a pattern of `sed` whose first group is the name. */
export function declarationPattern(declaredBy: 'train' | 'model' | 'phase' | 'param'): string {
  const behind = { train: '=', model: '(', phase: '{', param: '=' }[declaredBy];
  return `^[[:space:]]*${declaredBy}[[:space:]]\\{1,\\}\\([A-Za-z_][A-Za-z0-9_]*\\)[[:space:]]*${behind}.*`;
}
