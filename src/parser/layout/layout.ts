import type { TokenType } from 'chevrotain';
import {
  namelessStatement,
  nestedDeclaration,
  notADeclaration,
  tooDeep,
  unknownDeclaration,
} from '../../diagnostics/catalogue/syntax.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../source/source-file.ts';
import {
  Arrow,
  As,
  BinaryOperator,
  BindingName,
  Colon,
  Comma,
  declarationWords,
  Dot,
  Equals,
  Identifier,
  If,
  Input,
  Key,
  LeftBrace,
  Let,
  Model,
  Not,
  Output,
  Phase,
  Repeat,
  Then,
  Train,
} from '../tokens.ts';
import type { Word } from '../word.ts';
import {
  declarationAt,
  itemAt,
  leavesImportNames,
  misspeltDeclaration,
  standsOutside,
} from './boundaries.ts';
import { close, closeDownTo, isCloser, isOpener, open, readTuple } from './brackets.ts';
import type { Frame } from './frame.ts';
import { pathPart } from './paths.ts';
import { mendInputs, mendName, mendNeighbours, readColon, readEquals } from './slips.ts';
import { LayoutState } from './state.ts';
import { wordType } from './words.ts';

/** The words of a file as the grammar wants them. */
export interface LaidOut {
  readonly words: readonly Word[];
  readonly diagnostics: readonly Diagnostic[];
  /** Offsets between which one mistake is reported once. */
  readonly boundaries: readonly number[];
}

/** How deep an expression may be nested: enough for people, little enough for every stack. */
export const depthLimit = 80;

/**
 * Finds the structure of a program before its grammar is read: which word is a keyword, where each declaration,
 * statement and setting begins and ends, and which bracket belongs to which. It marks these in the stream of
 * tokens, mends slips that have one meaning, and reports them; so the grammar needs one token of lookahead, and
 * after an error goes on at the next mark.
 */
export function layOut(file: SourceFile, words: readonly Word[]): LaidOut {
  const state = new LayoutState(file, words);
  for (state.index = 0; state.index < words.length; state.index++) {
    const word = words[state.index];
    if (word !== undefined) readWord(state, word);
  }
  closeDownTo(state, 0);
  state.endDeclaration();
  return { words: state.out, diagnostics: state.diagnostics, boundaries: state.boundaries };
}

function readWord(state: LayoutState, word: Word): void {
  const declared = declarationAt(state);
  if (declared !== undefined) {
    closeDownTo(state, 0);
    state.beginDeclaration(declared, word);
    return;
  }
  if (state.skippedDepth >= 0) {
    if (isOpener(word)) state.skippedDepth++;
    if (isCloser(word)) state.skippedDepth = Math.max(0, state.skippedDepth - 1);
    return;
  }
  if (state.previous?.type === Dot && !(word.firstOnLine && itemAt(state) !== undefined)) {
    const part = pathPart(state);
    if (part !== undefined) {
      state.emit(part);
      return;
    }
  }
  if (isCloser(word) && (state.frames.length > 0 || state.declaration?.closed === false)) {
    close(state, word);
    return;
  }
  if (standsOutside(state, word)) {
    readOutside(state, word);
    return;
  }
  const body = itemAt(state);
  if (body !== undefined) {
    beginItem(state, body, word);
    return;
  }
  readInside(state, word);
}

/** A word where a declaration should begin, but none does. */
function readOutside(state: LayoutState, word: Word): void {
  if (isCloser(word)) {
    close(state, word);
    return;
  }
  state.endDeclaration();
  const misspelt = misspeltDeclaration(word, state.words[state.index + 1]);
  if (misspelt !== undefined) {
    const { meant, type } = misspelt;
    const fixes = meant === undefined ? [] : [state.replace(word, meant)];
    const diagnostic = unknownDeclaration(state.at(word), { word: word.text, meant }, { fixes });
    if (type !== undefined) state.beginDeclaration(type, word);
    state.report(diagnostic);
    if (type !== undefined) return;
  } else {
    state.report(notADeclaration(state.at(word), { found: `\`${word.text}\`` }));
  }
  state.skippedDepth = isOpener(word) ? 1 : 0;
}

