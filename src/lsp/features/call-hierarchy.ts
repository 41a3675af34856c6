import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Range,
} from 'vscode-languageserver';
import type { Declaration } from '../../parser/ast.ts';
import { standardModule } from '../../typecheck/standard-library/standard-library.ts';
import { locationOf, nameAt, placesOf } from '../index/find-name.ts';
import { fileKey, occurrencesIn, partsOfKey } from '../index/names.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';
import { pathOf, uriOf } from '../workspace/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { symbolKinds } from './document-symbols.ts';

type Named = Exclude<Declaration, { readonly kind: 'import' }>;

/** The block or model at a place. */
export function prepareCallHierarchy(
  analysis: Analysis,
  offset: number,
  workspace: Workspace,
): CallHierarchyItem[] {
  const name = nameAt(analysis, offset);
  if (name === undefined || (name.kind !== 'block' && name.kind !== 'model')) return [];
  return itemOf(name.key, workspace);
}

/** The blocks, models and trains that use one. */
export function incomingCalls(item: CallHierarchyItem, workspace: Workspace): CallHierarchyIncomingCall[] {
  const callers = new Map<Named, { readonly analysis: Analysis; readonly ranges: Range[] }>();
  for (const { analysis, occurrence } of placesOf(keyOf(item), workspace)) {
    const caller = analysis.module.declarations.find(
      ({ span }) =>
        span.file === occurrence.span.file &&
        span.start <= occurrence.span.start &&
        occurrence.span.end <= span.end,
    );
    if (caller === undefined || caller.kind === 'import' || occurrence.declares) continue;
    const { range } = locationOf(occurrence.span, analysis);
    const before = callers.get(caller);
    if (before === undefined) callers.set(caller, { analysis, ranges: [range] });
    else before.ranges.push(range);
  }
  return [...callers].map(([caller, { analysis, ranges }]) => ({
    from: declared(caller, analysis),
    fromRanges: ranges,
  }));
}

/** The blocks that one is made of. */
export function outgoingCalls(item: CallHierarchyItem, workspace: Workspace): CallHierarchyOutgoingCall[] {
  const document = workspace.find(pathOf(item.uri));
  if (document === undefined) return [];
  const analysis = workspace.analysis(document);
  const caller = analysis.module.declarations.find(
    (each) => each.kind !== 'import' && each.name.text === item.name,
  );
  if (caller === undefined) return [];
  const used = new Map<string, Range[]>();
  for (const { key, kind, span, declares } of occurrencesIn(analysis)) {
    const inside =
      span.file === caller.span.file && span.start >= caller.span.start && span.end <= caller.span.end;
    if (!inside || declares || (kind !== 'block' && kind !== 'model')) continue;
    const { range } = locationOf(span, analysis);
    const before = used.get(key);
    if (before === undefined) used.set(key, [range]);
    else before.push(range);
  }
  return [...used].flatMap(([key, fromRanges]) => itemOf(key, workspace).map((to) => ({ to, fromRanges })));
}

function keyOf({ uri, name, data }: CallHierarchyItem): string {
  return fileKey(typeof data === 'string' ? data : pathOf(uri), name);
}

function itemOf(key: string, workspace: Workspace): CallHierarchyItem[] {
  const { path, names } = partsOfKey(key);
  const document = workspace.find(path);
  const analysis = document && workspace.analysis(document);
  const declarations = analysis?.module.declarations ?? standardModule(path)?.value.declarations ?? [];
  const found = declarations.find((each) => each.kind !== 'import' && each.name.text === names[0]);
  return found === undefined || found.kind === 'import' ? [] : [declared(found, analysis)];
}

function declared(declaration: Named, analysis: Analysis | undefined): CallHierarchyItem {
  const here = analysis?.here ?? ((span: Named['span']) => span);
  const [whole, name] = [here(declaration.span), here(declaration.name.span)];
  return {
    name: declaration.name.text,
    kind: symbolKinds[declaration.kind],
    detail: declaration.kind,
    uri: uriOf(whole.file.path),
    range: rangeOf(whole.file, whole.start, whole.end),
    selectionRange: rangeOf(name.file, name.start, name.end),
    data: whole.file.path,
  };
}
