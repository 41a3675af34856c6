import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { standardNames } from '../../../typecheck/standard-library/standard-library.ts';
import type { Cursor } from '../../index/cursor.ts';
import { declarationLine, declarationsOf } from '../../index/headline.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { resolveImport } from '../../workspace/workspace.ts';
import type { Offer } from './offer.ts';

/** Files and folders, in a text that names one, and columns of a table; in `classes: "…"` nothing. */
export function pathItems(
  { declares, declaration, string = '', brackets }: Cursor,
  { document, checked }: Analysis,
  workspace: Workspace,
): readonly Offer[] {
  const folder = string.slice(0, string.lastIndexOf('/') + 1);
  if (declares === 'import') {
    const standard = standardNames
      .filter((name) => name.startsWith(folder))
      .map((name): Offer => ({ label: name.slice(folder.length), kind: 'file', detail: 'standard library' }));
    if (string.startsWith('std/')) return standard;
    const own = entries(resolve(dirname(document.path), folder), /\.net$/);
    if (folder !== '') return own;
    return [...standard, ...own.map((offer) => ({ ...offer, label: `./${offer.label}` }))];
  }
  const callee = brackets.at(-1)?.callee;
  if (declares === 'data' && brackets.at(-1)?.key === 'column') return fileColumns(declaration, checked);
  if (declares !== 'data' || (callee !== 'images' && callee !== 'table')) return [];
  return entries(
    resolve(workspace.workingDirectory(document), folder),
    callee === 'images' ? undefined : /\.[ct]sv$/,
  );
}

/** The columns that a table's file was seen to have. */
function fileColumns(
  declaration: Cursor['declaration'],
  { datasets }: Analysis['checked'],
): readonly Offer[] {
  const columns = datasets.find((each) => each.declaration === declaration)?.facts?.columns ?? [];
  return columns.map((label) => ({ label, kind: 'value' }));
}

/** Folders, and files with an ending. */
function entries(folder: string, ending: RegExp | undefined): readonly Offer[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .flatMap((entry): readonly Offer[] => {
        if (entry.isDirectory() || entry.isSymbolicLink()) return [{ label: entry.name, kind: 'folder' }];
        return ending?.test(entry.name) === true ? [{ label: entry.name, kind: 'file' }] : [];
      });
  } catch {
    return [];
  }
}

/** In the braces of an import: what the file declares. */
export function importedItems(
  { declaration, brackets, before }: Cursor,
  { document }: Analysis,
  workspace: Workspace,
): readonly Offer[] {
  if (brackets.length === 0) return before === '}' ? [{ label: 'from', kind: 'keyword' }] : [];
  if (declaration?.kind !== 'import') return [];
  const from = declaration.from.value;
  const path = from.startsWith('std/') ? from : resolveImport(from, document.path);
  const taken = new Set(declaration.names.map(({ text }) => text));
  return (path === undefined ? [] : declarationsOf(path, workspace)).flatMap((each): readonly Offer[] =>
    each.kind === 'import' || taken.has(each.name.text)
      ? []
      : [{ label: each.name.text, kind: 'block', detail: declarationLine(each), doc: each.doc }],
  );
}
