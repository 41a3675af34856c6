import type * as NativeDecoder from '@napi-rs/image';
import { PhotoFaultError } from '../photo-problem.ts';
import type { PhotoHeader } from './photo-header.ts';
import type { Raster } from '../pixels/raster.ts';

type FastHeader = Extract<PhotoHeader, { readonly width: number }>;

let loaded: Promise<typeof NativeDecoder | undefined> | undefined;

/** The native decoder; undefined on platforms that it is not built for. */
function native(): Promise<typeof NativeDecoder | undefined> {
  loaded ??= import('@napi-rs/image').catch(() => undefined);
  return loaded;
}

/** Bits a channel that it decodes to one byte a channel. */
const isEightBit = ({ format, depth }: FastHeader): boolean => format === 'bmp' || depth <= 8;

/**
 * Decodes PNG and BMP of at most 8 bits a channel, and JPEGs that libjpeg-turbo was not built for or did not want: CMYK becomes
 * RGB as TensorFlow's decoder does it.
 * @returns undefined when it does not know this kind of file
 */
export async function decodeFast(bytes: Uint8Array, header: FastHeader): Promise<Raster | undefined> {
  if (!isEightBit(header)) return undefined;
  const decoder = await native();
  if (decoder === undefined) return undefined;
  let data: Uint8Array;
  try {
    data = new decoder.Transformer(bytes).rawPixelsSync();
  } catch (thrown) {
    // The general decoder may know better; a BMP it does not know at all.
    if (header.format === 'bmp')
      throw new PhotoFaultError('broken', thrown instanceof Error ? thrown.message : String(thrown));
    return undefined;
  }
  const { height, width, orientation } = header;
  const stride = data.length / (height * width);
  return Number.isInteger(stride) && stride <= 4 ? { height, width, stride, data, orientation } : undefined;
}
