import { closeSync } from 'node:fs';
import { isAsStored } from './arrays/element.ts';
import { BatchMemory } from './batch-memory.ts';
import type { PixelCache } from './cache/pixel-cache.ts';
import { openAtOnce } from './decode/read-photo.ts';
import type { PhotoFault } from './photo-problem.ts';
import type { PhotoFile } from './photo.ts';
import type { DecodedPhoto, FilePlace, FillRequest, PhotoSource } from './workers/messages.ts';
import type { WorkPool } from './workers/pool.ts';

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

  /** Decodes a photo and keeps its pixels. */
  async decode(photo: PhotoFile): Promise<PhotoSource | PhotoFault> {
    const room = await this.cache?.reserve(photo);
    let decoded: DecodedPhoto | undefined;
    try {
      decoded = await this.pool.decode(photo, room?.place);
    } finally {
      room?.settle(decoded);
    }
    if ('fault' in decoded) return decoded.fault;
    this.decoded++;
    return 'place' in decoded ? decoded.place : { pixels: decoded.pixels };
  }

  /** Decodes a photo that could not be read where it was said to be. */
  async decodeAgain(photo: PhotoFile): Promise<PhotoSource | PhotoFault> {
    this.cache?.forget(photo);
    this.cached--;
    return this.decode(photo);
  }

  /** Threads at most that work at the same time. */
  get threads(): number {
    return this.pool.most;
  }

  /**
   * Fills a part of a batch.
   * @returns numbers of photos in the part that could not be read
   */
  fill(part: Omit<FillRequest, 'kind' | 'id' | 'size'>): Promise<readonly number[]> {
    return this.pool.fill(part);
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
