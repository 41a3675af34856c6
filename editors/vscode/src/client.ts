import { join } from 'node:path';
import type { ExtensionContext, TextDocument } from 'vscode';
import { commands, window, workspace } from 'vscode';
import type { Executable, NodeModule, ServerOptions } from 'vscode-languageclient/node';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { languageId } from './association.ts';
import { programOf } from './program.ts';

/** The language server's end in the editor. */
export function startClient(context: ExtensionContext): LanguageClient {
  const client = new LanguageClient(
    'netc',
    'netc',
    serverOptions(context.asAbsolutePath(join('dist', 'server.mjs'))),
    {
      documentSelector: [
        { scheme: 'file', language: languageId },
        { scheme: 'untitled', language: languageId },
      ],
      synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.net') },
    },
  );
  context.subscriptions.push(
    client,
    workspace.onDidChangeConfiguration(async (change) => {
      if (!change.affectsConfiguration('netc.serverPath')) return;
      const again = 'Reload the Window';
      const answer = await window.showInformationMessage('Another language server is set.', again);
      if (answer === again) await commands.executeCommand('workbench.action.reloadWindow');
    }),
  );
  startWithFirstProgram(context, client);
  return client;
}

/** The extension is there for every plain text, to look whether it is a program; the server only for programs. */
function startWithFirstProgram(context: ExtensionContext, client: LanguageClient): void {
  let started = false;
  const look = ({ languageId: language }: TextDocument): void => {
    if (started || language !== languageId) return;
    started = true;
    client.start().catch((problem: unknown) => {
      void window.showErrorMessage(`The language server of netc did not start: ${String(problem)}`);
    });
  };
  workspace.textDocuments.forEach(look);
  context.subscriptions.push(workspace.onDidOpenTextDocument(look));
}

function serverOptions(bundled: string): ServerOptions {
  const path = workspace.getConfiguration('netc').get('serverPath', '').trim();
  if (path === '') {
    const server: NodeModule = { module: bundled, transport: TransportKind.stdio };
    return { run: server, debug: server };
  }
  const { command, args } = programOf(path);
  const server: Executable = { command, args: [...args, 'lsp', '--stdio'] };
  return { run: server, debug: server };
}