function beginItem(state: LayoutState, body: Frame, word: Word): void {
  closeDownTo(state, state.frames.indexOf(body) + 1);
  if (body.kind === 'settings' && state.previous?.type === Comma) state.out.pop();
  state.beginItem(body, word);
  const next = state.words[state.index + 1];
  if (body.kind === 'settings') {
    const isPhase = word.text === 'phase' && (next?.type === Identifier || next?.type === LeftBrace);
    if (isPhase && state.bodies.length > 1) {
      leaveOut(state, word, word.text);
      return;
    }
    body.itemIsPhase = isPhase;
    const type = isPhase ? Phase : word.type === Identifier ? Key : undefined;
    if (type === undefined) readInside(state, word);
    else state.emit(word, type);
    return;
  }
  const type = statementType(word, next);
  if (type !== undefined) {
    state.emit(word, type);
    return;
  }
  const nested =
    word.type === Identifier && next?.type === Identifier ? declarationWords.get(word.text) : undefined;
  if (nested !== undefined) {
    leaveOut(state, word, state.declaration?.type === Model ? 'model' : 'block');
    return;
  }
  state.reportOnce(namelessStatement(state.at(word), {}));
  readInside(state, word);
}

/** Leaves out a declaration in a place where none can stand. */
function leaveOut(state: LayoutState, word: Word, inside: string): void {
  state.report(nestedDeclaration(state.at(word), { word: word.text, inside }));
  state.dropping = true;
}

function statementType(word: Word, next: Word | undefined): TokenType | undefined {
  if (word.type !== Identifier) return undefined;
  if (word.text === 'output') return Output;
  if (next?.type === Equals || next?.type === Colon) return BindingName;
  if (word.text === 'train' && next?.text === 'output') return Train;
  if (word.text === 'let') return Let;
  return word.text === 'input' ? Input : undefined;
}

/** A word in the midst of a declaration, a statement or a setting. */
function readInside(state: LayoutState, word: Word): void {
  if (word.damaged) state.troubled = true;
  if (leavesImportNames(state, word)) closeDownTo(state, state.frames.length - 1);
  const type = innerType(state, word);
  if (type === undefined) return;
  mendName(state, word, type);
  mendNeighbours(state, word, type);
  mendInputs(state, word);
  if (isOpener(word)) {
    open(state, word);
  } else {
    if (type === Comma) readTuple(state);
    state.emit(word, type);
    if (state.out.at(-2)?.type === As || (state.nameEnd === word.start && type !== word.type)) {
      state.nameEnd = word.end;
    }
  }
  count(state, type);
  if (state.steps <= depthLimit || state.dropping) return;
  state.reportOnce(tooDeep(state.at(word), { limit: depthLimit }));
  state.dropping = true;
}

function innerType(state: LayoutState, word: Word): TokenType | undefined {
  if (word.type === Equals) return readEquals(state, word);
  if (word.type === Colon) return readColon(state, word);
  const { previous } = state;
  const next = state.words[state.index + 1];
  if (word.type === Identifier && state.top?.kind === 'statements') {
    // `train output name = …`, `let name = …`
    if (previous?.type === Train && word.text === 'output') return Output;
    const binds = next?.type === Equals || next?.type === Colon;
    if (binds && (previous?.type === Output || previous?.type === Let)) return BindingName;
  }
  return wordType(state, word);
}

/** Keeps account of how deep the expression is, and of `if` and `repeat` that wait for their other half. */
function count(state: LayoutState, type: TokenType): void {
  if (type === Comma || type === Arrow) state.resetSteps();
  const { top } = state;
  if (type === Arrow && top?.kind === 'call' && top.arrowIndex < 0) top.arrowIndex = state.out.length - 1;
  if (type === If) state.openConditions++;
  if (type === Then) state.openConditions--;
  if (type === Repeat) state.repeatPending = true;
  const deepens = type === If || type === Repeat || type === Not || type === Dot;
  if (deepens || type.CATEGORIES?.includes(BinaryOperator) === true) state.step();
}
