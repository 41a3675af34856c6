import type * as Turbo from '@julusian/jpeg-turbo';
import type { PhotoHeader } from './photo-header.ts';
import type { PlacedRaster } from '../pixels/raster.ts';
import type { PixelWorkspace } from '../pixels/workspace.ts';

type JpegHeader = Extract<PhotoHeader, { readonly width: number }>;

/** Decodes a JPEG into a workspace; undefined when this decoder cannot, and another may. */
export type DecodeJpeg = (
  bytes: Uint8Array,
  header: JpegHeader,
  space: PixelWorkspace,
) => PlacedRaster | undefined;

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

function decodeWith(turbo: Pick<typeof Turbo, 'decompressSync' | 'FORMAT_GRAY' | 'FORMAT_RGB'>): DecodeJpeg {
  return (bytes, { height, width, orientation }, space) => {
    // Of one channel it is how bright the file says each pixel is: its Y.
    const stride = space.size.channels;
    const address = space.allocate(height * width * stride);
    try {
      const decoded = turbo.decompressSync(
        asBuffer(bytes),
        asBuffer(space.bytes(address, height * width * stride)),
        {
          format: stride === 1 ? turbo.FORMAT_GRAY : turbo.FORMAT_RGB,
        },
      );
      return decoded.height === height && decoded.width === width
        ? { height, width, stride, orientation, address }
        : undefined;
    } catch {
      // CMYK, 12 bits, arithmetic coding, damage: the decoders after this one know more, or say what is wrong.
      return undefined;
    }
  };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
