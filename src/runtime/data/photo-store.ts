import { closeSync } from 'node:fs';
import { isAsStored } from './arrays/element.ts';
import { BatchMemory } from './batch-memory.ts';
import { photoKey } from './cache/photo-key.ts';
import type { PixelCache, Room } from './cache/pixel-cache.ts';
import { openAtOnce } from './decode/read-photo.ts';
import type { PhotoFault } from './photo-problem.ts';
import type { PhotoFile } from './photo.ts';
import type { BatchPart, DecodedPhoto, FilePlace, PhotoSource } from './workers/messages.ts';
import type { PartToFill, WorkPool } from './workers/pool.ts';

/** A photo that stands in a batch, as the model gets it. */
export interface FilledPhoto {
  /** The batch's memory. */
  readonly batch: Float32Array;
  /** Its number in the batch. */
  readonly number: number;
}

/** How many photos came from where. */
export interface StoreCounts {
  readonly decoded: number;
  readonly cached: number;
}

/** A photo whose pixels are not there, and what the cache will find them by. */
export interface MissingPhoto {
  readonly photo: PhotoFile;
  readonly key: string;
}

/** Pixels of photos: from the cache, or decoded and then kept there. */
export class PhotoStore {
  /** What batches are made in. */
  readonly memory = new BatchMemory();
  private readonly pool: WorkPool;
  private readonly cache: PixelCache | undefined;
  private decoded = 0;
  private cached = 0;
  /** Files of arrays whose elements are pixels as they are, by path: read where they lie, and closed with this. */
  private readonly arrays = new Map<string | Uint8Array, number>();

  constructor(pool: WorkPool, cache: PixelCache | undefined) {
    this.pool = pool;
    this.cache = cache;
  }

  get counts(): StoreCounts {
    return { decoded: this.decoded, cached: this.cached };
  }

  /** What is to be decoded of a photo; undefined where the pixels can be read at once. */
  missing(photo: PhotoFile): MissingPhoto | undefined {
    if (this.inArray(photo) !== undefined) return undefined;
    const missing = this.keyed(photo);
    return this.cache?.locate(missing.key) === undefined ? missing : undefined;
  }

  /** Where pixels that are in the cache can be read. */
  locate(photo: PhotoFile): PhotoSource | undefined {
    const place = this.inArray(photo) ?? this.cache?.locate(photoKey(photo));
    if (place !== undefined) this.cached++;
    return place;
  }

  /** Decodes photos and keeps their pixels. */
  async decode(photos: readonly MissingPhoto[]): Promise<readonly (PhotoSource | PhotoFault)[]> {
    const { decoded, places } = await this.decodeAndKeep(photos);
    return decoded.map((photo, index) => {
      if ('fault' in photo) return photo.fault;
      const source = photo.isWritten ? places?.[index] : photo.pixels && { pixels: photo.pixels };
      if (source === undefined) throw new Error('the pixels of a photo came back nowhere');
      return source;
    });
  }

  /** Decodes photos, keeps their pixels, and makes them into a part of a batch: nobody has to read them for it. */
  async decodeInto(
    part: PartToFill,
    photos: readonly MissingPhoto[],
  ): Promise<readonly (FilledPhoto | PhotoFault)[]> {
    const { decoded } = await this.decodeAndKeep(photos, part);
    return decoded.map((photo, index) =>
      'fault' in photo ? photo.fault : { batch: part.batch(), number: part.numbers[index] ?? 0 },
    );
  }

  private async decodeAndKeep(
    photos: readonly MissingPhoto[],
    part?: PartToFill,
  ): Promise<{
    readonly decoded: readonly DecodedPhoto[];
    readonly places: Room['places'] | undefined;
  }> {
    const room = await this.cache?.reserve(photos.map(({ key }) => key));
    const places = room?.places;
    let decoded: readonly DecodedPhoto[] | undefined;
    try {
      decoded = await this.pool.decode(
        photos.map(({ photo: { path, bytes, element } }, index) => ({
          path,
          bytes,
          element,
          place: places?.[index],
        })),
        part,
      );
    } finally {
      room?.settle(decoded);
    }
    for (const photo of decoded) if (!('fault' in photo)) this.decoded++;
    return { decoded, places };
  }

  /** Decodes a photo that could not be read where it was said to be. */
  async decodeAgain(photo: PhotoFile): Promise<PhotoSource | PhotoFault> {
    const missing = this.keyed(photo);
    this.cache?.forget(missing.key);
    this.cached--;
    return this.decodeOne(missing);
  }

  /** Decodes a photo, wherever its pixels may have been. */
  async decodeOne(photo: MissingPhoto): Promise<PhotoSource | PhotoFault> {
    const [decoded] = await this.decode([photo]);
    if (decoded === undefined) throw new Error('nothing became of a photo');
    return decoded;
  }

  /** Threads at most that work at the same time. */
  get threads(): number {
    return this.pool.most;
  }

  /**
   * Makes photos that are there into a part of a batch.
   * @returns those of the photos, by their order, that could not be read
   */
  fill(photos: readonly PhotoSource[], part: BatchPart): Promise<readonly number[]> {
    return this.pool.fill(photos, part);
  }

  /** How often each grey level is met in some photos: 256 numbers for each channel. */
  count(photos: readonly PhotoSource[]): Promise<Uint32Array> {
    return this.pool.count(photos);
  }

  /** Begins to make what was decoded so far last; nobody needs to wait for it. */
  keep(): void {
    this.cache?.publish();
  }

  async close(): Promise<void> {
    await this.pool.close();
    await this.cache?.close();
    for (const file of this.arrays.values()) closeSync(file);
    this.arrays.clear();
  }

  /** A photo that is to be decoded wherever its pixels may be. */
  keyed(photo: PhotoFile): MissingPhoto {
    return { photo, key: this.cache === undefined ? '' : photoKey(photo) };
  }

  /** Where an element's bytes are the very pixels that are wanted. A file that cannot be opened is a matter of decoding. */
  private inArray({ path, element }: PhotoFile): FilePlace | undefined {
    if (element === undefined || !isAsStored(element.layout, this.pool.form.size)) return undefined;
    let file = this.arrays.get(path);
    if (file === undefined) {
      try {
        file = openAtOnce(path);
      } catch {
        return undefined;
      }
      this.arrays.set(path, file);
    }
    return { file, at: element.at };
  }
}
