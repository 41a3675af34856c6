import { group, hardline, ifBreak, indent, line, softline, type Doc } from '../documents.ts';
import type { TokenCursor } from '../token-cursor.ts';

/** A bracketed list: on one line where it fits, otherwise a part a line, with a comma behind the last. */
interface List<Part> {
  readonly open: string;
  readonly close: string;
  readonly parts: readonly Part[];
  readonly print: (part: Part) => Doc;
  /** Whether blanks stand inside the brackets: `{ a }`. */
  readonly spaced?: boolean;
  /** Whether the parts stay on lines of their own when the author had put them there. */
  readonly keepBroken?: boolean;
}

/** Prints a list, brackets included; a comma behind its last part is the layout's business. */
export function printList<Part>(cursor: TokenCursor, list: List<Part>): Doc {
  const { open, close, parts, print, spaced = false, keepBroken = false } = list;
  const start = cursor.nextStart;
  const opening = cursor.take(open);
  const broken = keepBroken && parts.length > 0 && cursor.breaksBetween(start, cursor.nextStart);
  const edge = spaced && parts.length > 0 ? line : softline;
  const inside: Doc[] = [];
  for (const [index, part] of parts.entries()) {
    inside.push(cursor.gapOr(index === 0 ? edge : line), print(part));
    const last = index === parts.length - 1;
    inside.push(last ? ifBreak(',') : ',');
    cursor.skip(',');
  }
  const left = cursor.takeComments().map(({ document }) => document);
  const end = left.length > 0 ? hardline : edge;
  return group([opening, indent([...inside, ...left]), end, cursor.take(close)], { shouldBreak: broken });
}
