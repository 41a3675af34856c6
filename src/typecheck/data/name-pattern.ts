/** The word that stands in a pattern for the class. */
export const CLASS_WORD = 'class';

/** What a pattern is made of: a word in braces, a star, text as it stands. */
const PARTS = /\{[^{}]*\}|\*|[^{}*]+|[{}]/g;

const partsOf = (pattern: string): readonly string[] => pattern.match(PARTS) ?? [];

/** The words in braces of a pattern, in their order. */
export function wordsOf(pattern: string): readonly string[] {
  return partsOf(pattern).flatMap((part) => (/^\{[^{}]+\}$/.test(part) ? [part.slice(1, -1)] : []));
}

/** Whether a pattern says once where a word stands, and closes its braces. */
export function isNamePattern(pattern: string, word: string = CLASS_WORD): boolean {
  return (
    wordsOf(pattern).filter((each) => each === word).length === 1 &&
    !partsOf(pattern).some((part) => /^[{}/]$|\//.test(part))
  );
}

/**
 * Reads a word from names of files by a pattern such as `{class}.{number}.jpg`. Words in braces stand for one character or more, as few
 * as fit; `*` for any number of characters.
 * @returns what a file's name (without its folders) says for the word, undefined where the name does not fit
 */
export function nameReader(pattern: string, word: string = CLASS_WORD): (name: string) => string | undefined {
  const wanted = `{${word}}`;
  const expression = new RegExp(
    `^${partsOf(pattern)
      .map((part) => inExpression(part, wanted))
      .join('')}$`,
    'su',
  );
  return (name) => expression.exec(name)?.[1];
}

function inExpression(part: string, wanted: string): string {
  if (part === wanted) return '(.+?)';
  if (part === '*') return '.*?';
  return part.startsWith('{') ? '.+?' : part.replace(/[\\^$.|?+()[\]/]/g, String.raw`\$&`);
}
