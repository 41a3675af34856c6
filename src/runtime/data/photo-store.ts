import { closeSync } from 'node:fs';
import { isAsStored } from './arrays/element.ts';
import { BatchMemory } from './batch-memory.ts';
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

  /** Whether the pixels can be read at once. */
  has(photo: PhotoFile): boolean {
    if (this.inArray(photo) !== undefined) return true;
    return this.cache?.locate(photo) !== undefined;
  }

  /** Where pixels that are in the cache can be read. */
  locate(photo: PhotoFile): PhotoSource | undefined {
    const place = this.inArray(photo) ?? this.cache?.locate(photo);
    if (place !== undefined) this.cached++;
    return place;
  }

  /** Decodes photos and keeps their pixels. */
  async decode(photos: readonly PhotoFile[]): Promise<readonly (PhotoSource | PhotoFault)[]> {
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
    photos: readonly PhotoFile[],
  ): Promise<readonly (FilledPhoto | PhotoFault)[]> {
    const { decoded } = await this.decodeAndKeep(photos, part);
    return decoded.map((photo, index) =>
      'fault' in photo ? photo.fault : { batch: part.batch(), number: part.numbers[index] ?? 0 },
    );
  }

  private async decodeAndKeep(
    photos: readonly PhotoFile[],
    part?: PartToFill,
  ): Promise<{
    readonly decoded: readonly DecodedPhoto[];
    readonly places: Room['places'] | undefined;
  }> {
    const room = await this.cache?.reserve(photos);
    const places = room?.places;
    let decoded: readonly DecodedPhoto[] | undefined;
    try {
      decoded = await this.pool.decode(
        photos.map(({ path, element }, index) => ({ path, element, place: places?.[index] })),
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
    this.cache?.forget(photo);
    this.cached--;
    return this.decodeOne(photo);
  }

  async decodeOne(photo: PhotoFile): Promise<PhotoSource | PhotoFault> {
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
