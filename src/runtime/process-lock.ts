import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import process from 'node:process';

/** The process that holds a lock. */
export interface Holder {
  readonly pid: number;
  /** When it began, as its system tells it: another process may get its number later. */
  readonly started: string;
  readonly host: string;
}

/** A lock that this process holds, or the process that does. */
export type Attempt =
  | { readonly held: true; readonly release: () => Promise<void> }
  | { readonly held: false; readonly holder: Holder };

/** How often a holder shows that it lives, to other machines that share the disk. */
const beat = 5_000;

/** After so long without a sign a holder on another machine, or in another container, is taken for dead. */
const silence = 60_000;

/**
 * Takes the lock file unless a living process holds it. What a killed process has left behind is in nobody's way: its
 * number stands in the file, and whether that process still runs is looked at here.
 */
export async function takeLock(path: string): Promise<Attempt> {
  await mkdir(dirname(path), { recursive: true });
  const mine = await thisProcess();
  while (!(await take(path, mine))) {
    const found = await holderOf(path);
    if (found === undefined) continue;
    if (await isAlive(path, found, mine)) return { held: false, holder: found };
    await breakLock(path, found);
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, beat);
  timer.unref();
  return {
    held: true,
    release: async () => {
      clearInterval(timer);
      await rm(path, { force: true });
    },
  };
}

let tickets = 0;

/** A link appears with its content, so nobody can read a lock that does not name its holder yet. */
async function take(path: string, mine: Holder): Promise<boolean> {
  tickets += 1;
  const ticket = `${path}.${mine.pid}.${tickets}`;
  await writeFile(ticket, textOf(mine));
  try {
    // Where a disk has no links, the lock is a new file, for a moment an empty one.
    await link(ticket, path).catch(async (error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      await writeFile(path, textOf(mine), { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(ticket, { force: true });
  }
}

const textOf = ({ pid, started, host }: Holder): string => `${pid} ${started} ${host}`;

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    const [pid = '', started = '', host = ''] = (await readFile(path, 'utf8')).split(' ');
    return { pid: Number(pid), started, host };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Moves the lock of a dead process away; puts it back if another process took it in the meantime. */
async function breakLock(path: string, dead: Holder): Promise<void> {
  const aside = `${path}.broken-by-${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await holderOf(aside);
  if (moved !== undefined && textOf(moved) !== textOf(dead)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAlive(path: string, holder: Holder, mine: Holder): Promise<boolean> {
  const { pid, started, host } = holder;
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (host !== '' && host !== mine.host) {
    const touched = await stat(path).catch(() => undefined);
    return touched !== undefined && Date.now() - touched.mtimeMs < silence;
  }
  if (!runs(pid)) return false;
  return started === '' || started === (await startOf(pid));
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process runs too: we may only not signal it.
    return codeOf(error) === 'EPERM';
  }
}

async function thisProcess(): Promise<Holder> {
  return { pid: process.pid, started: await startOf(process.pid), host: hostname().replaceAll(' ', '-') };
}

/** When a process began, in ticks since the machine did; empty where the system does not say it in a file. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The 22nd field; the second is a name that may hold anything up to the last bracket.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
