import { beforeAll, describe, expect, test } from 'vitest';
import sharp, { type Sharp } from 'sharp';
import { decodePhoto } from '../../../src/runtime/data/decode/decode-photo.ts';
import { photoHeader } from '../../../src/runtime/data/decode/photo-header.ts';
import { PhotoFaultError } from '../../../src/runtime/data/photo-problem.ts';
import { drawnPhoto, drawnPixels, stretchedTo } from './photo-files.ts';

const form = stretchedTo(60, 80);
const { size } = form;
const pixels = drawnPixels('decode', size.height, size.width);
const photo = (): Sharp => drawnPhoto('decode', size.height, size.width);

/** Mean absolute difference in grey levels. */
function apart(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, level, index) => sum + Math.abs(level - (b[index] ?? 0)), 0) / a.length;
}

async function faultFor(bytes: Uint8Array): Promise<string> {
  try {
    await decodePhoto(bytes, form);
  } catch (thrown) {
    if (thrown instanceof PhotoFaultError) return thrown.fault.reason;
    throw thrown;
  }
  return 'none';
}

/** An uncompressed bitmap of 24 bits; rows from the bottom, padded to four bytes. */
function bitmap(): Buffer {
  const row = Math.ceil((size.width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + row * size.height);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(size.width, 18);
  file.writeInt32LE(size.height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++)
      for (let channel = 0; channel < 3; channel++)
        file[54 + (size.height - 1 - y) * row + x * 3 + 2 - channel] =
          pixels[(y * size.width + x) * 3 + channel] ?? 0;
  return file;
}

describe('formats', () => {
  const exact: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
    png: () => photo().png().toBuffer(),
    'interlaced png': () => photo().png({ progressive: true }).toBuffer(),
    'png with alpha': () => photo().ensureAlpha(0.5).png().toBuffer(),
    'png of 16 bits': () => photo().toColourspace('rgb16').png().toBuffer(),
    tiff: () => photo().tiff({ compression: 'lzw' }).toBuffer(),
    'lossless webp': () => photo().webp({ lossless: true }).toBuffer(),
    bmp: bitmap,
  };
  test.each(Object.entries(exact))('%s: the pixels themselves', async (_name, make) => {
    expect(apart(await decodePhoto(await make(), form), pixels)).toBe(0);
  });

  const close: Readonly<Record<string, () => Promise<Buffer>>> = {
    jpeg: () => photo().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer(),
    'progressive jpeg': () => photo().jpeg({ quality: 95, progressive: true }).toBuffer(),
    'cmyk jpeg': () => photo().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    webp: () => photo().webp({ quality: 95 }).toBuffer(),
    'png with a palette': () => photo().png({ palette: true }).toBuffer(),
    gif: () => photo().gif().toBuffer(),
  };
  test.each(Object.entries(close))('%s: nearly the pixels', async (name, make) => {
    // CMYK goes through ink: the profile that made it is not undone.
    expect(apart(await decodePhoto(await make(), form), pixels)).toBeLessThan(name === 'cmyk jpeg' ? 40 : 6);
  });

  test.each([
    ['jpeg', (grey: Sharp) => grey.jpeg({ quality: 98 })],
    ['png', (grey: Sharp) => grey.png()],
    ['png of 16 bits', (grey: Sharp) => grey.toColourspace('grey16').png()],
    ['png with alpha', (grey: Sharp) => grey.ensureAlpha(0.3).png()],
  ])('grey %s: the same level in each channel', async (_name, write) => {
    const grey = await photo().greyscale().raw().toBuffer();
    const file = await write(sharp(grey, { raw: { ...size, channels: 1 } }).toColourspace('b-w')).toBuffer();
    const decoded = await decodePhoto(file, form);
    const expected = Uint8Array.from(
      { length: decoded.length },
      (_, index) => grey[Math.floor(index / 3)] ?? 0,
    );
    expect(apart(decoded, expected)).toBeLessThan(2);
    for (let pixel = 0; pixel < decoded.length; pixel += 3)
      expect([decoded[pixel + 1], decoded[pixel + 2]]).toEqual([decoded[pixel], decoded[pixel]]);
  });

  test.each(['jpeg', 'png', 'webp', 'tiff'] as const)(
    '%s: EXIF orientation 6 is turned upright',
    async (format) => {
      const stored = await photo()
        .rotate(-90)
        .withMetadata({ orientation: 6 })
        .toFormat(format, { quality: 97 })
        .toBuffer();
      expect(apart(await decodePhoto(stored, form), pixels)).toBeLessThan(6);
    },
  );
});

