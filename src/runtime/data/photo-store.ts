import type { PixelCache } from './cache/pixel-cache.ts';
import { isFault, type Decoded, type DecodePool } from './decode/pool.ts';
import type { PhotoFile } from './photo.ts';

/** How many photos came from where. */
export interface StoreCounts {
  readonly decoded: number;
  readonly cached: number;
}

/** Pixels of photos: from the cache, or decoded and then kept there. */
export class PhotoStore {
  private readonly pool: DecodePool;
  private readonly cache: PixelCache | undefined;
  private decoded = 0;
  private cached = 0;

  constructor(pool: DecodePool, cache: PixelCache | undefined) {
    this.pool = pool;
    this.cache = cache;
  }

  get counts(): StoreCounts {
    return { decoded: this.decoded, cached: this.cached };
  }

  /** Whether the pixels can be read at once. */
  has(photo: PhotoFile): boolean {
    return this.cache?.has(photo) ?? false;
  }

  /** Reads pixels that are in the cache; false when they are not. */
  read(photo: PhotoFile, into: Uint8Array): boolean {
    const found = this.cache?.read(photo, into) ?? false;
    if (found) this.cached++;
    return found;
  }

  /** Decodes a photo and keeps its pixels. */
  async decode(photo: PhotoFile): Promise<Decoded> {
    const decoded = await this.pool.decode(photo);
    if (!isFault(decoded)) {
      this.decoded++;
      await this.cache?.add(photo, decoded);
    }
    return decoded;
  }

  /** Begins to make what was decoded so far last; nobody needs to wait for it. */
  keep(): void {
    this.cache?.publish();
  }

  async close(): Promise<void> {
    await this.pool.close();
    await this.cache?.close();
  }
}
