import type { Connection, Position } from 'vscode-languageserver';
import { callHierarchyRequests } from './call-hierarchy-requests.ts';
import { codeActions } from './features/code-actions.ts';
import { codeLenses } from './features/code-lens.ts';
import { completion } from './features/completion.ts';
import { definition } from './features/definition.ts';
import { documentLinks } from './features/document-links.ts';
import { documentSymbols } from './features/document-symbols.ts';
import { foldingRanges } from './features/folding.ts';
import { formatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { highlights, references } from './features/references.ts';
import { prepareRename, rename } from './features/rename.ts';
import { semanticTokens } from './features/semantic-tokens.ts';
import { signatureHelp } from './features/signature-help.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import type { Analysis } from './workspace/analysis.ts';
import { offsetOf } from './workspace/positions.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What the editor can that answers depend on. */
export interface RequestAbilities {
  readonly snippets: boolean;
}

interface AtDocument {
  readonly textDocument: { readonly uri: string };
}

interface AtPlace extends AtDocument {
  readonly position: Position;
}

/** Answers the requests of an editor about documents that are open; what is no program has no answers. */
export function answerRequests(
  connection: Connection,
  workspace: Workspace,
  abilities: () => RequestAbilities,
): void {
  const analysisOf = ({ textDocument: { uri } }: AtDocument): Analysis | undefined => {
    const document = workspace.at(uri);
    const analysis = document && workspace.analysis(document);
    return analysis?.foreign === true ? undefined : analysis;
  };
  const inDocument =
    <P extends AtDocument, R>(answer: (analysis: Analysis, parameters: P) => R, nothing: R) =>
    (parameters: P): R => {
      const analysis = analysisOf(parameters);
      return analysis === undefined ? nothing : answer(analysis, parameters);
    };
  const atPlace = <P extends AtPlace, R>(
    answer: (analysis: Analysis, offset: number, parameters: P) => R,
    nothing: R,
  ) =>
    inDocument<P, R>(
      (analysis, parameters) => answer(analysis, offsetOf(analysis.file, parameters.position), parameters),
      nothing,
    );

  connection.languages.inlayHint.on(
    inDocument((analysis, { range }) => [...inlayHints(analysis, range)], []),
  );
  connection.languages.semanticTokens.on(inDocument(semanticTokens, { data: [] }));
  connection.onHover(atPlace((analysis, offset) => hover(analysis, offset, workspace) ?? null, null));
  connection.onCompletion(
    atPlace((analysis, offset) => completion(analysis, offset, workspace, abilities().snippets), []),
  );
  connection.onSignatureHelp(atPlace((analysis, offset) => signatureHelp(analysis, offset) ?? null, null));
  connection.onDefinition(
    atPlace((analysis, offset) => definition(analysis, offset, workspace) ?? null, null),
  );
  connection.onReferences(
    atPlace(
      (analysis, offset, { context }) => [
        ...references(analysis, offset, context.includeDeclaration, workspace),
      ],
      [],
    ),
  );
  connection.onDocumentHighlight(atPlace((analysis, offset) => highlights(analysis, offset), []));
  connection.onPrepareRename(
    atPlace((analysis, offset) => prepareRename(analysis, offset, workspace) ?? null, null),
  );
  connection.onRenameRequest(
    atPlace((analysis, offset, { newName }) => rename(analysis, offset, newName, workspace), null),
  );
  connection.onDocumentSymbol(inDocument(documentSymbols, []));
  connection.onWorkspaceSymbol(({ query }) => workspaceSymbols(workspace.allDocuments(), query));
  connection.onCodeAction(
    inDocument((analysis, { range, context }) => [...codeActions(analysis, range, context.diagnostics)], []),
  );
  connection.onCodeLens(inDocument(codeLenses, []));
  connection.onFoldingRanges(inDocument((analysis) => [...foldingRanges(analysis)], []));
  connection.onDocumentLinks(
    inDocument((analysis) => documentLinks(analysis, workspace.workingDirectory(analysis.document)), []),
  );
  connection.onDocumentFormatting(inDocument(({ file }) => formatting(file), []));
  callHierarchyRequests(connection, workspace, analysisOf);
}
