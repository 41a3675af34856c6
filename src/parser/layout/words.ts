import type { TokenType } from 'chevrotain';
import {
  As,
  Colon,
  Comma,
  declarationWords,
  Equals,
  From,
  Identifier,
  Import,
  In,
  Key,
  LeftParenthesis,
  LoopName,
  Model,
  NumberToken,
  NamePart,
  On,
  Phase,
  Repeat,
  reservedWords,
  RightBrace,
  Star,
  Train,
  Wildcard,
} from '../tokens.ts';
import type { Word } from '../word.ts';
import type { LayoutState } from './state.ts';

const naming = new Set<TokenType>([...declarationWords.values(), Phase, As]);

/**
 * The exact type of a word in an expression or a header. Most of netc's words mean something only where they can;
 * elsewhere they are plain names, so a layer may be called `data` and an option `in`.
 */
export function wordType(state: LayoutState, word: Word): TokenType {
  const { previous } = state;
  if (word.type === Star) return state.ended ? Star : Wildcard;
  if (word.start === state.nameEnd && previous?.type === RightBrace) {
    if (word.type === Identifier || word.type === NumberToken) return NamePart;
  }
  if (word.type !== Identifier) return word.type;

  const next = state.words[state.index + 1];
  if (isKey(state, next)) return Key;
  if (previous !== undefined && naming.has(previous.type) && previous.type !== Import) return Identifier;
  if (word.text === '_') return Wildcard;
  if (previous?.type === Repeat && next?.text === 'in') return LoopName;
  if (previous?.type === LoopName && word.text === 'in') return In;
  if (state.frames.length === 0 && state.ended) {
    if (word.text === 'on' && state.declaration?.type === Train) return On;
    if (word.text === 'from' && state.declaration?.type === Import) return From;
  }
  if (word.text === 'from' && previous?.type === RightBrace && state.declaration?.type === Import)
    return From;
  return reservedWords.get(word.text) ?? Identifier;
}

/** Whether a word names an argument, an input or a parameter; `=` in the place of `:` is a slip to be mended. */
function isKey(state: LayoutState, next: Word | undefined): boolean {
  const { previous, top } = state;
  if (previous?.type !== LeftParenthesis && previous?.type !== Comma) return false;
  if (next?.type === Colon) return top?.kind === 'call' || top?.kind === 'header';
  const takesEquals = top?.kind === 'call' || (top?.kind === 'header' && state.declaration?.type === Model);
  return next?.type === Equals && takesEquals;
}
