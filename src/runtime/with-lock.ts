import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from './process-lock.ts';

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
  let attempt = await takeLock(path);
  for (let told = false; !attempt.held; attempt = await takeLock(path)) {
    if (!told) onWait(attempt.holder.pid);
    told = true;
    await sleep(250, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await attempt.release();
  }
}
