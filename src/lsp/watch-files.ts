import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { pathOf } from './workspace/uri.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Asks the editor to tell of programs and data that change beside it, and of its folders, as far as it can. */
export function watchFiles(
  connection: Connection,
  workspace: Workspace,
  { workspace: abilities }: ClientCapabilities,
  changed: () => void,
): void {
  connection.onDidChangeWatchedFiles(() => {
    workspace.touch();
    changed();
  });
  if (abilities?.didChangeWatchedFiles?.dynamicRegistration === true) {
    const watchers = ['**/*.net', '**/*.{csv,tsv}'].map((globPattern) => ({ globPattern }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (abilities?.workspaceFolders !== true) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
    workspace.folders = [
      ...workspace.folders.filter((folder) => !gone.has(folder)),
      ...added.map(({ uri }) => pathOf(uri)),
    ];
    changed();
  });
}
