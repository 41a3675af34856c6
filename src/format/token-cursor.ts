import type { Comment } from '../parser/ast.ts';
import { lex } from '../parser/lex.ts';
import type { Word } from '../parser/word.ts';
import { textWidth } from '../diagnostics/text-width.ts';
import { lineText, positionAt, type SourceFile } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';
import { breakParent, hardline, lineSuffix, type Doc } from './documents.ts';
import type { Mark } from './columns.ts';

/**
 * Hands out the words of a file in their order. What prints a node takes its words from here, and asks before each of
 * them for the comments that stand there: so no comment is lost, and none changes its place among the words.
 */
export class TokenCursor {
  readonly file: SourceFile;
  /** Stands in the printed text where a mark does; no character of the source. */
  readonly sign: string;
  readonly marks: Mark[] = [];
  private readonly words: readonly Word[];
  private readonly comments: readonly Comment[];
  private wordIndex = 0;
  private commentIndex = 0;

  constructor(file: SourceFile) {
    const { words, comments } = lex(file);
    this.file = file;
    this.words = words;
    this.comments = comments;
    this.sign = unusedSign(file.text);
  }

  /** The text of the word that comes next; empty behind the last. */
  get nextText(): string {
    return this.words[this.wordIndex]?.text ?? '';
  }

  /** Where the word that comes next begins; the end of the file behind the last. */
  get nextStart(): number {
    return this.words[this.wordIndex]?.start ?? this.file.text.length;
  }

  /** Whether the next word is this one. */
  isNext(text: string): boolean {
    return this.nextText === text;
  }

  /** Whether the next word begins a line. */
  get nextBeginsLine(): boolean {
    return this.words[this.wordIndex]?.firstOnLine ?? true;
  }

  /** Takes the next word. @throws Error for another than is expected: the printer and the parser disagree */
  take(expected: string): string {
    const { nextText } = this;
    if (nextText !== expected) {
      const { line, column } = positionAt(this.file, this.nextStart);
      throw new Error(`The formatter expected ${expected} at ${line}:${column}, not ${nextText}`);
    }
    this.wordIndex++;
    return expected;
  }

  /** Takes the next word if it is this one; a comma that is written or left out as the layout wants. */
  skip(text: string): boolean {
    if (this.nextText !== text) return false;
    this.wordIndex++;
    return true;
  }

  /** Takes the words of a span, as they are written. */
  slice({ start, end }: Span): string {
    while (this.nextStart < end) this.wordIndex++;
    return this.file.text.slice(start, end);
  }

  /** Takes everything of a span, comments too, as it is written. */
  verbatim(place: Span): string {
    while ((this.comments[this.commentIndex]?.span.start ?? Infinity) < place.end) this.commentIndex++;
    return this.slice(place);
  }

  /** Whether comments stand before the next word. */
  get hasComments(): boolean {
    return this.commentAhead !== undefined;
  }

  /** The comments before the next word, each behind its line break, and the line break before the word. */
  gap(): Doc | undefined {
    const comments = this.takeComments();
    return comments.length === 0 ? undefined : [...comments.map(({ document }) => document), hardline];
  }

  /** As `gap`, or what stands there when there are no comments. */
  gapOr(otherwise: Doc): Doc {
    return this.gap() ?? otherwise;
  }

  /** Takes the comments before the next word. */
  takeComments(): readonly PrintedComment[] {
    const printed: PrintedComment[] = [];
    for (let comment = this.commentAhead; comment !== undefined; comment = this.commentAhead) {
      this.commentIndex++;
      printed.push(this.printed(comment));
    }
    return printed;
  }

  /** Whether a comment lies within a span. */
  commentWithin({ start, end }: Span): boolean {
    return this.comments.some(({ span: place }) => place.start >= start && place.end <= end);
  }

  /** Whether a line ends between two offsets. */
  breaksBetween(start: number, end: number): boolean {
    return /[\r\n]/.test(this.file.text.slice(start, end));
  }

  /** Whether an empty line stands right before an offset. */
  blankBefore(offset: number): boolean {
    const { text } = this.file;
    let start = offset;
    while (start > 0 && /\s/.test(text[start - 1] ?? '')) start--;
    return this.lineAt(offset) - this.lineAt(start) > 1;
  }

  /** One past the bracket that closes the one at an offset. */
  closing(offset: number): number {
    let depth = 0;
    for (let index = this.wordIndex; index < this.words.length; index++) {
      const word = this.words[index];
      if (word === undefined || word.start < offset) continue;
      if (/^[([{]$/.test(word.text)) depth++;
      if (/^[)\]}]$/.test(word.text)) depth--;
      if (depth === 0) return word.end;
    }
    return this.file.text.length;
  }

  /** The first word at or behind an offset. */
  wordAt(offset: number): Word | undefined {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle]?.start ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return this.words[low];
  }

  /** Columns before an offset on its line. */
  columnAt(offset: number): number {
    const { line, column } = positionAt(this.file, offset);
    return textWidth(lineText(this.file, line).slice(0, column - 1));
  }

  lineAt(offset: number): number {
    return positionAt(this.file, offset).line;
  }

  /** Marks an arrow that is printed next, so that a column of arrows can be kept. */
  markArrow(offset: number): string {
    if (this.sign === '') return '';
    this.marks.push({ kind: 'arrow', column: this.columnAt(offset) });
    return this.sign;
  }

  private get commentAhead(): Comment | undefined {
    const comment = this.comments[this.commentIndex];
    return comment !== undefined && comment.span.start < this.nextStart ? comment : undefined;
  }

  private printed({ span: { start, end } }: Comment): PrintedComment {
    const text = this.file.text.slice(start, end).trimEnd();
    const { line, column } = positionAt(this.file, start);
    const before = lineText(this.file, line).slice(0, column - 1);
    const blankBefore = this.blankBefore(start);
    if (before.trim() === '') return { document: [hardline, text], ownLine: true, blankBefore, text };
    const indentation = before.length - before.trimStart().length;
    if (this.sign !== '')
      this.marks.push({
        kind: 'comment',
        column: textWidth(before),
        indentation,
        blanks: before.length - before.trimEnd().length,
      });
    return {
      document: [lineSuffix(this.sign === '' ? ` ${text}` : `${this.sign}${text}`), breakParent],
      ownLine: false,
      blankBefore: false,
      text,
    };
  }
}

/** A comment on its way out. */
export interface PrintedComment {
  /** Begins with its line break, where it has a line of its own. */
  readonly document: Doc;
  readonly ownLine: boolean;
  readonly blankBefore: boolean;
  readonly text: string;
}

/** A control character, which takes no room in a line, that the text does not have. */
function unusedSign(text: string): string {
  const signs = Array.from({ length: 0x20 }, (_, index) => String.fromCodePoint(0x80 + index));
  return signs.find((sign) => !text.includes(sign)) ?? '';
}
