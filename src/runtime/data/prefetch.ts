/** What is told of the waiting for items. */
export interface WaitLog {
  /** Milliseconds that the user of the items has waited for them. */
  waited: number;
}

/**
 * The same items, made while those before them are being used: at most `most` lie ready. When the user stops, so does the
 * making.
 */
export async function* prefetch<T>(
  items: AsyncIterable<T>,
  most: number,
  log?: WaitLog,
): AsyncGenerator<T, void, undefined> {
  const ready: T[] = [];
  const state = {
    ended: false,
    stopped: false,
    failure: undefined as { readonly thrown: unknown } | undefined,
  };
  const bell = new Bell();

  const make = async (): Promise<void> => {
    try {
      for await (const item of items) {
        ready.push(item);
        bell.ring();
        while (ready.length >= most && !state.stopped) await bell.next();
        if (state.stopped) return;
      }
    } catch (thrown) {
      // It counts when its place comes, after the items made before it.
      state.failure = { thrown };
    } finally {
      state.ended = true;
      bell.ring();
    }
  };

  const making = make();
  try {
    for (;;) {
      const asked = performance.now();
      while (ready.length === 0 && !state.ended) await bell.next();
      if (log !== undefined) log.waited += performance.now() - asked;
      if (ready.length === 0) break;
      const [item] = ready.splice(0, 1);
      bell.ring();
      if (item !== undefined) yield item;
    }
    if (state.failure !== undefined) throw state.failure.thrown;
  } finally {
    state.stopped = true;
    bell.ring();
    await making;
  }
}

/** Wakes whoever waits for something to change. */
class Bell {
  private waiting: (() => void)[] = [];

  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
