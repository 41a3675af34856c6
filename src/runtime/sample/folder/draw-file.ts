import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { kindOf } from '../kinds.ts';
import { Random } from '../random.ts';
import { type Photo, photoFile } from './request.ts';

/** Puts bytes into a new file; the tests put a full disk in its place. */
export type Save = (path: string, bytes: Uint8Array) => Promise<void>;

/** What a photo under way is called until it is whole. */
export const unfinished = '.part';

/** The JPEG of a photo: the same bytes for the same photo, whoever draws it and whatever else is drawn. */
export async function drawJpeg({ kind, seed, split, className, index, size }: Photo): Promise<Uint8Array> {
  const draw = kindOf(kind).classes[className];
  if (draw === undefined) throw new Error(`kind ${kind} has no class ${className}`);
  const { width, height, pixels, quality } = await draw(
    new Random(seed, kind, split, className, index),
    size,
    { seed, index },
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}

/** Draws a photo into its file, which appears whole or not at all. Its folder must exist. */
export async function drawFile(folder: string, photo: Photo, save: Save = writeFile): Promise<void> {
  const path = join(folder, photoFile(photo));
  const bytes = await drawJpeg(photo);
  try {
    await save(path + unfinished, bytes);
    await rename(path + unfinished, path);
  } catch (error) {
    await rm(path + unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}
