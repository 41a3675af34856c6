/** Counts bytes alive now and at most so far. */
export class MemoryMeter {
  #current = 0;
  #peak = 0;

  add(bytes: number): void {
    this.#current += bytes;
    this.#peak = Math.max(this.#peak, this.#current);
  }

  remove(bytes: number): void {
    this.#current -= bytes;
  }

  snapshot(): { readonly current: number; readonly peak: number } {
    return { current: this.#current, peak: this.#peak };
  }
}
