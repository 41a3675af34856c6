import type { NamePair } from '../../typecheck/typed-module.ts';

/** A table of names, to look things up on either side. The first pair that fits counts. */
export interface NameTable {
  /** What the other library calls the layer at a path; undefined where the table has nothing for it. */
  readonly nameOf: (path: string) => string | undefined;
  /** The path of a layer that the other library calls so. */
  readonly pathOf: (name: string) => string | undefined;
}

/** Reads pairs such as `["block{s}.conv{n}", "block{s}_conv{n}"]`. */
export function nameTable(pairs: readonly NamePair[]): NameTable {
  const forth = pairs.map(({ path, name }) => rule(path, name));
  const back = pairs.map(({ path, name }) => rule(name, path));
  return { nameOf: (path) => firstOf(forth, path), pathOf: (name) => firstOf(back, name) };
}

type Rule = (text: string) => string | undefined;

const placeholder = /\{(\w+)\}/g;

function rule(from: string, to: string): Rule {
  // A placeholder that stands twice must be the same number in both places.
  const seen = new Set<string>();
  const pattern = from
    .split(placeholder)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (seen.has(part)) return `\\k<${part}>`;
      seen.add(part);
      return `(?<${part}>\\d+)`;
    })
    .join('');
  const whole = new RegExp(`^${pattern}$`);
  return (text) => {
    const found = whole.exec(text);
    return found === null
      ? undefined
      : to.replaceAll(placeholder, (_, number: string) => found.groups?.[number] ?? '');
  };
}

const firstOf = (rules: readonly Rule[], text: string): string | undefined => {
  for (const each of rules) {
    const found = each(text);
    if (found !== undefined) return found;
  }
  return undefined;
};
