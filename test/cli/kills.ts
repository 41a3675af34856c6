import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uniform } from '../../src/ir/philox.ts';
import type { RunEvent } from '../../src/runtime/train/events.ts';

const netcScript = fileURLToPath(new URL('../../bin/netc.js', import.meta.url));

/** When a process is killed: so long after it began, or was heard of, or at one of the changes in its run folder. */
export type Moment =
  | { readonly after: 'start' | 'phase'; readonly milliseconds: number }
  | { readonly after: 'change'; readonly count: number };

/** Draws moments from a seed: some while a process starts, most while it trains, many while it saves. */
export function* moments(seed: number, starting: number, training: number): Generator<Moment, never> {
  for (let draw = 0; ; draw++) {
    const [kind = 0, when = 0] = uniform(seed, draw, 2);
    if (kind < 0.15) yield { after: 'start', milliseconds: when * starting };
    else if (kind < 0.5) yield { after: 'phase', milliseconds: when * training };
    else yield { after: 'change', count: 1 + Math.floor(when * 40) };
  }
}

/** How a sitting ended: killed, or by itself with an exit code. */
export interface Sitting {
  readonly killed: boolean;
  readonly code: number | null;
  readonly err: string;
  /** Milliseconds to the first phase (or all, where there was none), and from there on. */
  readonly starting: number;
  readonly training: number;
}

/**
 * One process of netc, killed at a moment if it lives that long.
 * @param run its run folder, where it goes on with one
 */
export async function sitting(
  folder: string,
  words: readonly string[],
  run: string | undefined,
  moment?: Moment,
): Promise<Sitting> {
  const child = spawn(process.execPath, [netcScript, ...words], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', NETC_DEBUG: '', XDG_CACHE_HOME: join(folder, '.cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const began = performance.now();
  let heard: number | undefined;
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const stopWatching =
    moment?.after === 'change' ? killAtChange(child, folder, run, moment.count) : undefined;
  const timers: NodeJS.Timeout[] = [];
  const killLater = (milliseconds: number): void => {
    timers.push(setTimeout(() => child.kill('SIGKILL'), milliseconds));
  };
  if (moment?.after === 'start') killLater(moment.milliseconds);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (heard !== undefined || !text.includes('"event":"phase"')) return;
    heard = performance.now();
    if (moment?.after === 'phase') killLater(moment.milliseconds);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('close', (...end) => {
      resolve(end);
    }),
  );
  for (const timer of timers) clearTimeout(timer);
  stopWatching?.();
  const ended = performance.now();
  return {
    killed: signal === 'SIGKILL',
    code,
    err,
    starting: (heard ?? ended) - began,
    training: ended - (heard ?? ended),
  };
}

/** Kills at the so-many-th change in the folders that a run is saved to; in its `runs` folder while there is none. */
function killAtChange(
  child: ChildProcess,
  folder: string,
  run: string | undefined,
  count: number,
): () => void {
  let left = count;
  const inner = run === undefined ? [] : ['.', 'state', 'weights'].map((name) => join(folder, run, name));
  const watchers = [...inner, ...(inner.length === 0 ? [folder] : [])].filter(existsSync).map((path) =>
    watch(path, () => {
      if (--left === 0) child.kill('SIGKILL');
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

/** The newest run that can be resumed, if there is one beside those that are known. */
export function newestRun(folder: string, known: ReadonlySet<string>): string | undefined {
  const runs = existsSync(join(folder, 'runs')) ? readdirSync(join(folder, 'runs')).sort() : [];
  const path = runs.map((name) => join('runs', name)).findLast((name) => !known.has(name));
  return path !== undefined && existsSync(join(folder, path, 'run.json')) ? path : undefined;
}

/** Whether a run has reached its end. */
export function isDone(folder: string, run: string): boolean {
  const record: unknown = JSON.parse(readFileSync(join(folder, run, 'run.json'), 'utf8'));
  return typeof record === 'object' && record !== null && 'status' in record && record.status === 'done';
}

/** What a finished run came to: bytes of its weights, and what its events say, times aside. */
export function outcomeOf(folder: string, run: string): unknown {
  const path = join(folder, run);
  const told = readFileSync(join(path, 'metrics.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent)
    // Each sitting says that it starts.
    .filter(({ event }) => event !== 'start')
    .map((event) => ({ ...event, run: '', seconds: 0, imagesPerSecond: 0, waitedForData: 0, found: 0 }));
  const weights = ['best', 'last'].map((name) =>
    readFileSync(join(path, 'weights', `${name}.safetensors`)).toString('base64'),
  );
  return { told, weights };
}

/** Everything in a run folder, for what must not be left there. */
export function filesOf(folder: string, run: string): readonly string[] {
  return readdirSync(join(folder, run), { recursive: true }).map(String).sort();
}
