import type { Doc } from 'prettier';
import { builders, printer, utils } from 'prettier/doc';

export type { Doc } from 'prettier';

const {
  align,
  breakParent,
  group,
  hardline,
  ifBreak,
  indent,
  join,
  line,
  lineSuffix,
  literalline,
  softline,
} = builders;

export {
  align,
  breakParent,
  group,
  hardline,
  ifBreak,
  indent,
  join,
  line,
  lineSuffix,
  literalline,
  softline,
};

/** Whether a document takes several lines, whatever the width. */
export const willBreak = (document: Doc): boolean => utils.willBreak(document);

/** What of Prettier's options a layout depends on. */
export interface Layout {
  /** Columns that a line should not pass. */
  readonly printWidth: number;
  /** Columns of a level of indentation. */
  readonly tabWidth: number;
  readonly useTabs: boolean;
}

export const standardLayout: Layout = { printWidth: 110, tabWidth: 2, useTabs: false };

/** The text of a document. */
export function documentText(document: Doc, layout: Layout): string {
  return printer.printDocToString(document, { ...layout }).formatted;
}

/** The text of a document on one line of any length; undefined where it cannot be on one. */
export function flatText(document: Doc): string | undefined {
  const text = documentText(group(document), { ...standardLayout, printWidth: Infinity });
  return text.includes('\n') ? undefined : text;
}
