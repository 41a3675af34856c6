import type { CstNode } from 'chevrotain';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import { span } from '../source/span.ts';
import type { Comment, Module } from './ast.ts';
import { Builder } from './build/builder.ts';
import { nodes } from './build/cst.ts';
import { declaration } from './build/declarations.ts';

/** Makes the readonly tree of the concrete one; reports what only values show, as an unknown escape in a text. */
export function buildAst(file: SourceFile, cst: CstNode, comments: readonly Comment[]): Outcome<Module> {
  const builder = new Builder(file, comments);
  const declarations = nodes(cst, 'declaration').flatMap((part) => {
    const read = declaration(builder, part);
    return read === undefined ? [] : [read];
  });
  const value: Module = { kind: 'module', span: span(file, 0, file.text.length), declarations, comments };
  return { value, diagnostics: builder.diagnostics };
}
