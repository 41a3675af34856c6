import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { TextDocumentSyncKind } from 'vscode-languageserver';
import { netcVersion } from '../runtime/project/versions.ts';
import type { GraphAnswer, GraphRequest } from './features/graph.ts';
import { Publisher } from './publisher.ts';
import { pathOf } from './workspace/uri.ts';
import { Workspace } from './workspace/workspace.ts';

/** Answers an editor over a connection until it says goodbye. */
export function serve(connection: Connection): void {
  const workspace = new Workspace();
  let publisher: Publisher | undefined;

  connection.onInitialize((params): InitializeResult => {
    workspace.folders = foldersOf(params);
    const shown = params.capabilities.textDocument?.publishDiagnostics;
    publisher = new Publisher(connection, workspace, {
      related: shown?.relatedInformation === true,
      description: shown?.codeDescriptionSupport === true,
      tags: shown?.tagSupport !== undefined,
    });
    return {
      serverInfo: { name: 'netc', version: netcVersion() },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      },
    };
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version } }) => {
    publisher?.schedule(workspace.open(uri, text, version));
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = workspace.change(uri, contentChanges, version);
    if (document !== undefined) publisher?.schedule(document);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    workspace.close(uri);
    publisher?.clear(uri);
  });
  connection.onRequest('netc/graph', async (request: GraphRequest): Promise<GraphAnswer | null> => {
    const document = workspace.at(request.uri);
    if (document === undefined) return null;
    const { graphFor } = await import('./features/graph.ts');
    return graphFor(workspace.analysis(document), request);
  });
  connection.onShutdown(() => {
    publisher?.stop();
  });
  connection.listen();
}

function foldersOf({ workspaceFolders }: InitializeParams): readonly string[] {
  return (workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
}
