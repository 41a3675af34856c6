import type { TokenType } from 'chevrotain';
import {
  mismatchedBracket,
  strayBracket,
  tuple,
  unclosedBracket,
} from '../../diagnostics/catalogue/syntax.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import {
  Block,
  BodyClose,
  BodyOpen,
  Colon,
  Data,
  Ensemble,
  HoleBrace,
  Identifier,
  Import,
  IndexBracket,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Model,
  Phase,
  RecordBrace,
  RightBrace,
  RightBracket,
  RightParenthesis,
  Train,
} from '../tokens.ts';
import type { Word } from '../word.ts';
import { adjacent } from '../word.ts';
import type { Frame, FrameKind } from './frame.ts';
import { closerOf, frame, isBody, openerOf } from './frame.ts';
import type { LayoutState } from './state.ts';

const openers = new Set<TokenType>([LeftParenthesis, LeftBracket, LeftBrace]);
const closers = new Set<TokenType>([RightParenthesis, RightBracket, RightBrace]);

export function isOpener({ type }: Word): boolean {
  return openers.has(type);
}

export function isCloser({ type }: Word): boolean {
  return closers.has(type);
}

/** How many open brackets are looked through for a partner: more than anybody writes. */
const farthest = 1000;

/** At one place only so many brackets are reported as unclosed: the rest is the same mistake. */
const unclosedAtOnce = 3;

/** Reads an opening bracket and remembers what it holds. */
export function open(state: LayoutState, word: Word): void {
  const kind = kindOf(state, word);
  if (kind === 'body-behind-unclosed') {
    closeDownTo(state, 0);
    open(state, word);
    return;
  }
  if (kind === 'repeat') state.repeatPending = false;
  state.step();
  const pushed = frame(kind, word, state.dropping ? -1 : state.out.length);
  state.emit(word, typeOf(state, kind, word));
  state.push(pushed);
  if (isBody(pushed)) {
    state.boundaries.push(word.end);
    state.troubled = false;
  }
}

function kindOf(state: LayoutState, word: Word): FrameKind | 'body-behind-unclosed' {
  const { previous, declaration, top } = state;
  if (word.type === LeftBracket) return 'list';
  const inHeader = (declaration?.type === Model || declaration?.type === Block) && !declaration.afterEquals;
  if (word.type === LeftParenthesis) {
    if (top === undefined && inHeader) return 'header';
    return state.ended ? 'call' : 'group';
  }
  if (word.start === state.nameEnd) return 'hole';
  const body = inHeader
    ? 'statements'
    : declaration?.type === Data || declaration?.type === Train || declaration?.type === Ensemble
      ? 'settings'
      : undefined;
  if (top === undefined) {
    if (declaration?.type === Import) return 'names';
    return state.repeatPending ? 'repeat' : (body ?? 'repeat');
  }
  if (previous?.type === Colon) return 'record';
  if (top.repeatPending) return 'repeat';
  const beforePrevious = state.out.at(-2);
  if (top.kind === 'settings' && (previous?.type === Phase || beforePrevious?.type === Phase))
    return 'settings';
  const waits = body !== undefined && state.bodies.length === 0 && state.frames.length < farthest;
  return waits && !state.frames.some((open) => open.repeatPending) ? 'body-behind-unclosed' : 'repeat';
}

function typeOf(state: LayoutState, kind: FrameKind, word: Word): TokenType {
  switch (kind) {
    case 'statements':
    case 'settings':
      return BodyOpen;
    case 'hole':
      return HoleBrace;
    case 'record':
      return RecordBrace;
    case 'list':
      return adjacent(state.previous, word) && state.previous?.type === Identifier ? IndexBracket : word.type;
    default:
      return word.type;
  }
}

/** Reads a closing bracket; mends what is open above its partner. */
export function close(state: LayoutState, word: Word): void {
  const index = partner(state, word);
  if (index >= 0) {
    closeDownTo(state, index + 1);
    pop(state, word);
    return;
  }
  const { top } = state;
  if (top !== undefined && !isBody(top) && word.type !== RightBrace && openerOf(top.kind) !== '{') {
    const [opener, closer] = [openerOf(top.kind), closerOf(top.kind)];
    state.report(
      mismatchedBracket(
        state.at(word),
        { opener, closer, given: word.text },
        {
          also: [{ span: state.at(top.opener), text: 'opened here' }],
          fixes: [state.replace(word, closer)],
        },
      ),
    );
    pop(state, word);
    return;
  }
  const opener = word.type === RightBrace ? '{' : word.type === RightBracket ? '[' : '(';
  const again = state.strayIndex === state.index - 1;
  state.strayIndex = state.index;
  if (again) return;
  state.report(
    strayBracket(state.at(word), { closer: word.text, opener }, { fixes: [state.replace(word, '')] }),
  );
}

