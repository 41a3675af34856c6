import { closeSync, readSync } from 'node:fs';
import { defaultResize } from '../../../typecheck/data/read-pixels.ts';
import { pixelCacheFolder } from '../cache/cache-folder.ts';
import { PixelCache } from '../cache/pixel-cache.ts';
import { photoHeader } from '../decode/photo-header.ts';
import { openAtOnce } from '../decode/read-photo.ts';
import { problemOf, type PhotoFault, type PhotoProblem } from '../photo-problem.ts';
import { pixelBytes, type PhotoFile } from '../photo.ts';
import { PhotoStore } from '../photo-store.ts';
import type { PhotoSource } from '../workers/messages.ts';
import { WorkPool } from '../workers/pool.ts';
import { readPhoto } from '../workers/read-photo.ts';
import { thumbnailOf, thumbnailSize, type Thumbnail } from './thumbnail.ts';

/** A photo as it was seen; the thumbnail is missing where it cannot be decoded. */
export interface SeenPhoto {
  readonly photo: PhotoFile;
  readonly thumbnail: Thumbnail | undefined;
  readonly problem: PhotoProblem | undefined;
  /** Height and width as they are stored, where the first bytes say so. */
  readonly stored: readonly [number, number] | undefined;
}

/** Photos in the making at a time: enough for every thread, few enough for memory. */
const TOGETHER = 64;
/** Bytes in which a header stands: behind a preview of some cameras. */
const HEAD_BYTES = 1 << 16;

/** Decodes every photo, small, and keeps what it saw in the cache of pixels: a second look costs no decoding. */
export async function* lookAtPhotos(
  folder: string,
  photos: readonly PhotoFile[],
): AsyncGenerator<SeenPhoto, void, undefined> {
  // The whole of each photo, whatever the data set makes of it for a model: what `crop` would cut off tells photos apart as well.
  const form = { size: thumbnailSize, resize: defaultResize };
  const cache = await PixelCache.open({
    root: pixelCacheFolder(),
    folder,
    form,
    photos: photos.length,
  });
  const store = new PhotoStore(new WorkPool(form), cache);
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    for (let first = 0; first < photos.length; first += TOGETHER) {
      const some = photos.slice(first, first + TOGETHER);
      const sources = await sourcesOf(store, some);
      for (const [index, photo] of some.entries()) yield await look(store, photo, sources[index], head);
    }
    store.keep();
  } finally {
    await store.close();
  }
}

/** Where the pixels of photos are, or what is wrong with them. */
async function sourcesOf(
  store: PhotoStore,
  photos: readonly PhotoFile[],
): Promise<readonly (PhotoSource | PhotoFault)[]> {
  const kept = photos.map((photo) => store.locate(photo));
  const missing = photos.filter((_, index) => kept[index] === undefined);
  const decoded = (await store.decode(missing.map((photo) => store.keyed(photo)))).values();
  return kept.flatMap((source) => source ?? decoded.next().value ?? []);
}

async function look(
  store: PhotoStore,
  photo: PhotoFile,
  source: PhotoSource | PhotoFault | undefined,
  head: Buffer,
): Promise<SeenPhoto> {
  const stored = storedSize(photo, head);
  const pixels = await pixelsOf(store, photo, source);
  return 'reason' in pixels
    ? { photo, stored, thumbnail: undefined, problem: problemOf(photo, pixels) }
    : { photo, stored, thumbnail: thumbnailOf(pixels), problem: undefined };
}

async function pixelsOf(
  store: PhotoStore,
  photo: PhotoFile,
  first: PhotoSource | PhotoFault | undefined,
): Promise<Uint8Array | PhotoFault> {
  const pixels = new Uint8Array(pixelBytes(thumbnailSize));
  for (const known of [first, undefined]) {
    const source = known ?? (await store.decodeAgain(photo));
    if ('reason' in source) return source;
    if (readPhoto(source, pixels)) return pixels;
  }
  return { reason: 'unreadable', detail: 'EIO' };
}

function storedSize({ path, element }: PhotoFile, head: Buffer): SeenPhoto['stored'] {
  if (element !== undefined) return [element.layout.height, element.layout.width];
  try {
    const file = openAtOnce(path);
    try {
      const header = photoHeader(head.subarray(0, readSync(file, head, 0, head.length, 0)));
      return header !== undefined && 'width' in header ? [header.height, header.width] : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
