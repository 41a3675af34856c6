import { createHash, randomBytes } from 'node:crypto';
import { closeSync } from 'node:fs';
import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DECODER } from '../decode/decode-photo.ts';
import { systemCode } from '../list-folder.ts';
import { formKey, pixelBytes, type PhotoForm } from '../photo.ts';
import type { DecodedPhoto, FilePlace } from '../workers/messages.ts';
import { cacheLimit, evict, keptSegments, PART, totalBytes, WHOLE } from './evict.ts';
import { openSegment, SegmentWriter, type PixelSegment } from './pixel-segment.ts';
import { NO_KEY, PlaceTable } from './place-table.ts';

/** Photos after which a segment is closed: what a killed process loses at most. */
const SEGMENT_PHOTOS = 4096;

export interface PixelCacheOptions {
  /** The folder of all caches. */
  readonly root: string;
  /** The data's folder: photos of one data set lie together. */
  readonly folder: string;
  readonly form: PhotoForm;
  /** Photos that are to be kept: room is made for as many. */
  readonly photos: number;
  /** Bytes of all caches together; by default what the disk has room for. */
  readonly limit?: number | undefined;
  /** Told once, when the cache cannot be used (any more), with the system's code for why. */
  readonly off?: ((reason: string) => void) | undefined;
}

/** Room for the pixels of some photos, which somebody is to write there. */
export interface Room {
  /** For each photo, and undefined where there is none. Places of photos that come one after another do so too, if they can. */
  readonly places: readonly (FilePlace | undefined)[];
  /** Takes note of what became of the photos; undefined where nothing did. */
  settle(decoded: readonly DecodedPhoto[] | undefined): void;
}

/** A place that is given to a photo. */
interface GivenPlace {
  readonly writer: SegmentWriter;
  readonly key: string;
  readonly place: FilePlace;
}

/**
 * Resized photos on disk, so that epochs after the first do not decode. Nothing depends on it: whatever goes wrong turns it
 * off, and photos are decoded again.
 */
export class PixelCache {
  private places: PlaceTable;
  private readonly segments: PixelSegment[] = [];
  /** Empty files that a thread may still be reading: their numbers must not become those of others. */
  private readonly discarded: number[] = [];
  private readonly recordBytes: number;
  private readonly folder: string;
  private readonly options: PixelCacheOptions;
  /** The segment that is being written, once there is one to write. */
  private writer: SegmentWriter | undefined;
  private starting: Promise<void> | undefined;
  /** What goes on by itself and must have ended before the files are closed. */
  private readonly background = new Set<Promise<void>>();
  /** Bytes that may still be added. */
  private room = 0;
  private isOff = false;

  private constructor(options: PixelCacheOptions) {
    this.options = options;
    this.places = new PlaceTable(options.photos);
    this.recordBytes = pixelBytes(options.form.size);
    this.folder = join(options.root, setName(options));
  }

  /** Never rejects: a cache that cannot be opened is one that holds nothing. */
  static async open(options: PixelCacheOptions): Promise<PixelCache> {
    const cache = new PixelCache(options);
    try {
      await mkdir(cache.folder, { recursive: true });
      await cache.openSegments();
      await cache.makeRoom();
    } catch (thrown) {
      cache.turnOff(systemCode(thrown));
    }
    return cache;
  }

  /** Photos in it. */
  get count(): number {
    return this.places.size;
  }

  /** Where the pixels of the photo with a key can be read, as long as the cache is open; undefined when they are not there. */
  locate(key: string): FilePlace | undefined {
    return this.places.get(key);
  }

  /** Takes note that a photo's pixels could not be read where they should be: a file that fails is as good as none. */
  forget(key: string): void {
    this.places.delete(key);
  }

  /** Room for photos that are not in it, by their keys, as long as it is to hold more. */
  async reserve(keys: readonly string[]): Promise<Room> {
    const given: (GivenPlace | undefined)[] = [];
    try {
      for (const key of keys) {
        while (this.hasRoom() && this.writer === undefined) await (this.starting ??= this.startWriter());
        given.push(this.give(key));
      }
    } catch (thrown) {
      this.turnOff(systemCode(thrown));
    }
    return {
      places: keys.map((_, index) => given[index]?.place),
      settle: (decoded) => {
        for (const [index, each] of given.entries())
          if (each !== undefined) this.settle(each, decoded?.[index]);
      },
    };
  }

