import { lex } from '../../parser/lex.ts';
import { declarationWords } from '../../parser/tokens.ts';
import type { Word } from '../../parser/word.ts';
import { sourceFile } from '../../source/source-file.ts';
import type { Declaration } from '../../parser/ast.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** A bracket that is open at a cursor. */
export interface OpenBracket {
  readonly symbol: '(' | '[' | '{';
  /** The word right before it: what is called. */
  readonly callee: string;
  /** Commas in it so far. */
  readonly commas: number;
  /** Names that were given in it: `stride` of `stride: 2`. */
  readonly keys: readonly string[];
  /** The name whose value is being written. */
  readonly key: string | undefined;
}

/** What is being typed at a place, as far as the text before it tells: it holds where the program is broken. */
export interface Cursor {
  /** The first word of the declaration: `model`; undefined between declarations. */
  readonly declares: string | undefined;
  /** The declaration, where the parser could make one. */
  readonly declaration: Declaration | undefined;
  readonly brackets: readonly OpenBracket[];
  /** The token before what is being typed. */
  readonly before: string;
  /** What is being typed, and where it begins. */
  readonly prefix: string;
  readonly start: number;
  /** What stands before a dot: `base.block5`. */
  readonly path: string | undefined;
  /** Whether it is the first on its line. */
  readonly first: boolean;
  /** The text that the place is inside of, up to it. */
  readonly string: string | undefined;
}

/** Looks at the text before a place. */
export function cursorAt({ file, module, here, document }: Analysis, offset: number): Cursor {
  const prefix = /[A-Za-z_]\w*$/.exec(file.text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
  const start = offset - prefix.length;
  const declaration = module.declarations.findLast((each) => here(each.span).start < Math.max(1, start));
  const from = declaration === undefined ? 0 : here(declaration.span).start;
  const line = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  const first = line.trim() === '';
  const before = file.text.slice(from, start);
  const string = /^[^"]*(?:"[^"]*"[^"]*)*"([^"]*)$/.exec(line)?.[1];
  const { words } = lex(
    sourceFile(document.path, string === undefined ? before : before.slice(0, before.lastIndexOf('"'))),
  );
  const brackets = openBrackets(words);
  const last = words.at(-1)?.text ?? '';
  const outside =
    brackets.length === 0 &&
    (words.length === 0 || (first && !/^(?:->|[=:,+*/({[-]|on|from|import)$/.test(last)));
  const word = words[0]?.text;
  return {
    declares: outside || word === undefined || !declarationWords.has(word) ? undefined : word,
    declaration: outside ? undefined : declaration,
    brackets,
    before: last,
    prefix,
    start,
    path: last === '.' ? pathBefore(words) : undefined,
    first,
    string: string === undefined ? undefined : string + prefix,
  };
}

function openBrackets(words: readonly Word[]): readonly OpenBracket[] {
  const open: {
    symbol: '(' | '[' | '{';
    callee: string;
    commas: number;
    keys: string[];
    key: string | undefined;
  }[] = [];
  for (const [index, { text, firstOnLine }] of words.entries()) {
    const top = open.at(-1);
    if (text === '(' || text === '[' || text === '{') {
      open.push({ symbol: text, callee: words[index - 1]?.text ?? '', commas: 0, keys: [], key: undefined });
    } else if (text === ')' || text === ']' || text === '}') open.pop();
    else if (top !== undefined) {
      const next = words[index + 1]?.text;
      if (text === ',') {
        top.commas++;
        if (top.symbol !== '{') top.key = undefined;
      } else if (
        next === ':' &&
        /^[A-Za-z_]/.test(text) &&
        (top.symbol !== '{' || firstOnLine || index > 0)
      ) {
        top.keys.push(text);
        top.key = text;
      } else if (firstOnLine && top.symbol === '{' && words[index - 1]?.text !== ',' && text !== '->') {
        top.key = undefined;
      }
    }
  }
  return open;
}

/** The innermost braces with settings: those of a train, of a phase or of data; not those of a record of values. */
export function settingsBody(brackets: readonly OpenBracket[]): OpenBracket | undefined {
  return brackets.findLast(({ symbol, callee }) => symbol === '{' && callee !== ':');
}

/** `base.block5` of the words `base`, `.`, `block5`, `.`. */
function pathBefore(words: readonly Word[]): string {
  const parts: string[] = [];
  for (let index = words.length - 1; index > 0 && words[index]?.text === '.'; index -= 2) {
    parts.unshift(words[index - 1]?.text ?? '');
  }
  return parts.join('.');
}
