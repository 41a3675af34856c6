import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DocumentLink } from 'vscode-languageserver';
import type { Declaration, StringLiteral } from '../../parser/ast.ts';
import { standardNames } from '../../typecheck/standard-library/standard-library.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';
import { uriOf } from '../workspace/uri.ts';
import { resolveImport } from '../workspace/workspace.ts';

/** Files that imports name, and folders and tables of data, where they are there. */
export function documentLinks(analysis: Analysis, workingDirectory: string): DocumentLink[] {
  return analysis.module.declarations.flatMap((declaration) => {
    const link = linkOf(declaration, analysis, workingDirectory);
    if (link === undefined) return [];
    const { start, end } = analysis.here(link.text.span);
    return [{ range: rangeOf(analysis.file, start + 1, end - 1), target: uriOf(link.path) }];
  });
}

function linkOf(
  declaration: Declaration,
  { document }: Analysis,
  workingDirectory: string,
): { readonly text: StringLiteral; readonly path: string } | undefined {
  if (declaration.kind === 'import') {
    const text = declaration.from;
    if (text.span.end - text.span.start < 2) return undefined;
    if (standardNames.includes(text.value)) return { text, path: text.value };
    const path = resolveImport(text.value, document.path);
    return path !== undefined && existsSync(path) ? { text, path } : undefined;
  }
  if (declaration.kind !== 'data' || declaration.source.kind !== 'call') return undefined;
  const text = declaration.source.arguments[0]?.value;
  if (text?.kind !== 'string') return undefined;
  const path = resolve(workingDirectory, text.value);
  return existsSync(path) ? { text, path } : undefined;
}
