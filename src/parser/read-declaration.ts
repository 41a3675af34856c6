import { syntaxError } from './syntax-errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Comment, Declaration } from './ast.ts';
import { buildAst } from './build-ast.ts';
import { createTokenInstance } from './chevrotain.ts';
import { netcParser } from './grammar.ts';
import { DeclarationStart } from './tokens.ts';
import type { Word } from './word.ts';

/** What the grammar makes of one declaration. It is read alone, so that an editor need not read the others again. */
export interface ReadDeclaration {
  /** The version of the file that its spans point into. */
  readonly file: SourceFile;
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
  /** The documentation in front of it. */
  readonly doc: string;
  /** Empty where not even its kind is clear. */
  readonly declarations: readonly Declaration[];
  /** Errors of the grammar, which may be echoes of slips. */
  readonly errors: readonly Diagnostic[];
  /** What only values show. */
  readonly building: readonly Diagnostic[];
}

/** Cuts the words of a file where declarations begin. */
export function cutDeclarations(words: readonly Word[]): readonly (readonly Word[])[] {
  const starts = words.flatMap(({ type }, index) => (type === DeclarationStart ? [index] : []));
  return starts.map((start, index) => words.slice(start, starts[index + 1]));
}

/** Reads the words of one declaration. */
export function readDeclaration(
  file: SourceFile,
  words: readonly Word[],
  doc: string,
  comments: readonly Comment[],
): ReadDeclaration {
  netcParser.input = words.map(asToken);
  const cst = netcParser.module();
  const errors = netcParser.errors.map((error) => syntaxError(file, error));
  const { value, diagnostics } = buildAst(file, cst, comments);
  return {
    file,
    words,
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    doc,
    declarations: value.declarations,
    errors,
    building: diagnostics,
  };
}

/** Whether the same words stand here as when a declaration was read, with the same comments among them. */
export function readsSame(
  before: ReadDeclaration,
  file: SourceFile,
  words: readonly Word[],
  doc: string,
): boolean {
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? 0;
  if (before.words.length !== words.length || before.doc !== doc) return false;
  if (file.text.slice(start, end) !== before.file.text.slice(before.start, before.end)) return false;
  return words.every((word, index) => {
    const other = before.words[index];
    return (
      word.type === other?.type &&
      word.start - start === other.start - before.start &&
      word.text === other.text
    );
  });
}

function asToken({ type, text, start, end }: Word) {
  return createTokenInstance(type, text, start, end - 1, NaN, NaN, NaN, NaN);
}
