import type { TokenType } from 'chevrotain';
import type { Span } from '../source/span.ts';
import { span } from '../source/span.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A token with what the layout wants to know of its place. */
export interface Word {
  readonly type: TokenType;
  readonly text: string;
  readonly start: number;
  /** One past the last character. */
  readonly end: number;
  readonly firstOnLine: boolean;
  /** Characters before it on its line. */
  readonly column: number;
  /** Characters before the first token of its line. */
  readonly indent: number;
  /** Something in it or right before it could not be read, so that its neighbours may make no sense. */
  readonly damaged: boolean;
}

/** The place of a word. */
export function wordSpan(file: SourceFile, word: Word): Span {
  return span(file, word.start, word.end);
}

/** Whether nothing stands between two words. */
export function adjacent(first: Word | undefined, second: Word | undefined): boolean {
  return first !== undefined && second !== undefined && first.end === second.start;
}
