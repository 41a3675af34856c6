import type { ExtensionContext } from 'vscode';
import { commands, tasks, Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { associate, languageId } from './association.ts';
import type { NetcCommand } from './tasks.ts';
import { taskFor } from './tasks.ts';

const firstProgram = `/// Photos in data/photos/{train,validation,test}/CLASS/*.jpg
data photos = images("data/photos") {
  size: 150x150
  split: folders
}

model Net(photo: [150, 150, 3]) {
  output kind = photo
    -> conv(32, 3, relu) -> maxpool(2)
    -> conv(64, 3, relu) -> maxpool(2)
    -> global_avgpool -> dropout(0.5) -> dense(1, sigmoid)
}

train first = Net on photos {
  batch: 32
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind)
  optimizer: adam(1e-3)
  epochs: 30
}
`;

/** The commands of the palette, of the editor's title and of what the server writes above declarations. */
export function registerCommands(context: ExtensionContext, client: LanguageClient): void {
  const inTerminal = (command: NetcCommand, option?: string) =>
    commands.registerCommand(`netc.${command}`, async (target?: unknown, name?: unknown) => {
      const uri = uriOf(target) ?? window.activeTextEditor?.document.uri;
      if (uri === undefined) return;
      await saved(uri);
      const more = option !== undefined && typeof name === 'string' ? [option, name] : [];
      await tasks.executeTask(taskFor(command, uri, more));
    });
  context.subscriptions.push(
    inTerminal('check'),
    inTerminal('run', '--train'),
    inTerminal('build', '--train'),
    inTerminal('summary'),
    commands.registerCommand('netc.associate', associate),
    commands.registerCommand('netc.restartServer', () => client.restart()),
    commands.registerCommand('netc.newFile', async () => {
      const document = await workspace.openTextDocument({ language: languageId, content: firstProgram });
      await window.showTextDocument(document);
    }),
  );
}

/** The file that a command is about: a menu gives its address, the server its text. */
function uriOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return target;
  return typeof target === 'string' ? Uri.parse(target) : undefined;
}

async function saved(uri: Uri): Promise<void> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true && !open.isUntitled) await open.save();
}
