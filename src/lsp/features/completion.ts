import type { CompletionItem } from 'vscode-languageserver';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import type { Cursor } from '../index/cursor.ts';
import { cursorAt } from '../index/cursor.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { declarationItems } from './completion/declarations.ts';
import { flowItems, memberItems } from './completion/flow.ts';
import { importedItems, pathItems } from './completion/files.ts';
import type { Offer } from './completion/offer.ts';
import { argumentItems } from './completion/arguments.ts';
import { dataItems } from './completion/data.ts';
import { trainItems, selectorItems } from './completion/settings.ts';

/** What could stand at a place. */
export function completion(
  analysis: Analysis,
  offset: number,
  workspace: Workspace,
  snippets: boolean,
): CompletionItem[] {
  const cursor = cursorAt(analysis, offset);
  const range = rangeOf(
    analysis.file,
    cursor.string === undefined ? cursor.start : offset - lastPart(cursor).length,
    offset,
  );
  return unique(offers(cursor, analysis, workspace)).map((offer, index) =>
    item(offer, index, range, snippets),
  );
}

function offers(cursor: Cursor, analysis: Analysis, workspace: Workspace): readonly Offer[] {
  const { declares, brackets, string, path } = cursor;
  if (string !== undefined) return pathItems(cursor, analysis, workspace);
  if (declares === undefined) return declarationItems;
  if (declares === 'import') return importedItems(cursor, analysis, workspace);
  const top = brackets.at(-1);
  if (path !== undefined) {
    return declares === 'train' ? selectorItems(cursor, analysis) : memberItems;
  }
  if (top?.symbol === '(' && top.callee !== '') {
    const items = argumentItems(cursor, analysis);
    if (items.length > 0) return items;
  }
  switch (declares) {
    case 'train':
      return trainItems(cursor, analysis);
    case 'data':
      return dataItems(cursor, analysis);
    case 'model':
    case 'block':
    case 'let':
    case 'augment':
    case 'const':
    case 'param':
    case 'ensemble':
      return flowItems(cursor, analysis);
    default:
      return [];
  }
}

/** In a text only what stands behind its last slash is replaced. */
function lastPart({ string = '' }: Cursor): string {
  return string.slice(string.lastIndexOf('/') + 1);
}

function unique(all: readonly Offer[]): readonly Offer[] {
  return [...new Map(all.toReversed().map((offer) => [offer.label, offer])).values()].toReversed();
}

const kinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  layer: CompletionItemKind.Function,
  block: CompletionItemKind.Function,
  option: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  tensor: CompletionItemKind.Variable,
  model: CompletionItemKind.Class,
  data: CompletionItemKind.Struct,
  train: CompletionItemKind.Event,
  setting: CompletionItemKind.Property,
  path: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
};

function item(
  { label, kind, detail, doc, insert, snippet }: Offer,
  index: number,
  range: ReturnType<typeof rangeOf>,
  snippets: boolean,
): CompletionItem {
  const asSnippet = snippets && snippet !== undefined;
  return {
    label,
    kind: kinds[kind],
    sortText: String(index).padStart(4, '0'),
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && doc !== '' && { documentation: { kind: 'markdown', value: doc } }),
    ...(asSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: { range, newText: asSnippet ? snippet : (insert ?? label) },
  };
}
