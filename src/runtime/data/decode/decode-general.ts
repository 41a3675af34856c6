import type { Sharp, SharpOptions } from 'sharp';
import { PhotoFaultError } from '../photo-problem.ts';
import { MAX_PIXELS } from './limits.ts';
import type { Raster } from '../pixels/raster.ts';

type Open = (bytes: Uint8Array, options: SharpOptions) => Sharp;

let loaded: Promise<Open> | undefined;

/** The library is large: only threads that meet an unusual photo load it. */
function general(): Promise<Open> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // Our own workers are the threads; a cache would keep photos that are never asked for again.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return loaded;
}

/**
 * Decodes everything else: first frame, 8 bits, turned upright, alpha dropped. Of 16 bits the high byte is kept. Profiles of
 * colours are not applied, as TensorFlow, Pillow and the other decoders here do not: a photo has the same pixels in every format.
 */
export async function decodeGeneral(bytes: Uint8Array): Promise<Raster> {
  const open = await general();
  try {
    const image = open(bytes, {
      failOn: 'error',
      limitInputPixels: MAX_PIXELS,
      pages: 1,
      ignoreIcc: true,
    }).autoOrient();
    const { space, depth } = await image.metadata();
    return space === 'cmyk' && depth === 'uchar'
      ? withoutInk(await rasterOf(image.pipelineColourspace('cmyk').toColourspace('cmyk')))
      : await rasterOf(image.toColourspace('srgb'));
  } catch (thrown) {
    throw faultFrom(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

async function rasterOf(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, stride: info.channels, data, orientation: 1 };
}

/** Cyan, magenta, yellow and black to red, green and blue: each the light that its ink and the black leave, as TensorFlow does it. */
function withoutInk({ data, height, width, ...rest }: Raster): Raster {
  const light = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const black = 255 - (data[pixel * 4 + 3] ?? 0);
    for (let channel = 0; channel < 3; channel++)
      light[pixel * 3 + channel] = ((255 - (data[pixel * 4 + channel] ?? 0)) * black) / 255;
  }
  return { ...rest, height, width, stride: 3, data: light };
}

/** libvips tells its errors apart by their words only. */
function faultFrom(message: string): PhotoFaultError {
  const detail = message.split('\n')[0] ?? '';
  if (/pixel limit/i.test(detail)) return new PhotoFaultError('too-large', detail);
  if (/premature end|truncat|unexpected end|end of (file|stream)/i.test(message))
    return new PhotoFaultError('truncated', detail);
  return new PhotoFaultError('broken', detail);
}
