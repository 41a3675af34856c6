import type { TokenType } from 'chevrotain';
import {
  BodyClose,
  False,
  Identifier,
  If,
  LeftBracket,
  None,
  NamePart,
  NumberToken,
  PathPattern,
  Repeat,
  RightBrace,
  RightBracket,
  RightParenthesis,
  Size,
  StringToken,
  True,
  Wildcard,
} from '../tokens.ts';

const literals = [Identifier, NumberToken, Size, StringToken, True, False, None];
const ends = new Set<TokenType>([
  ...literals,
  Wildcard,
  PathPattern,
  NamePart,
  RightParenthesis,
  RightBracket,
  RightBrace,
  BodyClose,
]);
const starts = new Set<TokenType>([...literals, LeftBracket, If, Repeat]);

/** Whether an expression can end with this token; then what follows is an operator or something new. */
export function endsOperand(type: TokenType | undefined): boolean {
  return type !== undefined && ends.has(type);
}

/** Whether this token can only begin an expression, never go on with one. */
export function startsOperand(type: TokenType): boolean {
  return starts.has(type);
}
