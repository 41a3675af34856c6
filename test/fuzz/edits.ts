import fc from 'fast-check';

const tokenPattern = /[A-Za-z_]\w*|\d[\w.%]*|"[^"\n]*"|->|\.\.|[^\s\w]/g;

interface Edit {
  readonly kind: 'delete' | 'replace' | 'double' | 'swap' | 'cut';
  readonly at: number;
  readonly from: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('delete', 'replace', 'replace', 'double', 'swap', 'cut'),
  at: fc.nat(),
  from: fc.nat(),
});

/** Some slips of the hand, one after another. */
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(edit, { minLength: 1, maxLength: 8 });

/** Spoils a program as hands do: a word left out, taken for another, written twice, or the end missing. */
export function applyEdit(text: string, { kind, at, from }: Edit): string {
  const tokens = [...text.matchAll(tokenPattern)];
  const token = tokens[at % tokens.length];
  const other = tokens[from % tokens.length];
  if (token === undefined || other === undefined) return text;
  const before = text.slice(0, token.index);
  const after = text.slice(token.index + token[0].length);
  switch (kind) {
    case 'delete':
      return before + after;
    case 'replace':
      return before + other[0] + after;
    case 'double':
      return `${before}${token[0]} ${token[0]}${after}`;
    case 'swap':
      return `${before}${other[0]} ${token[0]}${after}`;
    case 'cut':
      return before;
  }
}

const numberPattern = /\b\d+(?:\.\d+)?\b/g;

/** Other numbers in a program, which mostly leaves it a program. */
export const numberEdits: fc.Arbitrary<readonly (readonly [number, number])[]> = fc.array(
  fc.tuple(fc.nat(), fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 0.5, 0.1, 20)),
  { minLength: 1, maxLength: 3 },
);

/** Writes another number in the place of one. */
export function applyNumberEdit(text: string, [at, number]: readonly [number, number]): string {
  const numbers = [...text.matchAll(numberPattern)];
  const found = numbers[at % numbers.length];
  if (found === undefined) return text;
  return `${text.slice(0, found.index)}${number}${text.slice(found.index + found[0].length)}`;
}
