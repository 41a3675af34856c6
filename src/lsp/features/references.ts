import type { DocumentHighlight, Location } from 'vscode-languageserver';
import { DocumentHighlightKind } from 'vscode-languageserver';
import { declarationOf, locationOf, nameAt, placesOf } from '../index/find-name.ts';
import { occurrencesIn } from '../index/names.ts';
import type { Analysis } from '../workspace/analysis.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Every place of the name at a place, in all files; with its declaration, where that is wanted. */
export function references(
  analysis: Analysis,
  offset: number,
  declared: boolean,
  workspace: Workspace,
): readonly Location[] {
  const name = nameAt(analysis, offset);
  if (name === undefined) return [];
  const places = placesOf(name.key, workspace);
  const found = places
    .filter(({ occurrence }) => !occurrence.declares || declared)
    .map((place) => locationOf(place.occurrence.span, place.analysis));
  const outside = declared && !places.some(({ occurrence }) => occurrence.declares);
  const declaration = outside ? declarationOf(name.key, workspace) : undefined;
  return declaration === undefined ? found : [declaration, ...found];
}

/** The places of a name in its document. */
export function highlights(analysis: Analysis, offset: number): DocumentHighlight[] {
  const name = nameAt(analysis, offset);
  if (name === undefined) return [];
  return occurrencesIn(analysis)
    .filter(({ key }) => key === name.key)
    .map(({ span, declares }) => ({
      range: locationOf(span, analysis).range,
      kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
