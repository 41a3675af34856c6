import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { walk } from '../../parser/children.ts';
import { spanText } from '../../source/span.ts';
import { knownWords } from '../../typecheck/layers/known-words.ts';
import { locationOf, nameAt, placesOf } from '../index/find-name.ts';
import type { Occurrence } from '../index/names.ts';
import { occurrencesIn, partsOfKey } from '../index/names.ts';
import type { Analysis } from '../workspace/analysis.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The range of the name at a place, where it can be renamed: not in the standard library, nor where names are data. */
export function prepareRename(analysis: Analysis, offset: number, workspace: Workspace): Range | undefined {
  const name = nameAt(analysis, offset);
  return name === undefined || !isFree(name, workspace) ? undefined : locationOf(name.span, analysis).range;
}

/** The edits that give a name another text everywhere; undefined where that would change what the program means. */
export function rename(
  analysis: Analysis,
  offset: number,
  text: string,
  workspace: Workspace,
): WorkspaceEdit | undefined {
  const name = nameAt(analysis, offset);
  if (name === undefined || !isFree(name, workspace)) return undefined;
  if (!/^[A-Za-z_]\w*$/.test(text) || knownWords.has(text)) return undefined;
  const places = placesOf(name.key, workspace);
  const files = new Set(places.map((place) => place.analysis));
  if ([...files].some((file) => isTaken(text, name.key, file))) return undefined;
  const changes: Record<string, TextEdit[]> = {};
  for (const place of places) {
    const { range } = locationOf(place.occurrence.span, place.analysis);
    (changes[place.analysis.document.uri] ??= []).push({ range, newText: text });
  }
  return { changes };
}

function isFree({ key, kind }: Occurrence, workspace: Workspace): boolean {
  const { path, names } = partsOfKey(key);
  if (path.startsWith('std/') || workspace.find(path) === undefined) return false;
  // Columns and their classes are what the data calls them; an output learns the label of its own name.
  if (kind === 'column') return false;
  const documents = workspace.allDocuments().map((document) => workspace.analysis(document));
  if (
    (kind === 'output' || kind === 'input') &&
    documents.some((each) => learnsByName(names[0] ?? '', each))
  ) {
    return false;
  }
  return kind !== 'block' || !documents.some((each) => selectsByBlock(names[0] ?? '', each));
}

/** Whether a train matches the model's names with those of a table. */
function learnsByName(model: string, { module, checked }: Analysis): boolean {
  return module.declarations.some(
    (train) =>
      train.kind === 'train' &&
      train.model.text === model &&
      checked.datasets.some(
        ({ declaration }) =>
          declaration.name.text === train.data.text && spanText(declaration.source.span).startsWith('table'),
      ),
  );
}

/** Whether a selector names layers by the block that made them: `main.convnorm1`. */
function selectsByBlock(block: string, { module }: Analysis): boolean {
  const numbered = new RegExp(`^${block.toLowerCase()}\\d+$`);
  return module.declarations.some(
    (train) =>
      train.kind === 'train' &&
      [...walk(train)].some((node) => node.kind === 'member' && numbered.test(node.member.text)),
  );
}

/** Whether a file has the name already, where both would be seen. */
function isTaken(text: string, key: string, analysis: Analysis): boolean {
  if (analysis.checked.environment.own(text) !== undefined) return true;
  const { path, names } = partsOfKey(key);
  const wanted = names.length > 1 ? `${path}#${names[0] ?? ''}.${text}` : undefined;
  return occurrencesIn(analysis).some((each) =>
    wanted === undefined ? partsOfKey(each.key).names.at(-1) === text : each.key === wanted,
  );
}
