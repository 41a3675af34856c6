import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { WorkPool } from '../../../src/runtime/data/workers/pool.ts';
import { drawnPhoto, stretchedTo, temporaryFolder, writeFiles } from './photo-files.ts';

const form = stretchedTo(20, 20);

/** A thread that answers each photo with its path's first character, and dies of photos that have "deadly" in a path. */
function fragileThread(): URL {
  const path = join(temporaryFolder(), 'thread.mjs');
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';
     let last = Promise.resolve();
     parentPort.on('message', ({ id, photos }) => {
       last = last.then(() => new Promise((done) => setTimeout(done, 5))).then(() => {
         if (photos.some(({ path }) => path.includes('deadly'))) process.exit(3);
         const decoded = photos.map(({ path }) => ({ isWritten: false, pixels: new Uint8Array([path.charCodeAt(0)]) }));
         parentPort.postMessage({ id, decoded });
       });
     });`,
  );
  return pathToFileURL(path);
}

test('a photo that kills its thread is broken, and no other is lost or mixed up', async () => {
  const pool = new WorkPool(form, 2, fragileThread());
  const paths = Array.from('abcdefghijklmnopqrstuvwxyz');
  paths[7] = 'h is deadly';
  paths[19] = 't is deadly';
  const photos = paths.map((path) => ({ path }));
  const answers = await Promise.all([pool.decode(photos.slice(0, 5)), pool.decode(photos.slice(5))]);
  for (const [index, answer] of answers.flat().entries())
    if (paths[index]?.includes('deadly')) expect(answer).toMatchObject({ fault: { reason: 'broken' } });
    else expect(answer).toEqual({ isWritten: false, pixels: Uint8Array.of('a'.charCodeAt(0) + index) });
  await pool.close();
});

test('threads that cannot even start are an error, not an endless loop', async () => {
  const pool = new WorkPool(form, 2, pathToFileURL(join(temporaryFolder(), 'nothing.mjs')));
  const answers = await Promise.allSettled(Array.from({ length: 9 }, () => pool.decode([{ path: 'x' }])));
  expect(answers.some(({ status }) => status === 'rejected')).toBe(true);
  await pool.close();
});

test('pixels are written to their place, and come back where that fails', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, {
    'a.jpg': drawnPhoto('a', 40, 30).jpeg().toBuffer(),
    'b.png': drawnPhoto('b', 25, 35).png().toBuffer(),
    'c.jpg': 'no photo at all',
  });
  const path = (name: string): { readonly path: string } => ({ path: join(folder, name) });
  const pool = new WorkPool(form, 1);
  const bytes = 20 * 20 * 3;
  const written = openSync(join(folder, 'written'), 'w+');
  const readOnly = openSync(join(folder, 'c.jpg'), 'r');
  const [plain, other] = await pool.decode([path('a.jpg'), path('b.png')]);
  const answers = await pool.decode([
    { ...path('b.png'), place: { file: written, at: bytes } },
    { ...path('c.jpg'), place: { file: written, at: 2 * bytes } },
    { ...path('a.jpg'), place: { file: written, at: 0 } },
    { ...path('b.png'), place: { file: written, at: bytes } },
    { ...path('a.jpg'), place: { file: written, at: 2 * bytes } },
    { ...path('b.png'), place: { file: readOnly, at: 3 * bytes } },
    { ...path('a.jpg'), place: { file: readOnly, at: 4 * bytes } },
  ]);
  await pool.close();
  expect(answers).toEqual([
    { isWritten: true },
    { fault: { reason: 'text', detail: '' } },
    { isWritten: true },
    { isWritten: true },
    { isWritten: true },
    { ...other, unwritten: 'EBADF' },
    { ...plain, unwritten: 'EBADF' },
  ]);
  const kept = readFileSync(join(folder, 'written'));
  expect(kept.length).toBe(3 * bytes);
  expect([plain, other, plain]).toEqual(
    [0, bytes, 2 * bytes].map((at) => ({
      isWritten: false,
      pixels: Uint8Array.from(kept.subarray(at, at + bytes)),
    })),
  );
});

test('closing gives up what was asked for', async () => {
  const pool = new WorkPool(form, 1);
  const asked = pool.decode([{ path: '/nowhere.jpg' }]);
  const refused = expect(asked).rejects.toThrow('closed');
  await pool.close();
  await refused;
  await expect(pool.decode([{ path: '/nowhere.jpg' }])).rejects.toThrow('closed');
});

test('memory does not grow with the number of photos', async () => {
  const folder = temporaryFolder();
  await writeFiles(folder, { 'photo.jpg': drawnPhoto('memory', 480, 640).jpeg().toBuffer() });
  const pool = new WorkPool(form, 2);
  const some = async (count: number): Promise<void> => {
    let left = count;
    const asker = async (): Promise<void> => {
      while (left-- > 0)
        expect(await pool.decode([{ path: join(folder, 'photo.jpg') }])).toHaveProperty('0.pixels');
    };
    await Promise.all(Array.from({ length: 8 }, asker));
  };
  await some(200);
  const before = process.memoryUsage().rss;
  const photos = 800;
  await some(photos);
  // Decoded they are 700 megabytes.
  expect(process.memoryUsage().rss - before).toBeLessThan((photos * 640 * 480 * 3) / 3);
  await pool.close();
});
