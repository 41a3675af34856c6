import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll } from 'vitest';
import type { PhotoForm } from '../../../src/runtime/data/photo.ts';
import { defaultPixels, defaultResize } from '../../../src/typecheck/data/read-pixels.ts';
import { uniform } from '../../support/draws.ts';
import type { ChannelCount, ImageShape, Split, TypedDataset } from '../../../src/typecheck/typed-module.ts';
import { anywhere } from '../../support/typed-model.ts';
import { labelOf } from '../../support/label.ts';

/** Pixels of a picture with large and small shapes, the same for the same name: `[height, width, 3]`. */
export function drawnPixels(name: string, height: number, width: number): Buffer {
  const [red = 0, green = 0, blue = 0, slope = 0] = uniform(name, 4);
  const grain = uniform(`${name}/grain`, height * width);
  const pixels = Buffer.alloc(height * width * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const wave = Math.sin(x / 7 + slope * y) * 60 + (grain[at] ?? 0) * 12;
      pixels[at * 3] = 60 + red * 120 + wave;
      pixels[at * 3 + 1] = 60 + green * 120 + wave / 2 + y / 4;
      pixels[at * 3 + 2] = 60 + blue * 120 - wave + x / 4;
    }
  return pixels;
}

/** A photo that any format can be made from. */
export function drawnPhoto(name: string, height = 60, width = 80): Sharp {
  return sharp(drawnPixels(name, height, width), { raw: { height, width, channels: 3 } });
}

/** Photos stretched to a size. */
export function stretchedTo(height: number, width: number, channels: ChannelCount = 3): PhotoForm {
  return { size: { height, width, channels }, resize: defaultResize };
}

const temporaryFolders: string[] = [];
afterAll(() => {
  for (const folder of temporaryFolders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed when the tests of the file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netc-photos-'));
  temporaryFolders.push(folder);
  return folder;
}

/** Writes files below a folder: their paths in it, with what is in them. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string | Promise<Uint8Array>>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), await content);
  }
}

/** `count` JPEGs for each class, directly in class folders: `cat/cat.000.jpg`. */
export async function writeClasses(folder: string, counts: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, count] of Object.entries(counts))
    for (let index = 0; index < count; index++) {
      const file = `${name}.${String(index).padStart(3, '0')}`;
      await writeFiles(folder, { [`${name}/${file}.jpg`]: drawnPhoto(file, 30, 40).jpeg().toBuffer() });
    }
}

/** A data set of two classes as the checker makes one. */
export function typedDataset(
  folder: string,
  split: Split = { kind: 'fractions', train: 1, validation: 0, test: 0 },
  size: ImageShape = { height: 12, width: 10, channels: 3 },
): TypedDataset {
  return {
    name: 'pets',
    doc: '',
    span: anywhere,
    source: { kind: 'images', path: folder, span: anywhere },
    images: [{ name: 'image', path: [], size, resize: defaultResize, pixels: defaultPixels }],
    split,
    labels: [labelOf('kind', 'binary')],
  };
}
