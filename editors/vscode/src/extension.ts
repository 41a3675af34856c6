import type { ExtensionContext } from 'vscode';
import { recognisePrograms } from './association.ts';
import { startClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { registerPreview } from './preview/preview.ts';
import { registerTasks } from './tasks.ts';

/** Called by VS Code when the first program is opened, or a file that might be one. */
export function activate(context: ExtensionContext): void {
  const client = startClient(context);
  recognisePrograms(context);
  registerTasks(context);
  registerCommands(context, client);
  registerPreview(context, client);
}
