import type { Location } from 'vscode-languageserver';
import type { Declaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import { standardModule } from '../../typecheck/standard-library/standard-library.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';
import { uriOf } from '../workspace/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Occurrence } from './names.ts';
import { occurrencesIn, partsOfKey } from './names.ts';

/** The name at a place of a document, or right before it. */
export function nameAt(analysis: Analysis, offset: number): Occurrence | undefined {
  const { here } = analysis;
  return occurrencesIn(analysis).find(({ span }) => {
    const { start, end } = here(span);
    return start <= offset && offset <= end;
  });
}

/** Where a name is declared: in a document, a file, or the standard library. */
export function declarationOf(key: string, workspace: Workspace): Location | undefined {
  const { path, names } = partsOfKey(key);
  const document = workspace.find(path);
  if (document !== undefined) {
    const analysis = workspace.analysis(document);
    const found = occurrencesIn(analysis).find((each) => each.key === key && each.declares);
    return found && locationOf(found.span, analysis);
  }
  const [name = '', inner] = names;
  const declaration = standardModule(path)?.value.declarations.find((each) => nameOf(each) === name);
  if (declaration === undefined || declaration.kind === 'import') return undefined;
  const parameter =
    declaration.kind === 'block'
      ? declaration.parameters.find((each) => each.name.text === inner)
      : undefined;
  return plainLocation((parameter ?? declaration).name.span);
}

export function locationOf(span: Span, { here }: Pick<Analysis, 'here'>): Location {
  return plainLocation(here(span));
}

function plainLocation({ file, start, end }: Span): Location {
  return { uri: uriOf(file.path), range: rangeOf(file, start, end) };
}

function nameOf(declaration: Declaration): string | undefined {
  return declaration.kind === 'import' ? undefined : declaration.name.text;
}

/** Every place of a name in the documents and files of the workspace. */
export function placesOf(
  key: string,
  workspace: Workspace,
): readonly { readonly analysis: Analysis; readonly occurrence: Occurrence }[] {
  return workspace.allDocuments().flatMap((document) => {
    const analysis = workspace.analysis(document);
    return occurrencesIn(analysis)
      .filter((occurrence) => occurrence.key === key)
      .map((occurrence) => ({ analysis, occurrence }));
  });
}
