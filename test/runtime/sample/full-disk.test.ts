import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Problem } from '../../../src/runtime/problem.ts';
import { fillFolder } from '../../../src/runtime/sample/folder/fill.ts';
import { paintHere } from '../../../src/runtime/sample/folder/painters.ts';

const request = { kind: 'pets', seed: 1, size: 72, counts: { train: 6, validation: 0, test: 0 } } as const;
const silent = (): undefined => undefined;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netc-full-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('says in plain words that the disk is full, leaves no half photo, and goes on afterwards', async () => {
  let room = 2;
  const disk = async (path: string, bytes: Uint8Array): Promise<void> => {
    if (room-- > 0) {
      await writeFile(path, bytes);
      return;
    }
    await writeFile(path, bytes.subarray(0, 100));
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  const error: unknown = await fillFolder(folder, request, paintHere(disk), silent, undefined).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`);
  expect(error.diagnostics).toMatchObject([{ code: 'NET7903', given: '2 of 6 photos are drawn' }]);
  expect(await readdir(join(folder, 'train', 'cat'))).toEqual(['cat.0001.jpg']);
  expect(await readdir(join(folder, 'train', 'dog'))).toEqual(['dog.0001.jpg']);
  expect(await fillFolder(folder, request, paintHere(), silent, undefined)).toEqual({ drawn: 4 });
});
