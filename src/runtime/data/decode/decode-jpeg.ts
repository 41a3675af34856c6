import type * as Turbo from '@julusian/jpeg-turbo';
import type { PhotoHeader } from './photo-header.ts';
import type { PlacedRaster } from '../pixels/raster.ts';
import type { PixelWorkspace } from '../pixels/workspace.ts';

/** What the first bytes of a JPEG say. */
export type JpegHeader = Extract<PhotoHeader, { readonly width: number }>;

type Decoder = Pick<typeof Turbo, 'decompressSync' | 'FORMAT_GRAY' | 'FORMAT_RGB'>;

let loading: Promise<void> | undefined;
let isLoaded = false;
let decoder: Decoder | undefined;

/**
 * Loads libjpeg-turbo with its fast DCT, as TensorFlow's `decode_image` uses it: the same pixels to the bit, and the fastest
 * decoder there is. On platforms that it is not built for there is none afterwards.
 */
export function loadJpegDecoder(): Promise<void> {
  loading ??= import('@julusian/jpeg-turbo')
    .then(
      ({ default: turbo }) => {
        decoder = turbo;
      },
      () => undefined,
    )
    .then(() => {
      isLoaded = true;
    });
  return loading;
}

/** Whether `decodeJpeg` can do what it ever will. */
export function isJpegDecoderLoaded(): boolean {
  return isLoaded;
}

/** Decodes a JPEG into a workspace; undefined when this decoder cannot, and another may. */
export function decodeJpeg(
  bytes: Uint8Array,
  { height, width, orientation }: JpegHeader,
  space: PixelWorkspace,
): PlacedRaster | undefined {
  if (decoder === undefined) return undefined;
  // Of one channel it is how bright the file says each pixel is: its Y.
  const stride = space.size.channels;
  const address = space.allocate(height * width * stride);
  try {
    const decoded = decoder.decompressSync(
      asBuffer(bytes),
      asBuffer(space.bytes(address, height * width * stride)),
      { format: stride === 1 ? decoder.FORMAT_GRAY : decoder.FORMAT_RGB },
    );
    return decoded.height === height && decoded.width === width
      ? { height, width, stride, orientation, address }
      : undefined;
  } catch {
    // CMYK, 12 bits, arithmetic coding, damage: the decoders after this one know more, or say what is wrong.
    return undefined;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
