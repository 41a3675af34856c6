import { Buffer } from 'node:buffer';
import type { FilePlace } from '../workers/messages.ts';

/** Bytes of a key. */
export const KEY_BYTES = 16;
/** Of a place without a photo: no photo has it. */
export const NO_KEY = '\0'.repeat(KEY_BYTES);

const KEY_WORDS = KEY_BYTES / 4;
const FIRST_SLOTS = 1 << 10;
/** Part of the slots that may be taken: of a fuller table looking for one takes long. */
const MOST_TAKEN = 0.75;
/** In the place of a file: of a slot without a key, and of a photo that is nowhere any more. */
const FREE = -2;
const NOWHERE = -1;

/**
 * Where photos are, by their keys: a hash table with linear probing (Knuth, The Art of Computer Programming 3, 6.4) in
 * typed arrays, for a map of strings to objects takes five times as much. A key is a string with a byte in each of its
 * characters, and random, as a digest is.
 */
export class PlaceTable {
  /** That which is looked for. */
  private readonly key = new Uint32Array(KEY_WORDS);
  private readonly keyBytes = Buffer.from(this.key.buffer);
  /** Of each slot. */
  private keys = new Uint32Array(0);
  private files = new Int32Array(0);
  private offsets = new Float64Array(0);
  /** Slots with a key: also of photos that are nowhere any more. */
  private taken = 0;
  private places = 0;

  /** @param expected photos that will come: for as many nothing has to be moved */
  constructor(expected = 0) {
    let slots = FIRST_SLOTS;
    while (slots * MOST_TAKEN < expected) slots *= 2;
    this.clear(slots);
  }

  /** Photos that are somewhere. */
  get size(): number {
    return this.places;
  }

  has(key: string): boolean {
    return this.fileAt(this.slotOf(key)) >= 0;
  }

  get(key: string): FilePlace | undefined {
    const slot = this.slotOf(key);
    const file = this.fileAt(slot);
    return file < 0 ? undefined : { file, at: this.offsets[slot] ?? 0 };
  }

  set(key: string, { file, at }: FilePlace): void {
    this.keyBytes.write(key, 'latin1');
    this.put(file, at);
  }

  delete(key: string): void {
    this.empty(this.slotOf(key));
  }

  /** Forgets all that is in a file. */
  deleteFile(file: number): void {
    for (const [slot, own] of this.files.entries()) if (own === file) this.empty(slot);
  }

  /** Puts the photo of `key` somewhere. */
  private put(file: number, at: number): void {
    if (this.taken >= this.files.length * MOST_TAKEN) this.grow();
    const slot = this.slotOfKey();
    const before = this.fileAt(slot);
    if (before === FREE) {
      this.keys.set(this.key, slot * KEY_WORDS);
      this.taken++;
    }
    if (before < 0) this.places++;
    this.files[slot] = file;
    this.offsets[slot] = at;
  }

  private empty(slot: number): void {
    if (this.fileAt(slot) < 0) return;
    // The key stays: those behind it are found by way of it.
    this.files[slot] = NOWHERE;
    this.places--;
  }

  private fileAt(slot: number): number {
    return this.files[slot] ?? FREE;
  }

  private slotOf(key: string): number {
    this.keyBytes.write(key, 'latin1');
    return this.slotOfKey();
  }

  /** The slot of `key`; where it has none, the free one that it would take. */
  private slotOfKey(): number {
    // By index, and word by word: this runs for every photo of an epoch.
    const { key, keys, files } = this;
    const last = files.length - 1;
    let slot = (key[0] ?? 0) & last;
    for (; files[slot] !== FREE; slot = (slot + 1) & last) {
      const at = slot * KEY_WORDS;
      if (keys[at] !== key[0] || keys[at + 1] !== key[1]) continue;
      if (keys[at + 2] === key[2] && keys[at + 3] === key[3]) break;
    }
    return slot;
  }

  private grow(): void {
    const { keys, files, offsets } = this;
    const added = this.key.slice();
    this.clear(files.length * 2);
    for (const [slot, file] of files.entries()) {
      if (file < 0) continue;
      this.key.set(keys.subarray(slot * KEY_WORDS, (slot + 1) * KEY_WORDS));
      this.put(file, offsets[slot] ?? 0);
    }
    this.key.set(added);
  }

  private clear(slots: number): void {
    this.keys = new Uint32Array(slots * KEY_WORDS);
    this.files = new Int32Array(slots).fill(FREE);
    this.offsets = new Float64Array(slots);
    this.taken = 0;
    this.places = 0;
  }
}
