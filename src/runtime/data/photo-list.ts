import type { PhotoFile } from './photo.ts';
import { TextColumn } from './table/text-column.ts';

const FIRST_PHOTOS = 1 << 10;

/**
 * Photos as they were found, in columns: some fifty bytes a photo, where an object with its two names takes several
 * hundred. One that is asked for is put together.
 */
export class PhotoList implements Iterable<PhotoFile> {
  /** With the name of a photo behind it, what opens that photo. */
  private readonly start: string;
  private readonly files = new TextColumn();
  /** What opens the few photos that are not found so: their names are not UTF-8. */
  private readonly otherPaths = new Map<number, PhotoFile['path']>();
  private bytes = new Float64Array(FIRST_PHOTOS);
  private modified = new Float64Array(FIRST_PHOTOS);

  /** @param start what paths begin with, before names: the data folder and its `/` */
  constructor(start: string) {
    this.start = start;
  }

  get length(): number {
    return this.files.length;
  }

  /** Takes in a photo, but for what tables and arrays say of one. */
  add({ file, path, bytes, modified }: PhotoFile): void {
    const place = this.length;
    if (place === this.bytes.length) {
      this.bytes = twiceAsLong(this.bytes);
      this.modified = twiceAsLong(this.modified);
    }
    this.files.add(file);
    this.bytes[place] = bytes;
    this.modified[place] = modified;
    if (path !== this.start + file) this.otherPaths.set(place, path);
  }

  /** The photo at a place from 0. @throws RangeError outside */
  at(place: number): PhotoFile {
    if (place >= this.length) throw new RangeError(`there is no photo ${place} of ${this.length}`);
    const file = this.file(place);
    return {
      file,
      path: this.otherPaths.get(place) ?? this.start + file,
      bytes: this.bytes[place] ?? 0,
      modified: this.modified[place] ?? 0,
    };
  }

  /** How messages name the photo at a place. */
  file(place: number): string {
    return this.files.at(place);
  }

  /** The size in bytes of the photo at a place. */
  size(place: number): number {
    return this.bytes[place] ?? 0;
  }

  *[Symbol.iterator](): Generator<PhotoFile, void, undefined> {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }
}

function twiceAsLong(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}
