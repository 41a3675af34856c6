import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDataset } from '../../../src/runtime/data/dataset.ts';
import { SPLITS } from '../../../src/runtime/data/photo.ts';
import { drawSample } from '../../../src/runtime/sample/index.ts';
import { declared } from '../data/array-files.ts';
import { temporaryFolder } from '../data/photo-files.ts';

const images = (folder: string, split: string): Buffer =>
  readFileSync(join(folder, `${split}-images-idx3-ubyte`));

test('digits lie in the files of MNIST, as many as are asked for and of every class', async () => {
  const folder = join(temporaryFolder(), 'digits');
  const counts = { train: 300, test: 100 };
  expect(await drawSample('digits', { folder, counts })).toEqual({ drawn: 400, wanted: 400 });
  const dataset = await loadDataset(
    declared(`data d = idx("${folder}") { size: 28x28, split: files(validation: 10%) }`),
    {
      base: '/',
      seed: 1,
    },
  );
  expect(dataset.labels[0]?.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  const found = SPLITS.map((split) => dataset.splits[split].length);
  expect(found[2]).toBe(100);
  expect((found[0] ?? 0) + (found[1] ?? 0)).toBe(300);
  // What is there is not drawn again; what is missing is.
  expect(await drawSample('digits', { folder, counts })).toEqual({ drawn: 0, wanted: 400 });
  const before = images(folder, 't10k');
  rmSync(join(folder, 't10k-images-idx3-ubyte'));
  expect(await drawSample('digits', { folder, counts })).toEqual({ drawn: 100, wanted: 400 });
  expect(images(folder, 't10k').equals(before)).toBe(true);
});

test('a digit is drawn by the seed, its split and its number alone', async () => {
  const draw = async (train: number, seed: number): Promise<Buffer> => {
    const folder = temporaryFolder();
    await drawSample('digits', { folder, counts: { train, validation: 0, test: 1 }, seed });
    return images(folder, 'train').subarray(16, 16 + 784 * 5);
  };
  const few = await draw(5, 1);
  expect((await draw(9, 1)).equals(few)).toBe(true);
  expect((await draw(5, 2)).equals(few)).toBe(false);
  // None of them is empty, and no two are alike.
  const each = Array.from({ length: 5 }, (_, number) =>
    few.subarray(number * 784, (number + 1) * 784).toString('hex'),
  );
  expect(new Set(each).size).toBe(5);
  expect(each.every((digit) => /[4-9a-f]./.test(digit))).toBe(true);
});

test('no folder of something else is written to', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'thesis.tex'), '');
  await expect(drawSample('digits', { folder, counts: { train: 5 } })).rejects.toThrow('NET7900');
  const drawn = temporaryFolder();
  await drawSample('digits', { folder: drawn, counts: { train: 5, test: 5 } });
  await expect(
    drawSample('digits', { folder: drawn, counts: { train: 5, test: 5 }, seed: 2 }),
  ).rejects.toThrow('NET7901');
  await expect(drawSample('digits', { folder: drawn, counts: { train: 0.5 } })).rejects.toThrow('NET7904');
});
