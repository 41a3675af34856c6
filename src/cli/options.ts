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

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `90s`, `10m` or `1.5h` in milliseconds. @throws Problem NET7032 where it is no length of time */
export function durationOf(text: string | undefined, flag: string, command: string): number | undefined {
  if (text === undefined) return undefined;
  const [, count = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)\s*$/.exec(text) ?? [];
  const factor = milliseconds[unit];
  if (factor !== undefined) return Number(count) * factor;
  const reason = `${flag} wants a length of time such as 30s, 10m or 1h, not ${text}`;
  throw new Problem(badArguments(undefined, { command, reason }));
}
