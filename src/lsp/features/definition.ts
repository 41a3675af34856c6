import type { Location } from 'vscode-languageserver';
import { pathBefore } from '../index/selector-path.ts';
import { declarationOf, locationOf, nameAt } from '../index/find-name.ts';
import { meaningOf } from '../index/names.ts';
import { around, spotAt } from '../index/spot.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { uriOf } from '../workspace/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { resolveImport } from '../workspace/workspace.ts';

/** Where what stands at a place is declared: names, parts of paths, files of imports. */
export function definition(analysis: Analysis, offset: number, workspace: Workspace): Location | undefined {
  const spot = spotAt(analysis, offset);
  if (spot?.node.kind === 'string' && spot.declaration.kind === 'import') {
    const from = spot.node.value;
    const path = from.startsWith('std/') ? from : resolveImport(from, analysis.document.path);
    const start = { line: 0, character: 0 };
    return path === undefined ? undefined : { uri: uriOf(path), range: { start, end: start } };
  }
  const name = nameAt(analysis, offset);
  if (name !== undefined) return declarationOf(name.key, workspace);
  if (spot?.declaration.kind !== 'train' || around(spot, 'setting') === undefined) return undefined;
  // `base.block5`: the first layer of the model below that path.
  const path = pathBefore(spot);
  const model = meaningOf(spot.declaration.model.text, analysis)?.declaration;
  const checked = analysis.checked.models.find(({ declaration }) => declaration === model);
  const layer = checked?.calls.find((call) => call.path === path || call.path.startsWith(`${path}.`));
  return layer && locationOf(layer.span, analysis);
}
