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

/** Decodes everything else: first frame, 8 bits, sRGB, turned upright, alpha dropped. */
export async function decodeGeneral(bytes: Uint8Array): Promise<Raster> {
  const open = await general();
  const { data, info } = await open(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, pages: 1 })
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((thrown: unknown) => {
      throw faultFrom(thrown instanceof Error ? thrown.message : String(thrown));
    });
  return { height: info.height, width: info.width, stride: info.channels, data, orientation: 1 };
}

/** libvips tells its errors apart by their words only. */
function faultFrom(message: string): PhotoFaultError {
  const detail = message.split('\n')[0] ?? '';
  if (/pixel limit/i.test(detail)) return new PhotoFaultError('too-large', detail);
  if (/premature end|truncat|unexpected end|end of (file|stream)/i.test(message))
    return new PhotoFaultError('truncated', detail);
  return new PhotoFaultError('broken', detail);
}
