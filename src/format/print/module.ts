import type { Declaration, Module } from '../../parser/ast.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { keepColumns } from '../columns.ts';
import { documentText, type Layout } from '../documents.ts';
import { TokenCursor } from '../token-cursor.ts';
import { declarationHeader, printDeclaration } from './declarations.ts';
import { headerPadding } from './headers.ts';
import { printItems, printTail } from './items.ts';

/**
 * The text of a program, laid out.
 *
 * @param module the tree of the file, which has no errors
 */
export function printModule(file: SourceFile, { declarations }: Module, layout: Layout): string {
  const cursor = new TokenCursor(file);
  const context = { cursor, layout };
  const padding = headerPadding(cursor, declarations, (node) => declarationHeader(context, node));
  const items = printItems(cursor, {
    items: declarations,
    print: (node, index) => printDeclaration(context, node, padding[index] ?? 0),
    atStart: true,
    apart: (node, printed) => hasBody(node) && documentText(printed, layout).includes('\n'),
  });
  const tail = printTail(cursor, declarations.length > 0);
  const text = keepColumns(
    documentText([items, ...tail], layout),
    cursor.sign,
    cursor.marks,
    layout.printWidth,
  );
  const trimmed = text.replace(/^\n+/, '').trimEnd();
  return trimmed === '' ? '' : `${trimmed}\n`;
}

/** Whether a declaration has braces; empty lines set it apart where these stand on several lines. */
function hasBody(node: Declaration): boolean {
  switch (node.kind) {
    case 'model':
    case 'data':
    case 'train':
      return true;
    case 'block':
      return !('kind' in node.body);
    default:
      return false;
  }
}
