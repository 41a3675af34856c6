import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** The version in netc's own package.json, three folders up both from src/ and from dist/. */
export function netcVersion(): string {
  const found: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
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
