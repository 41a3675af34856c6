import type { IToken, TokenType } from 'chevrotain';
import {
  badNumber,
  elision,
  foreignName,
  foreignSpelling,
  foreignSymbol,
  unknownCharacter,
  unterminatedString,
} from '../diagnostics/catalogue/syntax.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';
import { span } from '../source/span.ts';
import type { Comment } from './ast.ts';
import { foreignSymbols, foreignWords, unsupportedSymbols } from './foreign-spellings.ts';
import {
  BadNumber,
  Dot,
  ForeignName,
  ForeignSize,
  ForeignSymbol,
  Identifier,
  netcLexer,
  NumberToken,
  SingleQuoted,
  Size,
  StringToken,
  UnterminatedString,
} from './tokens.ts';
import type { Word } from './word.ts';

export interface Lexed {
  readonly words: readonly Word[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a raw token is read as, or nothing when it is left out. */
interface Reading {
  readonly type: TokenType;
  readonly text: string;
}

/**
 * Cuts a file into words and comments. What is no token of the language is reported and, where it is clear what
 * was meant, read as that; so the grammar sees only netc.
 */
export function lex(file: SourceFile): Lexed {
  const { tokens, groups, errors } = netcLexer.tokenize(file.text);
  const diagnostics: Diagnostic[] = errors.map(({ offset, length }) =>
    unknownCharacter(span(file, offset, offset + length), { text: file.text.slice(offset, offset + length) }),
  );
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);

  const words: Word[] = [];
  let line = 0;
  let lineOfPrevious = -1;
  let indent = 0;
  let previous: IToken | undefined;
  // What is left out: unknown characters, and signs that stand for nothing here.
  let unknown = 0;
  let left = -1;
  for (const token of tokens) {
    const start = token.startOffset;
    while ((file.lineStarts[line + 1] ?? Infinity) <= start) line++;
    const column = start - (file.lineStarts[line] ?? 0);
    const firstOnLine = line !== lineOfPrevious;
    if (firstOnLine) indent = column;
    const end = start + token.image.length;
    const reading = read(token, previous, span(file, start, end), report);
    previous = token;
    lineOfPrevious = line;
    if (reading === undefined) {
      left = start;
      continue;
    }
    while ((errors[unknown]?.offset ?? Infinity) < start) left = errors[unknown++]?.offset ?? left;
    const damaged = token.tokenType === UnterminatedString || left > (words.at(-1)?.start ?? -1);
    const { type, text } = reading;
    words.push({ type, text, start, end, firstOnLine, column, indent, damaged });
  }
  return { words, comments: readComments(file, groups, report), diagnostics };
}

/** Reads tokens of other languages as ours, and reports them. */
function read(
  token: IToken,
  previous: IToken | undefined,
  place: Span,
  report: (diagnostic: Diagnostic) => void,
): Reading | undefined {
  const text = token.image;
  switch (token.tokenType) {
    case Identifier: {
      const spelling = previous?.tokenType === Dot ? undefined : foreignWords.get(text);
      if (spelling === undefined) return { type: Identifier, text };
      const netc = `\`${spelling.text}\``;
      report(foreignSpelling(place, { written: text, netc }, { fixes: [replacement(place, spelling.text)] }));
      return spelling;
    }
    case ForeignName:
      report(foreignName(place, { text }));
      return { type: Identifier, text };
    case BadNumber: {
      const fixes = /^\.\d+$/.test(text) ? [replacement(place, `0${text}`)] : [];
      report(badNumber(place, { text, problem: numberProblem(text) }, { fixes }));
      return { type: NumberToken, text: /^\d+/.exec(text)?.[0] ?? `0${/^\.\d+/.exec(text)?.[0] ?? ''}` };
    }
    case ForeignSize: {
      const netc = text.replace(/[^\d]+/, 'x');
      report(
        foreignSpelling(place, { written: text, netc: `\`${netc}\`` }, { fixes: [replacement(place, netc)] }),
      );
      return { type: Size, text: netc };
    }
    case UnterminatedString:
      report(unterminatedString(place, {}));
      return { type: StringToken, text: `"${text.slice(1).replace(/\\$/, '')}"` };
    case SingleQuoted: {
      const netc = `"${text.slice(1, -1).replaceAll('"', '\\"')}"`;
      report(
        foreignSpelling(place, { written: text, netc: `\`${netc}\`` }, { fixes: [replacement(place, netc)] }),
      );
      return { type: StringToken, text: netc };
    }
    case ForeignSymbol:
      return readForeignSymbol(text, place, report);
    default:
      return { type: token.tokenType, text };
  }
}

function readForeignSymbol(
  text: string,
  place: Span,
  report: (diagnostic: Diagnostic) => void,
): Reading | undefined {
  const spelling = foreignSymbols.get(text);
  if (spelling !== undefined) {
    const netc = `\`${spelling.text}\``;
    const fix = replacement(place, spaced(spelling.text, place));
    report(foreignSpelling(place, { written: text, netc }, { fixes: [fix] }));
    return spelling;
  }
  const unsupported = unsupportedSymbols.get(text);
  if (unsupported === undefined) {
    report(elision(place, { written: text }));
    return undefined;
  }
  const { advice, type } = unsupported;
  const fixes = type === undefined ? [replacement(place, '')] : [];
  report(foreignSymbol(place, { written: text, advice }, { fixes }));
  return type === undefined ? undefined : { type, text };
}

/** A word in the place of a sign, set apart from its neighbours. */
function spaced(text: string, { file, start, end }: Span): string {
  if (!/^[a-z]/.test(text)) return text;
  const before = /\w/.test(file.text[start - 1] ?? '') ? ' ' : '';
  const after = /\S/.test(file.text[end] ?? '') ? ' ' : '';
  return `${before}${text}${after}`;
}

function numberProblem(text: string): string {
  if (text.startsWith('.')) return 'a digit is missing before the dot';
  if (/^\d+(?:\.\d+){2,}$/.test(text)) return 'more than one dot';
  if (/^0[xXbBoO]/.test(text)) return 'numbers are written with the digits 0 to 9';
  if (text.includes('_')) return 'digits are written together';
  const unit = /^[\d.]+(?:[eE][+-]?\d+)?([A-Za-z]\w*)$/.exec(text)?.[1];
  return unit === undefined ? 'cannot be read' : `there is no unit \`${unit}\``;
}

function replacement(place: Span, newText: string): Fix {
  const title = newText === '' ? 'Remove it' : `Write \`${newText.trim()}\``;
  return { title, edits: [{ span: place, newText }] };
}

/** How far behind a comment the end of its line is looked for. */
const longestBlank = 100;

/** The comments in order; those of other languages are reported, and kept. */
function readComments(
  file: SourceFile,
  groups: Readonly<Record<string, readonly IToken[]>>,
  report: (diagnostic: Diagnostic) => void,
): readonly Comment[] {
  const place = ({ startOffset, image }: IToken): Span => span(file, startOffset, startOffset + image.length);
  const ours = (groups.comments ?? []).map((token) => ({
    span: place(token),
    text: token.image.replace(/^\/+/, '').trim(),
    doc: /^\/\/\/(?!\/)/.test(token.image),
  }));
  const foreign = (groups.foreignComments ?? []).map((token) => {
    const text = token.image.replace(/^(?:#+|\/\*+)|\*+\/$/g, '').trim();
    const written = token.image.startsWith('#') ? '#' : '/* … */';
    const oneLine = !/[\r\n]/.test(token.image);
    const { end } = place(token);
    const endsLine = /^[ \t]*(?:[\r\n]|$)/.test(file.text.slice(end, end + longestBlank));
    const fixes = oneLine && endsLine ? [replacement(place(token), `// ${text}`)] : [];
    report(foreignSpelling(place(token), { written, netc: '`// …`' }, { fixes }));
    return { span: place(token), text, doc: false };
  });
  return [...ours, ...foreign].sort((left, right) => left.span.start - right.span.start);
}
