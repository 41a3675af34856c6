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
import { span } from '../source/span.ts';
import type { Module } from './ast.ts';
import { Builder } from './build/builder.ts';
import { buildAst } from './build-ast.ts';
import { layOut } from './layout/layout.ts';
import { lex } from './lex.ts';
import type { Kept } from './places.ts';
import { Places } from './places.ts';
import type { ReadDeclaration } from './read-declaration.ts';
import { cutDeclarations, readDeclaration, readsSame } from './read-declaration.ts';
import { sniff } from './sniff.ts';

/**
 * Reads a program. Always gives a tree: of a broken program a partial one, with a diagnostic for each mistake.
 * Throws on nothing that a user can write.
 */
export function parse(file: SourceFile): Outcome<Module> {
  return parseAgain(file).outcome;
}

/** A program as it was read, with what it takes to read it again after an edit. */
export interface Parsed {
  readonly outcome: Outcome<Module>;
  /** Where the spans of the tree, some of which point into earlier versions of the file, point now. */
  readonly places: Places;
  readonly read: readonly ReadDeclaration[];
}

/**
 * Reads a program that was read before: declarations whose words are the same are kept, objects and all, and their spans
 * go on pointing into the version of the file in which they were read; `places` finds them in this one. The diagnostics
 * are those that `parse` gives.
 */
export function parseAgain(file: SourceFile, before: readonly ReadDeclaration[] = []): Parsed {
  const foreign = sniff(file);
  if (foreign !== undefined) {
    const value = buildAst(file, noTree, []).value;
    return { outcome: { value, diagnostics: [foreign] }, places: new Places(file, []), read: [] };
  }
  const { words, comments, diagnostics: lexical } = lex(file);
  const laidOut = layOut(file, words);
  const documentation = new Builder(file, comments);
  const known = new Map(before.map((each) => [each.file.text.slice(each.start, each.end), each] as const));
  const kept: Kept[] = [];
  const read = cutDeclarations(laidOut.words).map((own) => {
    const [start, end] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
    const doc = documentation.docBefore(start);
    const text = file.text.slice(start, end);
    const earlier = known.get(text);
    if (earlier === undefined || !readsSame(earlier, file, own, doc)) {
      return readDeclaration(file, own, doc, comments);
    }
    // One of the same words further down is read by itself: two declarations are two objects.
    known.delete(text);
    kept.push({ file: earlier.file, start: earlier.start, end: earlier.end, now: start });
    return earlier;
  });
  const places = new Places(file, kept);
  const errors = read.flatMap((each) => each.errors.map((error) => places.ofDiagnostic(error)));
  const building = read.flatMap((each) => each.building.map((problem) => places.ofDiagnostic(problem)));
  const slips = [...lexical, ...laidOut.diagnostics];
  const diagnostics = [...slips, ...withoutEchoes(errors, slips, laidOut.boundaries), ...building];
  const value: Module = {
    kind: 'module',
    span: span(file, 0, file.text.length),
    declarations: read.flatMap(({ declarations }) => declarations),
    comments,
  };
  const sorted = diagnostics.sort((left, right) => startOf(left) - startOf(right));
  return { outcome: { value, diagnostics: sorted }, places, read };
}

const noTree: CstNode = { name: 'module', children: {} };

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