  private hasRoom(): boolean {
    return !this.isOff && this.room >= this.recordBytes;
  }

  private give(key: string): GivenPlace | undefined {
    const { writer } = this;
    if (writer === undefined || !this.hasRoom()) return undefined;
    this.room -= this.recordBytes;
    const place = { file: writer.file, at: writer.reserve(key) };
    if (writer.count >= SEGMENT_PHOTOS) this.publish();
    return { writer, key, place };
  }

  /** Begins to make what was written durable and visible to other processes; `close` waits for it. */
  publish(): void {
    const writer = this.writer;
    if (writer === undefined) return;
    this.writer = undefined;
    this.inBackground(
      writer.publish(join(this.folder, freshName(WHOLE))).then(
        (segment) => void this.segments.push(segment),
        (thrown: unknown) => {
          this.discard(writer);
          this.turnOff(systemCode(thrown));
        },
      ),
    );
  }

  async close(): Promise<void> {
    await this.starting?.catch(() => undefined);
    this.publish();
    while (this.background.size > 0) await Promise.all(this.background);
    this.places = new PlaceTable();
    for (const { file } of this.segments.splice(0)) closeSync(file);
    for (const file of this.discarded.splice(0)) closeSync(file);
  }

  private settle({ writer, key, place }: GivenPlace, decoded: DecodedPhoto | undefined): void {
    const isWritten = decoded !== undefined && 'isWritten' in decoded && decoded.isWritten;
    writer.settle(place.at, isWritten);
    if (isWritten && !this.isOff) this.places.set(key, place);
    if (isWritten) return;
    this.room += this.recordBytes;
    if (decoded !== undefined && 'unwritten' in decoded && decoded.unwritten !== undefined)
      this.turnOff(decoded.unwritten);
  }

  private async startWriter(): Promise<void> {
    try {
      this.writer = await SegmentWriter.create(join(this.folder, freshName(PART)), this.recordBytes);
    } finally {
      this.starting = undefined;
    }
  }

  private async openSegments(): Promise<void> {
    const now = new Date();
    for (const name of (await readdir(this.folder)).sort()) {
      if (!name.endsWith(WHOLE)) continue;
      const segment = openSegment(join(this.folder, name), this.recordBytes);
      if (segment === undefined) continue;
      if (segment.keys.every((key) => key === NO_KEY || this.places.has(key))) {
        // Two processes have kept the same photos.
        closeSync(segment.file);
        await rm(segment.path, { force: true }).catch(() => undefined);
        continue;
      }
      const { file, path } = segment;
      this.segments.push({ file, path });
      for (const [index, key] of segment.keys.entries())
        if (key !== NO_KEY) this.places.set(key, { file, at: index * this.recordBytes });
      // The time of a file says when it was last used: the oldest go first.
      await utimes(path, now, now).catch(() => undefined);
    }
  }

  /** Removes what was not used for longest until there is room for the photos that are still to come. */
  private async makeRoom(): Promise<void> {
    const { root, photos, limit } = this.options;
    const kept = await keptSegments(root);
    const most = limit ?? (await cacheLimit(root, totalBytes(kept)));
    const needed = Math.max(0, photos - this.places.size) * this.recordBytes;
    const spared = new Set(this.segments.map(({ path }) => path));
    const used = await evict(kept, Math.max(0, most - needed), spared);
    this.room = most - used;
  }

  private discard(writer: SegmentWriter): void {
    this.places.deleteFile(writer.file);
    this.discarded.push(writer.file);
    this.inBackground(writer.discard());
  }

  /** @param work that never rejects */
  private inBackground(work: Promise<void>): void {
    const tracked = work.finally(() => this.background.delete(tracked));
    this.background.add(tracked);
  }

  private turnOff(reason: string): void {
    if (this.isOff) return;
    this.isOff = true;
    const writer = this.writer;
    this.writer = undefined;
    if (writer !== undefined) this.discard(writer);
    this.options.off?.(reason);
  }
}

/** Unlike any other, here and in other processes. */
const freshName = (ending: string): string => `${randomBytes(8).toString('hex')}${ending}`;

/** Photos of one data folder, form and way of decoding lie in one folder of the cache. */
function setName({ folder, form }: PixelCacheOptions): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return `${name}-${formKey(form)}-${DECODER}`;
}
