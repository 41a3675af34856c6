import type { Span } from '../../source/span.ts';
import { hardline, literalline, type Doc } from '../documents.ts';
import type { PrintedComment, TokenCursor } from '../token-cursor.ts';

/** What stands on lines of its own: a declaration, a statement, a setting, a phase. */
export interface Item {
  readonly span: Span;
}

/** Leaves the item below it as it is written, as elsewhere in Prettier. */
const ignore = /^\/\/+\s*prettier-ignore\s*$/;

interface Items<I extends Item> {
  readonly items: readonly I[];
  readonly print: (item: I, index: number) => Doc;
  /** Whether the first begins the text. */
  readonly atStart?: boolean;
  /** Whether an empty line must stand before and behind an item, as it is printed. */
  readonly apart?: (item: I, printed: Doc) => boolean;
}

/** Items and the comments between them, each on its own line; of empty lines one is kept. */
export function printItems<I extends Item>(cursor: TokenCursor, list: Items<I>): Doc {
  const { items, print, atStart = false, apart = () => false } = list;
  const documents: Doc[] = [];
  let before: { readonly item: I; readonly apart: boolean } | undefined;
  for (const [index, item] of items.entries()) {
    const comments = cursor.takeComments();
    const blank = cursor.blankBefore(cursor.nextStart);
    const ignored = ignore.test(comments.at(-1)?.text ?? '');
    const printed = ignored ? verbatim(cursor, item) : print(item, index);
    const own = apart(item, printed);
    const lead = new Lead(
      before !== undefined && (before.apart || own) && !blankBetween(cursor, before.item, item),
      atStart && before === undefined,
    );
    lead.comments(comments, before !== undefined);
    lead.breakLine(blank && (before !== undefined || comments.length > 0));
    documents.push(lead.documents, printed);
    before = { item, apart: own };
  }
  return documents;
}

/** The comments behind the last item, before what closes the body or the file. */
export function printTail(cursor: TokenCursor, hasItems: boolean): readonly Doc[] {
  const lead = new Lead(false, false);
  lead.comments(cursor.takeComments(), hasItems);
  return lead.documents;
}

/** What stands between two items. */
class Lead {
  readonly documents: Doc[] = [];
  private apart: boolean;
  private start: boolean;

  constructor(apart: boolean, start: boolean) {
    this.apart = apart;
    this.start = start;
  }

  comments(comments: readonly PrintedComment[], hasBefore: boolean): void {
    let any = hasBefore;
    for (const { ownLine, document, blankBefore, text } of comments) {
      if (ownLine) this.breakLine(blankBefore && any);
      this.documents.push(ownLine ? text : document);
      any ||= ownLine;
    }
  }

  /** Begins a line, behind an empty one where the author left one or where one must stand. */
  breakLine(blank: boolean): void {
    if (!this.start) this.documents.push(hardline);
    if (blank || this.apart) this.documents.push(hardline);
    this.apart = false;
    this.start = false;
  }
}

/** Whether an empty line stands somewhere between two items. */
function blankBetween({ file }: TokenCursor, before: Item, after: Item): boolean {
  return /(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]/.test(file.text.slice(before.span.end, after.span.start));
}

function verbatim(cursor: TokenCursor, { span }: Item): Doc {
  return cursor
    .verbatim(span)
    .split(/\r\n|\r|\n/)
    .map((line, index) => (index === 0 ? line : [literalline, line]));
}
