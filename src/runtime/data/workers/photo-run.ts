import { writeSync } from 'node:fs';
import { systemCode } from '../list-folder.ts';
import type { FilePlace } from './messages.ts';

/** Bytes that are gathered before they are written. */
const MOST_BYTES = 1 << 20;

/**
 * Told once what became of a photo.
 * @param unwritten the system's code for why it is not at its place
 * @param pixels valid until the next photo is added
 */
type Written = (unwritten: string | undefined, pixels: Uint8Array) => void;

/**
 * Photos on their way to a file. Those whose places lie one after another are written at once: the system needs half the time
 * for each that way.
 */
export class PhotoRun {
  private memory = new Uint8Array(0);
  private start: FilePlace | undefined;
  private length = 0;
  private readonly waiting: { readonly from: number; readonly written: Written }[] = [];

  /** Takes a copy of a photo, which is written with others or by `write`. */
  add(pixels: Uint8Array, place: FilePlace, written: Written): void {
    if (!this.fits(place, pixels.length)) this.write();
    if (this.memory.length < pixels.length) this.memory = new Uint8Array(Math.max(MOST_BYTES, pixels.length));
    this.start ??= place;
    this.memory.set(pixels, this.length);
    this.waiting.push({ from: this.length, written });
    this.length += pixels.length;
  }

  /** Writes what is not yet written. */
  write(): void {
    const { start, length, memory } = this;
    if (start === undefined) return;
    const unwritten = writeTo(start, memory.subarray(0, length));
    this.start = undefined;
    this.length = 0;
    const all = this.waiting.splice(0);
    for (const [number, { from, written }] of all.entries())
      written(unwritten, memory.subarray(from, all[number + 1]?.from ?? length));
  }

  private fits({ file, at }: FilePlace, bytes: number): boolean {
    if (this.start === undefined) return true;
    const isNext = file === this.start.file && at === this.start.at + this.length;
    return isNext && this.length + bytes <= this.memory.length;
  }
}

/** @returns why the bytes cannot be written */
function writeTo({ file, at }: FilePlace, bytes: Uint8Array): string | undefined {
  try {
    for (let written = 0; written < bytes.length;)
      written += writeSync(file, bytes, written, bytes.length - written, at + written);
    return undefined;
  } catch (thrown) {
    return systemCode(thrown);
  }
}
