import sharp from 'sharp';
import { pixelBytes, type PhotoSize } from '../photo.ts';

/** Rows of photos of one size under a heading; levels from 0 to 255, `[height, width, 3]`. */
export interface SheetPart {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly size: PhotoSize;
  readonly rows: readonly (readonly Float32Array[])[];
}

/** Pixels between photos. */
const GAP = 4;
const HEADING = 26;
const COLUMN = 18;

/** A picture of all parts, one below the other, in the format that a file's name says; PNG where it says none. */
export function drawSheet(parts: readonly SheetPart[], path: string): Promise<Buffer> {
  let top = GAP;
  const placed = parts.map((part) => {
    const at = top;
    top += HEADING + COLUMN + part.rows.length * (part.size.height + GAP) + GAP;
    return { part, at };
  });
  const width = Math.max(...parts.map(({ columns, size }) => GAP + columns.length * (size.width + GAP)));
  const photos = placed.flatMap(({ part, at }) =>
    part.rows.flatMap((row, y) =>
      row.map((levels, x) => ({
        input: Buffer.from(Uint8Array.from(levels, Math.round)),
        raw: { ...part.size, channels: 3 as const },
        left: GAP + x * (part.size.width + GAP),
        top: at + HEADING + COLUMN + y * (part.size.height + GAP),
      })),
    ),
  );
  const words = placed.map(({ part, at }) => captions(part, at)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}">${words}</svg>`;
  const sheet = sharp({ create: { width, height: top, channels: 3, background: 'white' } }).composite([
    ...photos,
    { input: Buffer.from(svg), left: 0, top: 0 },
  ]);
  if (/\.jpe?g$/i.test(path)) return sheet.jpeg({ quality: 82, mozjpeg: true }).toBuffer();
  return sheet.png({ compressionLevel: 9 }).toBuffer();
}

function captions({ heading, columns, size }: SheetPart, top: number): string {
  const word = (text: string, x: number, y: number, style: string): string =>
    `<text x="${x}" y="${y}" font-family="sans-serif" ${style}>${escaped(text)}</text>`;
  return [
    word(heading, GAP, top + 17, 'font-size="14" font-weight="bold" fill="#222"'),
    ...columns.map((text, place) =>
      word(text, GAP + place * (size.width + GAP), top + HEADING + 12, 'font-size="11" fill="#555"'),
    ),
  ].join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A photo's bytes as levels. */
export function levelsOf(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels);
}

/** Room for the photos of a batch. */
export function batchOf(photos: readonly Float32Array[], size: PhotoSize): Float32Array {
  const batch = new Float32Array(photos.length * pixelBytes(size));
  for (const [number, photo] of photos.entries()) batch.set(photo, number * pixelBytes(size));
  return batch;
}
