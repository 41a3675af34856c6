import type { TokenType } from 'chevrotain';
import {
  colonForEquals,
  equalsForColon,
  equalsForEqual,
  missingArrow,
  missingColon,
  missingComma,
  missingInputs,
  missingName,
  missingWord,
  namelessOutput,
} from '../../diagnostics/catalogue/syntax.ts';
import {
  Arrow,
  Augment,
  BindingName,
  Block,
  Colon,
  Comma,
  Const,
  Data,
  Ensemble,
  EqualEqual,
  Equals,
  Identifier,
  ItemStart,
  Import,
  Key,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Let,
  Model,
  On,
  Output,
  Param,
  Phase,
  RightParenthesis,
  Train,
} from '../tokens.ts';
import type { Word } from '../word.ts';
import { adjacent } from '../word.ts';
import type { LayoutState } from './state.ts';
import { startsOperand } from './token-classes.ts';

const named = new Set<TokenType>([Const, Param, Let, Data, Augment, Train, Ensemble]);
const withFlows = new Set<TokenType>([Let, Augment, Block]);

/** Reads `=`, which may have been meant as `:` or `==`, or as nothing. */
export function readEquals(state: LayoutState, word: Word): TokenType | undefined {
  const { previous, top } = state;
  if (previous?.type === Key) {
    const what = top?.kind === 'settings' ? 'A setting' : top?.kind === 'header' ? 'An input' : 'An option';
    const fixes = [colonFix(state, word)];
    state.reportMended(equalsForColon(state.at(word), { name: previous.text, what }, { fixes }));
    return Colon;
  }
  if (top?.kind === 'record' && state.ended && previous !== undefined) {
    const fixes = [colonFix(state, word)];
    state.reportMended(equalsForColon(state.at(word), { name: previous.text, what: 'A rate' }, { fixes }));
    return Colon;
  }
  if (previous?.type === Output) {
    state.report(namelessOutput(state.at(word), {}));
    return undefined;
  }
  if (state.openConditions > 0) {
    state.reportMended(equalsForEqual(state.at(word), {}, { fixes: [state.replace(word, '==')] }));
    return EqualEqual;
  }
  if (top === undefined && state.declaration !== undefined) state.declaration.afterEquals = true;
  return Equals;
}

/** `a = b` becomes `a: b`, with the blank before the sign gone. */
function colonFix(state: LayoutState, word: Word) {
  const start = state.previous?.end ?? word.start;
  const blank = state.words[state.index + 1]?.start === word.end ? ' ' : '';
  return {
    title: 'Write `:`',
    edits: [{ span: { file: state.file, start, end: word.end }, newText: `:${blank}` }],
  };
}

/** Reads `:`, which may have been meant as `=`. */
export function readColon(state: LayoutState, word: Word): TokenType {
  const { previous, declaration } = state;
  const binds = previous?.type === BindingName;
  const declares =
    state.top === undefined &&
    previous?.type === Identifier &&
    declaration !== undefined &&
    state.out.at(-2)?.type === declaration.type &&
    named.has(declaration.type);
  if (!binds && !declares) return Colon;
  const what = binds ? (state.out.at(-2)?.type === Output ? 'An output' : 'A binding') : 'A declaration';
  const blank = adjacent(previous, word) ? ' ' : '';
  const fixes = [{ ...state.replace(word, `${blank}=`), title: 'Write `=`' }];
  state.reportMended(colonForEquals(state.at(word), { name: previous.text, what }, { fixes }));
  if (declares) declaration.afterEquals = true;
  return Equals;
}

/** Puts in what is missing between two values that stand side by side. */
export function mendNeighbours(state: LayoutState, word: Word, type: TokenType): void {
  const { previous, top } = state;
  if (previous === undefined || !startsOperand(type)) return;
  if (previous.type === Key) {
    const fixes = [state.append(':')];
    state.reportOnce(missingColon(state.at(word), { name: previous.text }, { fixes }));
    state.insert(Colon);
    return;
  }
  if (!state.ended || (type === LeftBracket && adjacent(previous, word))) return;
  const separator = missingBetween(state, type);
  if (separator === undefined) return;
  if (separator === Colon) {
    const fixes = [state.append(':')];
    state.reportOnce(missingColon(state.at(word), { name: previous.text }, { fixes }));
    state.retypePrevious(Key);
  } else if (separator === Equals || separator === On) {
    const sign = separator === Equals ? '=' : 'on';
    const fixes = [state.append(` ${sign}`)];
    state.reportOnce(missingWord(state.at(word), { word: sign, after: previous.text }, { fixes }));
    if (separator === Equals && state.declaration !== undefined) state.declaration.afterEquals = true;
  } else if (separator === Comma) {
    if (top?.kind !== 'record' || !word.firstOnLine) {
      state.reportOnce(missingComma(state.at(word), {}, { fixes: [state.append(',')] }));
    }
  } else {
    state.reportOnce(missingArrow(state.at(word), {}, { fixes: [state.insertion(word.start, '-> ')] }));
  }
  state.insert(separator);
  state.resetSteps();
}

function missingBetween(state: LayoutState, type: TokenType): TokenType | undefined {
  const { top, declaration } = state;
  switch (top?.kind) {
    case undefined: {
      const { type: kind } = declaration ?? {};
      const beforePrevious = state.out.at(-2)?.type;
      if (kind !== undefined && named.has(kind) && beforePrevious === kind) return Equals;
      if (kind === Train && beforePrevious === Equals && type === Identifier) return On;
      const flows = declaration?.afterEquals === true && withFlows.has(declaration.type);
      return flows ? Arrow : undefined;
    }
    case 'header':
      // `photo [150, 150, 3]`
      return type === LeftBracket && state.previous?.type === Identifier ? Colon : Comma;
    case 'statements': {
      const beforePrevious = state.out.at(-2)?.type;
      return beforePrevious === ItemStart ? undefined : Arrow;
    }
    case 'repeat':
    case 'group':
      return Arrow;
    case 'hole':
      return undefined;
    default:
      return Comma;
  }
}

/** Goes on without the name that a declaration or a phase lacks. */
export function mendName(state: LayoutState, word: Word, type: TokenType): void {
  const { previous, declaration, top } = state;
  const declares = top === undefined && previous?.type === declaration?.type && previous?.type !== Import;
  if (previous === undefined || type === Identifier) return;
  if (!declares && previous.type !== Phase) return;
  state.report(missingName(state.at(word), { after: previous.text }));
  state.insert(Identifier);
}

/** Puts in the parentheses that `model Small {` lacks. */
export function mendInputs(state: LayoutState, word: Word): void {
  const { previous } = state;
  const isBare =
    state.top === undefined && state.declaration?.type === Model && previous?.type === Identifier;
  if (!isBare || word.type !== LeftBrace || state.out.at(-2)?.type !== Model) return;
  state.reportOnce(missingInputs(state.at(word), { name: previous.text }));
  state.insert(LeftParenthesis);
  state.insert(RightParenthesis);
}
