import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { foreignFile, binaryFile } from '../../diagnostics/catalogue/syntax.ts';
import type { Module } from '../../parser/ast.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import type { Checked } from '../../typecheck/checker.ts';
import type { Document } from './document.ts';

/** What is known of a document as it is now. */
export interface Analysis {
  readonly document: Document;
  readonly file: SourceFile;
  readonly module: Module;
  readonly checked: Checked;
  /** By place; those of files that it imports, too. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it is where it is no program: a netlist, a graph. */
  readonly foreign: boolean;
  /** Paths of the files that were looked for on the way, found or not. */
  readonly imports: ReadonlySet<string>;
  /** Where a span of any tree stands in the present text of its file. */
  readonly here: (span: Span) => Span;
}

/** What `parse` says of texts that are no programs. */
const foreignCodes: ReadonlySet<string> = new Set(
  [foreignFile, binaryFile].map(({ definition }) => definition.code),
);

/** Reads and checks a document, as far as that is not done. */
export function analyze(
  document: Document,
  find: (path: string) => Document | undefined,
  resolve: Resolve,
): Analysis {
  const { file, parsed, facts, checker } = document;
  const { value: module, diagnostics: syntax } = parsed.outcome;
  const imports = new Set<string>();
  const here = (span: Span): Span => find(span.file.path)?.parsed.places.here(span) ?? span;
  const checked = checker.check(module, {
    resolveImport: (from, importer) => {
      const path = resolve(from, importer);
      if (path === undefined) return undefined;
      imports.add(path);
      return find(path)?.parsed.outcome;
    },
    facts,
    syntax,
    here,
  });
  const foreign = syntax.some(({ code }) => foreignCodes.has(code));
  const diagnostics = foreign ? syntax : [...syntax, ...checked.diagnostics];
  return { document, file, module, checked, diagnostics, foreign, imports, here };
}

/** The path that an import names, seen from the file that imports. */
export type Resolve = (from: string, importer: string) => string | undefined;
