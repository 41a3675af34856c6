import sharp from 'sharp';
import type { ImageShape } from '../../../typecheck/typed-module.ts';
import { pixelBytes } from '../photo.ts';

/** Rows of photos of one size under a heading; levels from 0 to 255, `[height, width, channels]`. */
export interface SheetPart {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly size: ImageShape;
  readonly rows: readonly (readonly Float32Array[])[];
}

/** A part whose photos are bytes, large enough to be looked at. */
interface DrawnPart extends Omit<SheetPart, 'rows'> {
  readonly rows: readonly (readonly Uint8Array[])[];
}

/** What small photos are enlarged to at least: their columns have words above them. */
const LEAST_SIDE = 72;
/** Pixels between photos. */
const GAP = 4;
const HEADING = 26;
const COLUMN = 18;

/** A picture of all parts, one below the other, in the format that a file's name says; PNG where it says none. */
export function drawSheet(parts: readonly SheetPart[], path: string): Promise<Buffer> {
  let top = GAP;
  const placed = parts.map(enlarged).map((part) => {
    const at = top;
    top += HEADING + COLUMN + part.rows.length * (part.size.height + GAP) + GAP;
    return { part, at };
  });
  const width = Math.max(
    ...placed.map(({ part: { columns, size } }) => GAP + columns.length * (size.width + GAP)),
  );
  const photos = placed.flatMap(({ part, at }) =>
    part.rows.flatMap((row, y) =>
      row.map((pixels, x) => ({
        input: Buffer.from(pixels),
        raw: part.size,
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

/** Small photos as many times as large, each pixel a square. */
function enlarged({ rows, size, ...words }: SheetPart): DrawnPart {
  const { height, width, channels } = size;
  const times = Math.max(1, Math.ceil(LEAST_SIDE / Math.min(height, width)));
  const large = { height: height * times, width: width * times, channels };
  const enlarge = (levels: Float32Array): Uint8Array => {
    const pixels = new Uint8Array(pixelBytes(large));
    for (let at = 0; at < pixels.length; at++) {
      const [pixel, channel] = [Math.floor(at / channels), at % channels];
      const [y, x] = [Math.floor(pixel / large.width / times), Math.floor((pixel % large.width) / times)];
      pixels[at] = Math.round(levels[(y * width + x) * channels + channel] ?? 0);
    }
    return pixels;
  };
  return { ...words, size: large, rows: rows.map((row) => row.map(enlarge)) };
}

function captions(
  { heading, columns, size }: Pick<SheetPart, 'heading' | 'columns' | 'size'>,
  top: number,
): string {
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
export function batchOf(photos: readonly Float32Array[], size: ImageShape): Float32Array {
  const batch = new Float32Array(photos.length * pixelBytes(size));
  for (const [number, photo] of photos.entries()) batch.set(photo, number * pixelBytes(size));
  return batch;
}
