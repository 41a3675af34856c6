import type { ServerCapabilities } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import { tokenLegend } from './features/semantic-tokens.ts';

/** What the server can. */
export const capabilities: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  inlayHintProvider: true,
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['.', '>', '(', '[', ',', ':', '"', '/'] },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenLegend.tokenTypes], tokenModifiers: [...tokenLegend.tokenModifiers] },
    full: true,
  },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract] },
  codeLensProvider: {},
  documentFormattingProvider: true,
  foldingRangeProvider: true,
  documentLinkProvider: {},
  callHierarchyProvider: true,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
