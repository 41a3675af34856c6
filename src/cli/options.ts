import { badArguments, badSetting } from '../diagnostics/catalogue/run.ts';
import { Problem } from '../runtime/problem.ts';

/** Options that several commands share. */
export const settingOption = {
  set: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'give a param another value, name=value; may be repeated',
  },
} as const;

export const trainOption = {
  train: { type: 'string', requiresArg: true, describe: 'which train of the file' },
} as const;

export const seedOption = {
  seed: { type: 'number', requiresArg: true, describe: 'seed of weights, order and splits' },
} as const;

export const engineOption = {
  engine: {
    choices: ['auto', 'tensorflow', 'wasm', 'cpu'],
    default: 'auto',
    describe: 'what computes; auto takes the fastest that works here',
  },
} as const;

export const jsonOption = {
  json: { type: 'boolean', default: false, describe: 'print JSON for programs' },
} as const;

/** `--set name=value` as a table. @throws Problem NET7033 for a text without a name */
export function settingsOf(texts: readonly string[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (texts ?? []).map((text) => {
      const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw new Problem(badSetting(undefined, { given: text }));
      return [name, value.trim()];
    }),
  );
}

const largestSeed = 2 ** 31 - 1;

/** @throws Problem NET7032 where a seed is no whole number that engines can take */
export function wholeSeed(seed: number | undefined, command: string): number | undefined {
  if (seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= largestSeed)) return seed;
  const reason = `--seed wants a whole number from 0 to ${largestSeed}`;
  throw new Problem(badArguments(undefined, { command, reason }));
}
