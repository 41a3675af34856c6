import { appendFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runFolderNotWritable, type Saved } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../problem.ts';
import type { RunEvent } from '../train/events.ts';
import {
  openOnDisk,
  plainReason,
  systemCode,
  writeProblem,
  writeWhole,
  type OpenFile,
} from './write-whole.ts';

/** The folder of one run and how its files are written. */
export interface RunFolder {
  /** As messages show it: relative to the working directory, `runs/0001-small`. */
  readonly name: string;
  readonly path: string;
  readonly openFile: OpenFile;
  /** What of it is safe already, for messages about a full disk. */
  readonly saved?: Saved;
}

/** Names inside a run folder. */
export const runFiles = {
  record: 'run.json',
  plan: 'plan.json',
  metrics: 'metrics.jsonl',
  report: 'report.html',
  split: 'split.json',
  source: 'source',
  state: 'state/training.safetensors',
  phaseBest: 'state/phase-best.safetensors',
  best: 'weights/best.safetensors',
  last: 'weights/last.safetensors',
} as const;

/** What the folder of a run holds from its beginning. */
const innerFolders: readonly string[] = ['source', 'weights', 'state'];

const folderPattern = /^(\d{4,})-/;

/**
 * Makes the folder of a new run below `runs/` of the working directory: `runs/0007-finetune`, one more than the highest.
 * @throws Problem NET7002 when it cannot be made, NET7003 when the disk is full
 */
export async function createRunFolder(
  workingDirectory: string,
  train: string,
  openFile: OpenFile = openOnDisk,
  inner: readonly string[] = innerFolders,
): Promise<RunFolder> {
  const parent = join(workingDirectory, 'runs');
  try {
    await mkdir(parent, { recursive: true });
    const taken = (await readdir(parent)).map((name) => Number(folderPattern.exec(name)?.[1] ?? 0));
    for (let number = Math.max(0, ...taken) + 1; ; number++) {
      const path = join(parent, `${String(number).padStart(4, '0')}-${train}`);
      if (!(await makeNew(path))) continue;
      for (const name of inner) await mkdir(join(path, name));
      return { name: relative(workingDirectory, path), path, openFile };
    }
  } catch (error) {
    const folder = relative(workingDirectory, parent);
    if (systemCode(error) === 'ENOSPC') throw writeProblem(folder, error);
    throw new Problem(runFolderNotWritable(undefined, { folder, reason: plainReason(error) }));
  }
}

/**
 * Makes the folder of a run at a path of its own: that of a member inside its ensemble's.
 * @throws Problem NET7002 when it cannot be made, NET7003 when the disk is full
 */
export async function makeRunFolder(
  workingDirectory: string,
  path: string,
  openFile: OpenFile = openOnDisk,
): Promise<RunFolder> {
  const name = relative(workingDirectory, path);
  try {
    await mkdir(path, { recursive: true });
    for (const inner of innerFolders) await mkdir(join(path, inner));
    return { name, path, openFile };
  } catch (error) {
    if (systemCode(error) === 'ENOSPC') throw writeProblem(name, error);
    throw new Problem(runFolderNotWritable(undefined, { folder: name, reason: plainReason(error) }));
  }
}

/** Whether the folder is ours: another run may take the number at the same moment. */
async function makeNew(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Writes a file of the run whole. */
export async function writeRunFile(
  run: RunFolder,
  file: string,
  content: string | readonly Uint8Array[],
): Promise<void> {
  await writeWhole(join(run.path, file), content, run.openFile, run.saved);
}

/** Adds an event to `metrics.jsonl`. */
export async function appendEvent(run: RunFolder, event: RunEvent): Promise<void> {
  try {
    await appendFile(join(run.path, runFiles.metrics), `${JSON.stringify(event)}\n`);
  } catch (error) {
    throw writeProblem(join(run.name, runFiles.metrics), error, run.saved);
  }
}

/** The events of a run. A last line cut short by a crash is left out, as are lines that are no events. */
export async function readEvents(runPath: string): Promise<readonly RunEvent[]> {
  let text: string;
  try {
    text = await readFile(join(runPath, runFiles.metrics), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    const event = parseJson(line);
    return isEvent(event) ? [event] : [];
  });
}

/** What the JSON says, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** netc itself wrote the file: the name of the event is proof enough of its shape. */
function isEvent(value: unknown): value is RunEvent {
  return typeof value === 'object' && value !== null && 'event' in value && typeof value.event === 'string';
}
