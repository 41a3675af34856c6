import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceFolder } from 'vscode';
import { workspace } from 'vscode';

/** What starts netc: a command and the arguments before netc's own. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** The program that a setting names; scripts are run by Node. */
export function programOf(path: string): Program {
  return /\.[cm]?js$/.test(path) ? { command: 'node', args: [path] } : { command: path, args: [] };
}

/** The netc for tasks: the one that is set, that of the folder's packages, or the one on the path. */
export function netcFor(folder: WorkspaceFolder | undefined): Program {
  const set = workspace.getConfiguration('netc', folder).get('path', '').trim();
  if (set !== '') return programOf(set);
  const script = folder && join(folder.uri.fsPath, 'node_modules', 'netc', 'bin', 'netc.js');
  return script !== undefined && existsSync(script) ? programOf(script) : { command: 'netc', args: [] };
}
