import type { Severity } from './diagnostic.ts';

/** How the parts of a message are set apart. Each function wraps a text; none changes its width. */
export interface Palette {
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
  readonly strong: (text: string) => string;
  /** Line numbers, borders, arrows. */
  readonly frame: (text: string) => string;
  /** Labels beside the main one. */
  readonly also: (text: string) => string;
  readonly hint: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly added: (text: string) => string;
}

const plain = (text: string): string => text;

/** No colours: files, pipes, NO_COLOR. */
export const plainPalette: Palette = {
  severity: { error: plain, warning: plain, advice: plain },
  strong: plain,
  frame: plain,
  also: plain,
  hint: plain,
  removed: plain,
  added: plain,
};

/** Select graphic rendition, ECMA-48 section 8.3.117. */
function sgr(code: number, end = 39): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001B[${code}m${text}\u001B[${end}m`);
}

const bold = sgr(1, 22);
const [red, green, yellow, blue, cyan] = [sgr(31), sgr(32), sgr(33), sgr(34), sgr(36)];

/** The sixteen colours that every terminal has. */
export const colorPalette: Palette = {
  severity: {
    error: (text) => bold(red(text)),
    warning: (text) => bold(yellow(text)),
    advice: (text) => bold(cyan(text)),
  },
  strong: bold,
  frame: blue,
  also: blue,
  hint: green,
  removed: red,
  added: green,
};
