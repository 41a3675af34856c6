import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LockOptions {
  /** Told once, with the holder's process id, when there is somebody to wait for. */
  readonly onWait?: (holder: number) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** Does `work` while no other process holds the lock file. A lock whose process is gone is taken over. */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  { onWait = () => undefined, signal }: LockOptions = {},
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  while (!(await take(path))) {
    const holder = await holderOf(path);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      await breakLock(path, holder);
      continue;
    }
    if (!told) onWait(holder);
    told = true;
    await sleep(250, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

let tickets = 0;

/** A link appears with its content, so nobody can read a lock that does not name its holder yet. */
async function take(path: string): Promise<boolean> {
  tickets += 1;
  const ticket = `${path}.${process.pid}.${tickets}`;
  await writeFile(ticket, String(process.pid));
  try {
    await link(ticket, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(ticket, { force: true });
  }
}

async function holderOf(path: string): Promise<number | undefined> {
  try {
    return Number(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Moves the lock of a dead process away; puts it back if another process took it in the meantime. */
async function breakLock(path: string, dead: number): Promise<void> {
  const aside = `${path}.broken-by-${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await holderOf(aside)) !== dead) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too: we may only not signal it.
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
