import type { TokenType } from 'chevrotain';
import { nearest } from '../../diagnostics/nearest.ts';
import { foreignDeclarations } from '../foreign-spellings.ts';
import {
  BodyOpen,
  Colon,
  Comma,
  declarationWords,
  Equals,
  Identifier,
  Import,
  LeftBrace,
  Let,
  StringToken,
  Train,
} from '../tokens.ts';
import type { Word } from '../word.ts';
import type { Frame } from './frame.ts';
import type { LayoutState } from './state.ts';
import { startsOperand } from './token-classes.ts';

/** The kind of declaration that begins at the current word, if one does. */
export function declarationAt(state: LayoutState): TokenType | undefined {
  const { declaration, frames } = state;
  const word = state.words[state.index];
  const next = state.words[state.index + 1];
  const type = word?.type === Identifier ? declarationWords.get(word.text) : undefined;
  if (word === undefined || type === undefined) return undefined;
  const named = next?.type === Identifier || (type === Import && opensImport(next));
  if (state.skippedDepth >= 0) {
    return word.firstOnLine && named && (state.skippedDepth === 0 || word.column === 0) ? type : undefined;
  }
  if (declaration === undefined || declaration.closed) return type;
  if (frames.length === 0) {
    const outdented = word.firstOnLine && word.column <= declaration.column;
    if (outdented && next?.type !== Equals) return named || state.ended ? type : undefined;
    return state.ended && named ? type : undefined;
  }
  const isStatement = type === Let || (type === Train && next?.text === 'output');
  return word.firstOnLine && !isStatement && word.column <= declaration.column && named ? type : undefined;
}

function opensImport(word: Word | undefined): boolean {
  return word?.type === LeftBrace || word?.type === StringToken;
}

/** A word that stands where a declaration should begin, and what it may have been meant to be. */
export interface Misspelling {
  readonly meant: string | undefined;
  readonly type: TokenType | undefined;
}

/** Reads `modle X(…)`, `def f(…)`: a word and a name where a declaration begins. */
export function misspeltDeclaration(word: Word, next: Word | undefined): Misspelling | undefined {
  if (word.type !== Identifier) return undefined;
  if (
    next?.type !== Identifier &&
    !(next?.type === LeftBrace && nearest(word.text, ['import']) !== undefined)
  ) {
    return undefined;
  }
  const meant = foreignDeclarations.get(word.text) ?? nearest(word.text, declarationWords.keys());
  return { meant, type: meant === undefined ? undefined : declarationWords.get(meant) };
}

/** Whether the word at the margin begins something that is no part of the open declaration. */
export function standsOutside(state: LayoutState, word: Word): boolean {
  const { declaration } = state;
  if (declaration === undefined || declaration.closed) return true;
  return (
    state.frames.length === 0 &&
    word.firstOnLine &&
    word.type === Identifier &&
    state.ended &&
    word.column <= declaration.column
  );
}

/** The body in which the current word begins a new item, if it does. */
export function itemAt(state: LayoutState): Frame | undefined {
  const { body } = state;
  const word = state.words[state.index];
  if (body === undefined || word === undefined) return undefined;
  const { frame, direct } = body;
  if (!direct) return beginsOverUnclosed(state, word, frame) ? frame : undefined;
  if (state.previous?.type === BodyOpen || frame.itemColumn < 0) return frame;
  return (frame.kind === 'statements' ? beginsStatement : beginsSetting)(state, word, frame)
    ? frame
    : undefined;
}

/** Words that begin a statement when a name or an expression follows. */
function isStatementWord(word: Word, next: Word | undefined): boolean {
  if (word.type !== Identifier) return false;
  return (
    word.text === 'output' ||
    word.text === 'input' ||
    word.text === 'let' ||
    (word.text === 'train' && next?.text === 'output')
  );
}

function beginsStatement(state: LayoutState, word: Word, body: Frame): boolean {
  const next = state.words[state.index + 1];
  if (isStatementWord(word, next)) {
    return state.ended || (word.firstOnLine && next?.type === Identifier && !next.firstOnLine);
  }
  const isNamed = word.type === Identifier && (next?.type === Equals || next?.type === Colon);
  if (isNamed) {
    // `train output name =` and `let name =` go on with the name.
    return state.ended || word.firstOnLine;
  }
  return word.firstOnLine && state.ended && startsOperand(word.type) && word.column <= body.itemColumn;
}

function beginsSetting(state: LayoutState, word: Word, body: Frame): boolean {
  if (word.type !== Identifier) return false;
  const next = state.words[state.index + 1];
  const afterComma = state.previous?.type === Comma;
  const isPhase = word.text === 'phase' && (next?.type === Identifier || next?.type === LeftBrace);
  if (isPhase || next?.type === Colon || next?.type === Equals) {
    return state.ended || word.firstOnLine || afterComma;
  }
  return word.firstOnLine && state.ended && word.column <= body.itemColumn;
}

/** A new item at the margin although brackets are open: they were forgotten. */
function beginsOverUnclosed(state: LayoutState, word: Word, body: Frame): boolean {
  if (!word.firstOnLine || word.type !== Identifier || word.column > body.itemColumn) return false;
  const next = state.words[state.index + 1];
  if (body.kind === 'statements') {
    const isNamed = next?.type === Equals || (next?.type === Colon && state.ended);
    return isNamed || (isStatementWord(word, next) && next?.type === Identifier);
  }
  const isPhase = word.text === 'phase' && next?.type === Identifier;
  return isPhase || (state.ended && (next?.type === Colon || next?.type === Equals));
}

/** Whether `from "…"` follows the names of an import although their brace is still open. */
export function leavesImportNames(state: LayoutState, word: Word): boolean {
  const next = state.words[state.index + 1];
  return state.top?.kind === 'names' && word.text === 'from' && next?.type === StringToken;
}
