import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { netcVersion } from '../runtime/project/versions.ts';
import { capabilities } from './capabilities.ts';
import { DataWatcher } from './data-watcher.ts';
import type { GraphAnswer, GraphRequest } from './features/graph.ts';
import { Publisher } from './publisher.ts';
import { answerRequests } from './requests.ts';
import { watchFiles } from './watch-files.ts';
import { pathOf } from './workspace/uri.ts';
import { Workspace } from './workspace/workspace.ts';

/** Answers an editor over a connection until it says goodbye. */
export function serve(connection: Connection): void {
  const workspace = new Workspace();
  const publisher = new Publisher(connection, workspace);
  const data = new DataWatcher(workspace, (document) => {
    publisher.schedule(document);
  });
  publisher.onPublished = (document) => void data.look(document);
  let abilities: InitializeParams['capabilities'] = {};

  connection.onInitialize((params): InitializeResult => {
    workspace.folders = foldersOf(params);
    abilities = params.capabilities;
    const shown = abilities.textDocument?.publishDiagnostics;
    publisher.abilities = {
      related: shown?.relatedInformation === true,
      description: shown?.codeDescriptionSupport === true,
      tags: shown?.tagSupport !== undefined,
      refresh: abilities.workspace?.inlayHint?.refreshSupport === true,
    };
    return { serverInfo: { name: 'netc', version: netcVersion() }, capabilities };
  });
  connection.onInitialized(() => {
    watchFiles(connection, workspace, abilities, () => {
      for (const document of workspace.documents) {
        publisher.schedule(document);
        void data.look(document, true);
      }
    });
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version } }) => {
    publisher.schedule(workspace.open(uri, text, version));
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = workspace.change(uri, contentChanges, version);
    if (document !== undefined) publisher.schedule(document);
  });
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    const document = workspace.at(uri);
    if (document !== undefined) void data.look(document, true);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    workspace.close(uri);
    data.forget(uri);
    publisher.clear(uri);
  });
  answerRequests(connection, workspace, () => ({
    snippets: abilities.textDocument?.completion?.completionItem?.snippetSupport === true,
  }));
  connection.onRequest('netc/graph', async (request: GraphRequest): Promise<GraphAnswer | null> => {
    const document = workspace.at(request.uri);
    if (document === undefined) return null;
    const { graphFor } = await import('./features/graph.ts');
    return graphFor(workspace.analysis(document), request);
  });
  /** How much the server remembers: what must not grow with the edits of a session. */
  connection.onRequest('netc/sizes', () => ({
    ...workspace.sizes,
    data: data.size,
    heap: process.memoryUsage().heapUsed,
  }));
  connection.onShutdown(() => {
    publisher.stop();
  });
  connection.listen();
}

function foldersOf({ workspaceFolders }: InitializeParams): readonly string[] {
  return (workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
}