describe('what is no photo', () => {
  let jpeg: Buffer;
  let png: Buffer;
  beforeAll(async () => {
    jpeg = await photo().jpeg().toBuffer();
    png = await photo().png().toBuffer();
  });

  test.each<[string, () => Uint8Array, string]>([
    ['no bytes', () => new Uint8Array(0), 'empty'],
    ['a text', () => Buffer.from('These are not the pixels you are looking for.\n'), 'text'],
    ['a text in another script', () => Buffer.from('Das ist kein Bild: größer, größer.\n'), 'text'],
    [
      'a text that begins like a bitmap',
      () => Buffer.from('BMW drivers of the world, unite and read this.'),
      'text',
    ],
    ['a web page', () => Buffer.from('\n<!DOCTYPE html><html><body>404</body></html>'), 'html'],
    ['a drawing in XML', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'text'],
    ['zeros', () => new Uint8Array(4096), 'not-a-photo'],
    ['half a JPEG', () => jpeg.subarray(0, jpeg.length / 2), 'truncated'],
    ['a JPEG without its last byte', () => jpeg.subarray(0, jpeg.length - 1), 'truncated'],
    ['the header of a JPEG', () => jpeg.subarray(0, 20), 'truncated'],
    [
      'a JPEG whose second half is zeros',
      () => Buffer.concat([jpeg.subarray(0, 900), Buffer.alloc(900)]),
      'truncated',
    ],
    ['half a PNG', () => png.subarray(0, png.length / 2), 'truncated'],
    ['the first bytes of a PNG', () => png.subarray(0, 10), 'truncated'],
    ['a PNG with damaged pixels', () => damaged(png), 'broken'],
    ['a JPEG that says it is 60,000 square', () => withJpegSize(jpeg, 60_000), 'too-large'],
    ['a PNG that says it is 60,000 square', () => withPngSize(png, 60_000), 'too-large'],
    ['a JPEG without a row', () => withJpegSize(jpeg, 0), 'broken'],
  ])('%s', async (_name, make, reason) => {
    expect(await faultFor(make())).toBe(reason);
  });

  test('a photo with bytes after its end is a photo', async () => {
    expect(await faultFor(Buffer.concat([jpeg, Buffer.from('appended by a camera')]))).toBe('none');
    expect(await faultFor(Buffer.concat([png, Buffer.alloc(64)]))).toBe('none');
  });

  test('any prefix of a photo is told from a photo', async () => {
    for (const whole of [jpeg, png])
      for (let length = 0; length < whole.length; length += 97)
        expect(await faultFor(whole.subarray(0, length))).not.toBe('none');
  });
});

function damaged(png: Buffer): Buffer {
  const copy = Buffer.from(png);
  copy.fill(0x55, copy.length / 2, copy.length / 2 + 200);
  return copy;
}

function withJpegSize(jpeg: Buffer, side: number): Buffer {
  const copy = Buffer.from(jpeg);
  let at = 2;
  while (copy[at + 1] !== 0xc0) at += 2 + copy.readUInt16BE(at + 2);
  copy.writeUInt16BE(side, at + 5);
  copy.writeUInt16BE(side, at + 7);
  return copy;
}

function withPngSize(png: Buffer, side: number): Buffer {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(side, 16);
  copy.writeUInt32BE(side, 20);
  return copy;
}

test('reads the size and orientation from the header alone', async () => {
  const bytes = await photo().withMetadata({ orientation: 8 }).jpeg().toBuffer();
  expect(photoHeader(bytes)).toMatchObject({
    format: 'jpeg',
    height: size.height,
    width: size.width,
    orientation: 8,
    depth: 8,
  });
});
