import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../run-folder/write-whole.ts';
import type { Counts } from '../folder/request.ts';
import { Random } from '../random.ts';
import { digitSide, drawDigit } from './draw-digit.ts';

/** Goes up whenever the same seed draws anything else than before. */
export const digitsVersion = 1;

/** Digits that are drawn before other things of the process have their turn. */
const TOGETHER = 500;

const NAMES = { train: 'train', validation: 'validation', test: 't10k' } as const;
const PIXELS = digitSide * digitSide;

/** What MNIST's files begin with: type and number of sizes, then the sizes. */
function header(...sizes: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 + 4 * sizes.length);
  bytes.writeUInt32BE(0x800 | sizes.length, 0);
  for (const [place, size] of sizes.entries()) bytes.writeUInt32BE(size, 4 + 4 * place);
  return bytes;
}

/** The two files of a split. */
function filesOf(folder: string, split: keyof Counts): { readonly images: string; readonly labels: string } {
  const name = NAMES[split];
  return {
    images: join(folder, `${name}-images-idx3-ubyte`),
    labels: join(folder, `${name}-labels-idx1-ubyte`),
  };
}

/** Whether a split's files are there, with as many digits. */
export async function hasDigits(folder: string, split: keyof Counts, count: number): Promise<boolean> {
  const { images, labels } = filesOf(folder, split);
  const bytes = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;
  return (await bytes(images)) === 16 + count * PIXELS && (await bytes(labels)) === 8 + count;
}

/**
 * Draws the digits of a split in MNIST's two files, each whole or not at all. Every digit is drawn by the seed, the split and its number
 * alone: one asked for with others is the same.
 * @param drawn told of some more digits
 * @throws the reason of `signal` when it is called off
 */
export async function writeDigits(
  folder: string,
  split: keyof Counts,
  count: number,
  seed: number,
  drawn: (more: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const images = Buffer.alloc(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let number = 0; number < count; number++) {
    const random = new Random('digits', seed, split, number);
    const digit = random.whole(0, 9);
    labels[number] = digit;
    images.set(drawDigit(digit, random), number * PIXELS);
    if ((number + 1) % TOGETHER !== 0 && number + 1 !== count) continue;
    drawn((number % TOGETHER) + 1);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  await mkdir(folder, { recursive: true });
  const files = filesOf(folder, split);
  await writeWhole(files.images, [header(count, digitSide, digitSide), images]);
  await writeWhole(files.labels, [header(count), labels]);
}
