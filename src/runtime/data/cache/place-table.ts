import type { FilePlace } from '../workers/messages.ts';

/** Bytes of a key. */
export const KEY_BYTES = 16;
/** Of a place without a photo: no photo has it. */
export const NO_KEY = '\0'.repeat(KEY_BYTES);

const KEY_WORDS = KEY_BYTES / 4;
const FIRST_SLOTS = 1 << 10;
/** Part of the slots that may be taken: of a fuller table looking for one takes long. */
const MOST_TAKEN = 0.75;
/** In the place of a file. */
const NOWHERE = -1;

type Words = readonly [number, number, number, number];

/**
 * Where photos are, by their keys: a hash table with linear probing (Knuth, The Art of Computer Programming 3, 6.4) in
 * typed arrays, for a map of strings to objects takes five times as much. A key is a string with a byte in each of its
 * characters, and random, as a digest is.
 */
export class PlaceTable {
  /** Of each slot; zeros where it is free. */
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
    return this.files[this.slotOf(wordsOf(key))] !== NOWHERE;
  }

  get(key: string): FilePlace | undefined {
    const slot = this.slotOf(wordsOf(key));
    const [file = NOWHERE, at = 0] = [this.files[slot], this.offsets[slot]];
    return file === NOWHERE ? undefined : { file, at };
  }

  set(key: string, { file, at }: FilePlace): void {
    this.put(wordsOf(key), file, at);
  }

  delete(key: string): void {
    this.empty(this.slotOf(wordsOf(key)));
  }

  /** Forgets all that is in a file. */
  deleteFile(file: number): void {
    for (const [slot, own] of this.files.entries()) if (own === file) this.empty(slot);
  }

  private put(key: Words, file: number, at: number): void {
    if (this.taken >= this.files.length * MOST_TAKEN) this.grow();
    const slot = this.slotOf(key);
    if (this.isFree(slot)) {
      this.keys.set(key, slot * KEY_WORDS);
      this.taken++;
    }
    if (this.files[slot] === NOWHERE) this.places++;
    this.files[slot] = file;
    this.offsets[slot] = at;
  }

  private empty(slot: number): void {
    if (this.files[slot] === NOWHERE) return;
    // The key stays: those behind it are found by way of it.
    this.files[slot] = NOWHERE;
    this.places--;
  }

  /** The slot of a key; where it has none, the free one that it would take. */
  private slotOf(key: Words): number {
    const last = this.files.length - 1;
    let slot = key[0] & last;
    while (!this.holds(slot, key) && !this.isFree(slot)) slot = (slot + 1) & last;
    return slot;
  }

  private isFree(slot: number): boolean {
    return this.holds(slot, [0, 0, 0, 0]);
  }

  private holds(slot: number, [first, second, third, fourth]: Words): boolean {
    const [{ keys }, at] = [this, slot * KEY_WORDS];
    return keys[at] === first && keys[at + 1] === second && keys[at + 2] === third && keys[at + 3] === fourth;
  }

  private grow(): void {
    const { keys, files, offsets } = this;
    this.clear(files.length * 2);
    for (const [slot, file] of files.entries()) {
      const [first = 0, second = 0, third = 0, fourth = 0] = keys.subarray(slot * KEY_WORDS);
      if (file !== NOWHERE) this.put([first, second, third, fourth], file, offsets[slot] ?? 0);
    }
  }

  private clear(slots: number): void {
    this.keys = new Uint32Array(slots * KEY_WORDS);
    this.files = new Int32Array(slots).fill(NOWHERE);
    this.offsets = new Float64Array(slots);
    this.taken = 0;
    this.places = 0;
  }
}

function wordsOf(key: string): Words {
  const word = (at: number): number =>
    (key.charCodeAt(at) |
      (key.charCodeAt(at + 1) << 8) |
      (key.charCodeAt(at + 2) << 16) |
      (key.charCodeAt(at + 3) << 24)) >>>
    0;
  return [word(0), word(4), word(8), word(12)];
}
