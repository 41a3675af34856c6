import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { packageFolder } from '../package-folder.ts';

/** The version in netc's own package.json; in an editor's extension, in that of the extension. */
export function netcVersion(): string {
  const found: unknown = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  return typeof found === 'object' && found !== null && 'version' in found
    ? String(found.version)
    : 'unknown';
}

/** What ran, for the run's record. */
export function versions(): Readonly<Record<string, string>> {
  return { netc: netcVersion(), node: process.versions.node, system: `${process.platform} ${process.arch}` };
}

/** Commit of the working directory and whether files differ from it; null where there is no git or no repository. */
export async function gitState(
  folder: string,
): Promise<{ readonly commit: string; readonly changed: boolean } | null> {
  const commit = await git(folder, ['rev-parse', 'HEAD']);
  if (commit === undefined) return null;
  const status = await git(folder, ['status', '--porcelain', '--untracked-files=no']);
  return { commit: commit.trim(), changed: status !== undefined && status.trim() !== '' };
}

const gitTimeout = 5000;

function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', [...args], { cwd: folder, timeout: gitTimeout }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
