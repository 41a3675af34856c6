import { basename } from 'node:path';
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { renameRefusals } from '../../diagnostics/catalogue/refusals.ts';
import { walk } from '../../parser/children.ts';
import { spanText } from '../../source/span.ts';
import { knownWords } from '../../typecheck/layers/known-words.ts';
import { locationOf, nameAt, placesOf } from '../index/find-name.ts';
import type { Occurrence } from '../index/names.ts';
import { occurrencesIn, partsOfKey } from '../index/names.ts';
import type { Analysis } from '../workspace/analysis.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The range of the name at a place; undefined where none is.
 * @throws {ResponseError} where it cannot be renamed: in the standard library, and where names are data
 */
export function prepareRename(analysis: Analysis, offset: number, workspace: Workspace): Range | undefined {
  const name = nameAt(analysis, offset);
  if (name === undefined) return undefined;
  refuse(boundBy(name, workspace));
  return locationOf(name.span, analysis).range;
}

/**
 * The edits that give a name another text everywhere.
 * @throws {ResponseError} where that would change what the program means, with the reason
 */
export function rename(
  analysis: Analysis,
  offset: number,
  text: string,
  workspace: Workspace,
): WorkspaceEdit {
  const name = nameAt(analysis, offset);
  if (name === undefined) throw refusal(renameRefusals.nothing());
  refuse(boundBy(name, workspace));
  if (!/^[A-Za-z_]\w*$/.test(text)) throw refusal(renameRefusals.noName(text));
  if (knownWords.has(text)) throw refusal(renameRefusals.word(text));
  const places = placesOf(name.key, workspace);
  const files = new Set(places.map((place) => place.analysis));
  const takenIn = [...files].filter((file) => isTaken(text, name.key, file));
  if (takenIn.length > 0) {
    throw refusal(
      renameRefusals.taken(
        text,
        takenIn.map(({ document }) => basename(document.path)),
      ),
    );
  }
  const changes: Record<string, TextEdit[]> = {};
  for (const place of places) {
    const { range } = locationOf(place.occurrence.span, place.analysis);
    (changes[place.analysis.document.uri] ??= []).push({ range, newText: text });
  }
  return { changes };
}

function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw refusal(reason);
}

/** Why a name must stay as it is; undefined where it need not. */
function boundBy({ key, kind }: Occurrence, workspace: Workspace): string | undefined {
  const { path, names } = partsOfKey(key);
  const [declared = ''] = names;
  const own = names.at(-1) ?? '';
  if (path.startsWith('std/') || workspace.find(path) === undefined) return renameRefusals.elsewhere(own);
  // Columns and their classes are what the data calls them; an output learns the label of its own name.
  if (kind === 'column') return renameRefusals.column(own);
  const documents = workspace.allDocuments().map((document) => workspace.analysis(document));
  if ((kind === 'output' || kind === 'input') && documents.some((each) => learnsByName(declared, each))) {
    return renameRefusals.learned(own, declared);
  }
  const selected = kind === 'block' && documents.some((each) => selectsByBlock(own, each));
  return selected ? renameRefusals.selected(own) : undefined;
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
