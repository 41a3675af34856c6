import {
  Arrow,
  Comma,
  Dot,
  DotDot,
  Identifier,
  NumberToken,
  PathPattern,
  RightBrace,
  RightBracket,
  RightParenthesis,
  Star,
} from '../tokens.ts';
import type { Word } from '../word.ts';
import { adjacent } from '../word.ts';
import type { LayoutState } from './state.ts';

const behindPaths = new Set([Dot, DotDot, Comma, Arrow, RightParenthesis, RightBracket, RightBrace]);

/**
 * Reads the part of a path behind a dot: a name, or a pattern such as `*`, `block*` or `*_conv`, whose pieces are
 * written together. In `x.channels*3` the star multiplies, since a value follows it.
 */
export function pathPart(state: LayoutState): Word | undefined {
  const { words, index } = state;
  const first = words[index];
  if (first === undefined || (first.type !== Identifier && first.type !== Star)) return undefined;
  let last = first;
  let text = first.text;
  let count = 1;
  for (;;) {
    const piece = words[index + count];
    if (!adjacent(last, piece) || piece === undefined) break;
    const isName = last.type === Star && (piece.type === Identifier || piece.type === NumberToken);
    const isStar = last.type !== Star && piece.type === Star && isBehind(words[index + count + 1]);
    if (!isName && !isStar) break;
    text += piece.text;
    last = piece;
    count++;
  }
  state.index += count - 1;
  return { ...first, type: text.includes('*') ? PathPattern : Identifier, text, end: last.end };
}

/** Whether what follows a star shows that it multiplies nothing. */
function isBehind(word: Word | undefined): boolean {
  return word === undefined || word.firstOnLine || behindPaths.has(word.type) || word.text === 'except';
}
