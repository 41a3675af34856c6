import type * as Turbo from '@julusian/jpeg-turbo';
import type { PhotoHeader } from './photo-header.ts';
import type { Raster } from './resize-bilinear.ts';

type JpegHeader = Extract<PhotoHeader, { readonly width: number }>;

/** Decodes a JPEG; undefined when this decoder cannot, and another may. */
export type DecodeJpeg = (bytes: Uint8Array, header: JpegHeader) => Raster | undefined;

/** Memory for pixels that is kept for the next photo: more than this goes back at once. */
const MOST_KEPT = 64 * 1024 * 1024;

let loaded: Promise<DecodeJpeg | undefined> | undefined;

/**
 * libjpeg-turbo with its fast DCT, as TensorFlow's `decode_image` uses it: the same pixels to the bit, and the fastest decoder
 * there is. Undefined on platforms that it is not built for.
 */
export function jpegDecoder(): Promise<DecodeJpeg | undefined> {
  loaded ??= import('@julusian/jpeg-turbo').then(
    ({ default: turbo }) => decodeWith(turbo),
    () => undefined,
  );
  return loaded;
}

/** The raster's pixels are valid until the next photo is decoded on the same thread. */
function decodeWith(turbo: Pick<typeof Turbo, 'decompressSync' | 'FORMAT_RGB'>): DecodeJpeg {
  let memory = Buffer.alloc(0);
  return (bytes, { height, width, orientation }) => {
    const size = height * width * 3;
    if (memory.length < size) memory = Buffer.allocUnsafeSlow(size);
    const pixels = memory;
    if (memory.length > MOST_KEPT) memory = Buffer.alloc(0);
    try {
      const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const decoded = turbo.decompressSync(file, pixels, { format: turbo.FORMAT_RGB });
      if (decoded.height !== height || decoded.width !== width) return undefined;
      return { height, width, stride: 3, data: decoded.data, orientation };
    } catch {
      // CMYK, 12 bits, arithmetic coding, damage: the decoders after this one know more, or say what is wrong.
      return undefined;
    }
  };
}
