import type { Connection } from 'vscode-languageserver';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/call-hierarchy.ts';
import type { Analysis } from './workspace/analysis.ts';
import { offsetOf } from './workspace/positions.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Answers what uses a block, and what it is made of. */
export function callHierarchyRequests(
  { languages: { callHierarchy } }: Connection,
  workspace: Workspace,
  analysisOf: (place: { readonly textDocument: { readonly uri: string } }) => Analysis | undefined,
): void {
  callHierarchy.onPrepare((parameters) => {
    const analysis = analysisOf(parameters);
    if (analysis === undefined) return [];
    return prepareCallHierarchy(analysis, offsetOf(analysis.file, parameters.position), workspace);
  });
  callHierarchy.onIncomingCalls(({ item }) => incomingCalls(item, workspace));
  callHierarchy.onOutgoingCalls(({ item }) => outgoingCalls(item, workspace));
}
