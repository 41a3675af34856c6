/** Stands in a pattern for the class. */
const CLASS = '{class}';

/** What a pattern is made of: the class, any other text in braces, a star, text as it stands. */
const PARTS = /\{class\}|\{[^{}]*\}|\*|[^{}*]+|[{}]/g;

/** Whether a pattern says once where the class stands, and closes its braces. */
export function isNamePattern(pattern: string): boolean {
  const parts = pattern.match(PARTS) ?? [];
  return (
    parts.filter((part) => part === CLASS).length === 1 && !parts.some((part) => /^[{}/]$|\//.test(part))
  );
}

/**
 * Reads classes from names of files by a pattern such as `{class}.{number}.jpg`. `{class}` and other words in braces stand for
 * one character or more, as few as fit; `*` for any number of characters.
 * @returns the class that a file's name (without its folders) says, undefined where the name does not fit
 */
export function classReader(pattern: string): (name: string) => string | undefined {
  const parts = pattern.match(PARTS) ?? [];
  const expression = new RegExp(`^${parts.map(inExpression).join('')}$`, 'su');
  return (name) => expression.exec(name)?.[1];
}

function inExpression(part: string): string {
  if (part === CLASS) return '(.+?)';
  if (part === '*') return '.*?';
  return part.startsWith('{') ? '.+?' : part.replace(/[\\^$.|?+()[\]/]/g, String.raw`\$&`);
}
