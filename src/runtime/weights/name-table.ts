import type { NamePair } from '../../typecheck/typed-module.ts';
import { placeholder } from '../../typecheck/weights/placeholder.ts';

/** A table of names, to look things up on either side. The first pair that fits counts. */
export interface NameTable {
  /** What the other library calls the layer at a path; undefined where the table has nothing for it. */
  readonly nameOf: (path: string) => string | undefined;
  /** The path of a layer that the other library calls so. */
  readonly pathOf: (name: string) => string | undefined;
}

/** Reads pairs such as `["block{s}.conv{n}", "block{s}_conv{n}"]`, or with `{n-1}` where a side counts from another number. */
export function nameTable(pairs: readonly NamePair[]): NameTable {
  const forth = pairs.map(({ path, name }) => rule(path, name));
  const back = pairs.map(({ path, name }) => rule(name, path));
  return { nameOf: (path) => firstOf(forth, path), pathOf: (name) => firstOf(back, name) };
}

type Rule = (text: string) => string | undefined;

/** Texts between placeholders, and what those stand for: a number by its name, and how far this side's count is off. */
interface Template {
  readonly texts: readonly string[];
  readonly numbers: readonly { readonly name: string; readonly offset: number }[];
}

function templateOf(text: string): Template {
  const found = [...text.matchAll(placeholder)];
  const numbers = found.map(([, name = '', sign, distance = '0']) => ({
    name,
    offset: Number(distance) * (sign === '-' ? -1 : 1),
  }));
  const ends = found.map((match) => match.index + match[0].length);
  const texts = [0, ...ends].map((start, index) => text.slice(start, found[index]?.index));
  return { texts, numbers };
}

function rule(from: string, to: string): Rule {
  const source = templateOf(from);
  const target = templateOf(to);
  const literals = source.texts.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // Numbers as nobody writes them, with zeros in front, would not come back the same.
  const whole = new RegExp(`^${literals.join('(0|[1-9]\\d*)')}$`);
  return (text) => {
    const found = whole.exec(text);
    if (found === null) return undefined;
    const numbers = new Map<string, number>();
    for (const [index, { name, offset }] of source.numbers.entries()) {
      const number = Number(found[index + 1]) - offset;
      // A placeholder that stands twice must be the same number in both places.
      if ((numbers.get(name) ?? number) !== number) return undefined;
      numbers.set(name, number);
    }
    const written = target.numbers.map(({ name, offset }) => (numbers.get(name) ?? NaN) + offset);
    if (!written.every((number) => number >= 0)) return undefined;
    return target.texts.map((part, index) => `${part}${written[index] ?? ''}`).join('');
  };
}

const firstOf = (rules: readonly Rule[], text: string): string | undefined => {
  for (const each of rules) {
    const found = each(text);
    if (found !== undefined) return found;
  }
  return undefined;
};
