import type { Declaration } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import { standardModule } from '../../typecheck/standard-library/standard-library.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The first line of a declaration, and its documentation. */
export interface Headline {
  readonly text: string;
  readonly doc: string;
}

/** The declarations of a file: of the workspace, or of the standard library. */
export function declarationsOf(path: string, workspace: Workspace): readonly Declaration[] {
  const module = workspace.find(path)?.parsed.outcome.value ?? standardModule(path)?.value;
  return module?.declarations ?? [];
}

/** How what a key names is declared. */
export function headline(
  path: string,
  [name, inner]: readonly string[],
  workspace: Workspace,
): Headline | undefined {
  const declaration = declarationsOf(path, workspace).find(
    (each) => each.kind !== 'import' && each.name.text === name,
  );
  if (declaration === undefined || declaration.kind === 'import') return undefined;
  if (inner === undefined) return { text: declarationLine(declaration), doc: declaration.doc };
  return innerHeadline(declaration, inner);
}

/** `block Residual(channels: int, stride: int = 1)`, without its body. */
export function declarationLine(declaration: Exclude<Declaration, { kind: 'import' }>): string {
  const text = spanText(declaration.span);
  if (declaration.kind === 'block') {
    const body = 'kind' in declaration.body ? declaration.body.span.start : undefined;
    const end = body === undefined ? text.indexOf('{') : body - declaration.span.start;
    return oneLine(text.slice(0, end < 0 ? undefined : end).replace(/=\s*$/, ''));
  }
  const brace = text.indexOf('{');
  return oneLine(brace < 0 ? text : text.slice(0, brace));
}

function innerHeadline(declaration: Declaration, inner: string): Headline | undefined {
  switch (declaration.kind) {
    case 'model': {
      const statement = declaration.body.find((each) => 'name' in each && each.name?.text === inner);
      const input = declaration.inputs.find(({ name }) => name.text === inner);
      const found = statement ?? input;
      const doc = statement !== undefined && 'doc' in statement ? statement.doc : '';
      return found && { text: oneLine(spanText(found.span)), doc };
    }
    case 'block': {
      const parameter = declaration.parameters.find(({ name }) => name.text === inner);
      if (parameter !== undefined) return { text: oneLine(spanText(parameter.span)), doc: '' };
      if ('kind' in declaration.body) return undefined;
      const statement = declaration.body.find((each) => 'name' in each && each.name?.text === inner);
      return statement && { text: oneLine(spanText(statement.span)), doc: '' };
    }
    case 'data': {
      const setting = declaration.settings.find(({ key }) => key.text === inner);
      return setting && { text: oneLine(spanText(setting.span)), doc: setting.doc };
    }
    default:
      return undefined;
  }
}

/** Longer texts end in dots. */
const longest = 160;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
