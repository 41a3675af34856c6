import type { TokenType } from 'chevrotain';
import { And, Arrow, Equals, False, None, Not, Or, Star, True } from './tokens.ts';

/** What netc writes instead of a sign or a word of another language. */
export interface Spelling {
  readonly text: string;
  readonly type: TokenType;
}

/** Signs with exactly one equivalent here. */
export const foreignSymbols: ReadonlyMap<string, Spelling> = new Map([
  ['&&', { text: 'and', type: And }],
  ['||', { text: 'or', type: Or }],
  ['!', { text: 'not', type: Not }],
  ['=>', { text: '->', type: Arrow }],
  ['|>', { text: '->', type: Arrow }],
  ['→', { text: '->', type: Arrow }],
  [':=', { text: '=', type: Equals }],
]);

/** Words with exactly one equivalent here. */
export const foreignWords: ReadonlyMap<string, Spelling> = new Map([
  ['True', { text: 'true', type: True }],
  ['False', { text: 'false', type: False }],
  ['None', { text: 'none', type: None }],
]);

/** Signs without an equivalent: what to do, and what to go on reading as. */
export const unsupportedSymbols: ReadonlyMap<
  string,
  { readonly advice: string; readonly type: TokenType | undefined }
> = new Map([
  ['**', { advice: 'Write powers as products: `n * n`.', type: Star }],
  [';', { advice: 'The end of the line ends a statement.', type: undefined }],
]);

/** Words that begin a declaration in other languages and frameworks. */
export const foreignDeclarations: ReadonlyMap<string, string> = new Map([
  ['def', 'block'],
  ['fn', 'block'],
  ['func', 'block'],
  ['function', 'block'],
  ['class', 'model'],
  ['net', 'model'],
  ['network', 'model'],
  ['layer', 'block'],
  ['module', 'block'],
  ['dataset', 'data'],
  ['augmentation', 'augment'],
  ['training', 'train'],
  ['fit', 'train'],
  ['parameter', 'param'],
  ['constant', 'const'],
  ['var', 'const'],
  ['use', 'import'],
  ['include', 'import'],
  ['from', 'import'],
]);
