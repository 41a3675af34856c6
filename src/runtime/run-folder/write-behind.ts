/**
 * Work that is done one piece after another while its giver goes on. After a failure nothing more is done, so that
 * later files never stand beside earlier ones that are missing; whoever asks next is told of it.
 */
export class WriteBehind {
  #last: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;

  /** @returns when it is done, or has failed; it never rejects */
  add(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (this.#failure !== undefined) return;
      try {
        await work();
      } catch (error) {
        this.#failure = { error };
      }
    });
    return this.#last;
  }

  /** @throws what has gone wrong so far */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Waits until all that was given is done. @throws what has gone wrong */
  async settled(): Promise<void> {
    await this.#last;
    this.check();
  }

  /** Waits until nothing is under way, whatever came of it. */
  idle(): Promise<void> {
    return this.#last;
  }
}
