import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { withLock } from '../../src/runtime/with-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'netc-lock-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a lock', () => {
  test('lets one at a time in', async () => {
    const path = join(folder, 'one.lock');
    let inside = 0;
    let most = 0;
    let waited = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
    };
    await Promise.all(
      Array.from({ length: 4 }, () =>
        withLock(path, work, {
          onWait: (holder) => {
            expect(holder).toBe(process.pid);
            waited += 1;
          },
        }),
      ),
    );
    expect(most).toBe(1);
    expect(waited).toBe(3);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is given back when the work fails', async () => {
    const path = join(folder, 'fails.lock');
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });

  test('of a process that is gone is taken over', async () => {
    const path = join(folder, 'stale.lock');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(path, String(pid));
    expect(await withLock(path, () => Promise.resolve(42))).toBe(42);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that says nothing is taken over', async () => {
    const path = join(folder, 'empty.lock');
    writeFileSync(path, '');
    expect(await withLock(path, () => Promise.resolve(42))).toBe(42);
  });
});