/** The frame that a closing bracket belongs to, or -1. */
function partner(state: LayoutState, word: Word): number {
  const least = Math.max(0, state.frames.length - farthest);
  const frames = state.frames.slice(least);
  const index = frames.findLastIndex(
    (open) => closerOf(open.kind) === word.text || (word.type !== RightBrace && isBody(open)),
  );
  const nearest = least + index;
  const found = frames[index];
  if (found === undefined || closerOf(found.kind) !== word.text) return -1;
  if (word.type !== RightBrace || !word.firstOnLine || found.opener.indent <= word.column) return nearest;
  // The brace stands at the margin of an outer bracket: that is the one it was written for.
  const outer = frames.findLastIndex(
    (open) => closerOf(open.kind) === '}' && open.opener.indent === word.column,
  );
  return outer >= 0 ? Math.min(least + outer, nearest) : nearest;
}

/** Closes the frames above `height`, each reported at its opener. */
export function closeDownTo(state: LayoutState, height: number): void {
  for (let reported = 0; state.frames.length > height; reported++) {
    const { top } = state;
    if (top === undefined) return;
    // In a call an arrow is rarer than a forgotten parenthesis before it.
    const index = top.arrowIndex >= 0 ? top.arrowIndex : state.out.length;
    if (reported < unclosedAtOnce && top.outIndex >= 0) {
      const [opener, closer] = [openerOf(top.kind), closerOf(top.kind)];
      const place = state.out[index - 1]?.end ?? 0;
      // Braces that are spread over lines close on a line of their own, at the margin of their opener.
      const spread = closer === '}' && state.out[top.outIndex + 1]?.firstOnLine === true;
      const blank = closer === '}' ? ' ' : '';
      const text = spread ? `\n${' '.repeat(top.opener.indent)}}` : `${blank}${closer}`;
      const fixes = [state.insertion(place, text)];
      state.report(unclosedBracket(state.at(top.opener), { opener }, { fixes }));
    }
    const behind = state.out.splice(index);
    pop(state, undefined);
    for (const word of behind) state.out.push(word);
  }
}

/** Takes the innermost frame away and emits its end, `word` or one put in. */
function pop(state: LayoutState, word: Word | undefined): void {
  const { top } = state;
  if (top === undefined) return;
  if (isBody(top)) state.endItem(top);
  state.pop();
  state.steps -= top.steps;
  if (top.outIndex < 0) return;
  const dropping = state.dropping;
  state.dropping = false;
  const type = closingType(top);
  if (word === undefined) state.insert(type);
  else state.emit(word, type);
  state.dropping = dropping;
  if (isBody(top)) {
    state.boundaries.push(state.previous?.end ?? 0);
    if (state.frames.length === 0 && state.declaration !== undefined) state.declaration.closed = true;
  }
  if (top.kind === 'hole') state.nameEnd = state.previous?.end ?? -1;
}

function closingType(top: Frame): TokenType {
  if (isBody(top)) return BodyClose;
  if (top.tuple || top.kind === 'list') return RightBracket;
  return closerOf(top.kind) === ')' ? RightParenthesis : RightBrace;
}

/** A comma right inside parentheses that are not a call's: several values, which netc writes in brackets. */
export function readTuple(state: LayoutState): void {
  const { top } = state;
  const opener = top && state.out[top.outIndex];
  if (top?.kind !== 'group' || top.tuple || opener === undefined) return;
  top.tuple = true;
  state.out[top.outIndex] = { ...opener, type: LeftBracket };
  if (state.troubled) return;
  state.report(tuple(state.at(top.opener), {}, { fixes: tupleFix(state, top.opener) }));
}

/** How far ahead the end of a tuple is looked for. */
const longestTuple = 100;

function tupleFix(state: LayoutState, opener: Word): readonly Fix[] {
  let depth = 1;
  for (const word of state.words.slice(state.index, state.index + longestTuple)) {
    if (isOpener(word)) depth++;
    if (isCloser(word)) depth--;
    if (depth > 0) continue;
    if (word.type !== RightParenthesis) break;
    const edits = [
      { span: state.at(opener), newText: '[' },
      { span: state.at(word), newText: ']' },
    ];
    return [{ title: 'Write brackets', edits }];
  }
  return [];
}
