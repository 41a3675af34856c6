import { relative } from 'node:path';
import type { ExtensionContext, ShellQuotedString, TaskDefinition, Uri } from 'vscode';
import { ShellExecution, ShellQuoting, Task, TaskGroup, tasks, TaskScope, window, workspace } from 'vscode';
import { languageId } from './association.ts';
import { netcFor } from './program.ts';

/** What netc can be asked in the terminal. */
export type NetcCommand = 'check' | 'run' | 'build' | 'summary';

interface NetcTask extends TaskDefinition {
  readonly type: typeof languageId;
  readonly command: NetcCommand;
  readonly file?: string;
  readonly arguments?: readonly string[];
}

/** Titles may fill several lines of a narrow terminal. */
const problemMatchers = ['$netc', '$netc-two-lines', '$netc-three-lines'];

/** Offers `netc check`, `run` and `summary` of the file in the editor, and completes tasks of `tasks.json`. */
export function registerTasks(context: ExtensionContext): void {
  context.subscriptions.push(
    tasks.registerTaskProvider(languageId, {
      provideTasks: () => {
        const document = window.activeTextEditor?.document;
        if (document?.languageId !== languageId || document.isUntitled) return [];
        return (['check', 'run', 'summary'] as const).map((command) => taskFor(command, document.uri));
      },
      resolveTask: ({ definition }) => {
        if (!isNetcTask(definition)) return undefined;
        return task(definition, window.activeTextEditor?.document.uri);
      },
    }),
  );
}

/** A task that gives a file to netc. */
export function taskFor(command: NetcCommand, uri: Uri, more: readonly string[] = []): Task {
  const folder = workspace.getWorkspaceFolder(uri);
  const file = folder === undefined ? uri.fsPath : relative(folder.uri.fsPath, uri.fsPath);
  return task({ type: languageId, command, file, ...(more.length > 0 && { arguments: more }) }, uri);
}

function isNetcTask(definition: TaskDefinition): definition is NetcTask {
  return ['check', 'run', 'build', 'summary'].includes(String(definition['command']));
}

function task(definition: NetcTask, uri: Uri | undefined): Task {
  const folder = uri && workspace.getWorkspaceFolder(uri);
  const { command, args } = netcFor(folder);
  const { file = '${file}', arguments: more = [] } = definition;
  const quoted = [...args, definition.command, file, ...more].map((value): ShellQuotedString => ({
    value,
    quoting: ShellQuoting.Strong,
  }));
  const made = new Task(
    definition,
    folder ?? TaskScope.Workspace,
    [definition.command, file, ...more].join(' '),
    'netc',
    // `${file}` must stay open to VS Code, so only it is left to weak quotes.
    new ShellExecution(
      command,
      quoted.map((argument) =>
        argument.value === '${file}' ? { ...argument, quoting: ShellQuoting.Weak } : argument,
      ),
    ),
    problemMatchers,
  );
  made.presentationOptions = { clear: true };
  if (definition.command === 'check') made.group = TaskGroup.Build;
  return made;
}
