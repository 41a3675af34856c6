import type { ExtensionContext, TextDocument } from 'vscode';
import { languages, workspace } from 'vscode';
import { isProgram } from '../../../src/parser/is-program.ts';

/** The language of programs. */
export const languageId = 'netc';

/**
 * Files of many kinds end in `.net`, so the extension claims none by its name: VS Code recognises programs by their
 * first line, and here those that begin with a comment are recognised by what follows it. A file that another
 * extension has claimed is left to it.
 */
export function recognisePrograms(context: ExtensionContext): void {
  for (const document of workspace.textDocuments) void recognise(document);
  context.subscriptions.push(workspace.onDidOpenTextDocument(recognise));
}

async function recognise(document: TextDocument): Promise<void> {
  if (document.languageId !== 'plaintext' || !document.uri.path.endsWith('.net')) return;
  if (isProgram(document.getText())) await languages.setTextDocumentLanguage(document, languageId);
}

/** Writes into the workspace's settings that all `.net` files are programs. */
export async function associate(): Promise<void> {
  const files = workspace.getConfiguration('files');
  const associations = files.inspect<Readonly<Record<string, string>>>('associations')?.workspaceValue;
  await files.update('associations', { ...associations, '*.net': languageId });
}
