import type { CstNode } from 'chevrotain';
import {
  badNumber,
  colonForEquals,
  equalsForColon,
  equalsForEqual,
  foreignName,
  foreignSpelling,
  tuple,
} from '../diagnostics/catalogue/syntax.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Module } from './ast.ts';
import { buildAst } from './build-ast.ts';
import { createTokenInstance } from './chevrotain.ts';
import { netcParser } from './grammar.ts';
import { layOut } from './layout/layout.ts';
import { lex } from './lex.ts';
import { sniff } from './sniff.ts';
import { syntaxError } from './syntax-errors.ts';
import type { Word } from './word.ts';

/**
 * Reads a program. Always gives a tree: of a broken program a partial one, with a diagnostic for each mistake.
 * Throws on nothing that a user can write.
 */
export function parse(file: SourceFile): Outcome<Module> {
  const foreign = sniff(file);
  if (foreign !== undefined) return { value: buildAst(file, noTree, []).value, diagnostics: [foreign] };
  const { words, comments, diagnostics: lexical } = lex(file);
  const laidOut = layOut(file, words);
  netcParser.input = laidOut.words.map(asToken);
  const cst = netcParser.module();
  const errors = netcParser.errors.map((error) => syntaxError(file, error));
  const { value, diagnostics: building } = buildAst(file, cst, comments);
  const slips = [...lexical, ...laidOut.diagnostics];
  const diagnostics = [...slips, ...withoutEchoes(errors, slips, laidOut.boundaries), ...building];
  return { value, diagnostics: diagnostics.sort((left, right) => startOf(left) - startOf(right)) };
}

const noTree: CstNode = { name: 'module', children: {} };

function asToken({ type, text, start, end }: Word) {
  return createTokenInstance(type, text, start, end - 1, NaN, NaN, NaN, NaN);
}

/** Slips of one meaning: once mended, they lead to no other error. */
const harmless: ReadonlySet<string> = new Set(
  [foreignSpelling, foreignName, badNumber, equalsForColon, colonForEquals, equalsForEqual, tuple].map(
    ({ definition }) => definition.code,
  ),
);

/** Leaves out errors of the grammar in items where the layout had to guess: they are mostly its echo. */
function withoutEchoes(
  errors: readonly Diagnostic[],
  slips: readonly Diagnostic[],
  boundaries: readonly number[],
): readonly Diagnostic[] {
  const region = (diagnostic: Diagnostic): number => countUpTo(boundaries, startOf(diagnostic));
  const guessed = new Set(slips.filter(({ code }) => !harmless.has(code)).map(region));
  return errors.filter((error) => !guessed.has(region(error)));
}

function countUpTo(boundaries: readonly number[], offset: number): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((boundaries[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startOf(diagnostic: Diagnostic): number {
  return diagnostic.labels[0]?.span.start ?? 0;
}
