import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from 'vscode-languageserver';
import type { Declaration } from '../../parser/ast.ts';
import { walk } from '../../parser/children.ts';
import { positionAt } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** Kinds of nodes that fold where they take several lines. */
const foldable: ReadonlySet<string> = new Set(['phase', 'repeat', 'branches', 'binding', 'output', 'record']);

/** What can be folded: declarations, bodies in them, runs of imports and of comments. */
export function foldingRanges(analysis: Analysis): readonly FoldingRange[] {
  const { file, module, here } = analysis;
  const lines = ({ start, end }: Span): readonly [number, number] => [
    positionAt(file, start).line - 1,
    positionAt(file, end).line - 1,
  ];
  const found = module.declarations.flatMap((declaration) =>
    [...walk(declaration)]
      .filter((node) => node === declaration || foldable.has(node.kind))
      .map(({ span }) => fold(...lines(here(span)))),
  );
  const isImport = ({ kind }: Declaration): boolean => kind === 'import';
  const imports = module.declarations.filter(isImport).map(({ span }) => lines(here(span)));
  const comments = module.comments.map(({ span }) => lines(span));
  return unique([
    ...found,
    ...runs(imports).map(([start, end]) => fold(start, end, FoldingRangeKind.Imports)),
    ...runs(comments).map(([start, end]) => fold(start, end, FoldingRangeKind.Comment)),
  ]);
}

function fold(startLine: number, endLine: number, kind?: FoldingRangeKind): FoldingRange {
  return { startLine, endLine, ...(kind !== undefined && { kind }) };
}

/** Joins what stands on lines right below each other. */
function runs(places: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const joined: (readonly [number, number])[] = [];
  for (const [start, end] of places) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1] + 1) joined[joined.length - 1] = [last[0], end];
    else joined.push([start, end]);
  }
  return joined;
}

/** Ranges of several lines, one from each line: the largest. */
function unique(ranges: readonly FoldingRange[]): readonly FoldingRange[] {
  const byStart = new Map<number, FoldingRange>();
  for (const range of ranges) {
    const before = byStart.get(range.startLine);
    if (range.endLine > range.startLine && (before === undefined || before.endLine < range.endLine)) {
      byStart.set(range.startLine, range);
    }
  }
  return [...byStart.values()].toSorted((a, b) => a.startLine - b.startLine);
}
