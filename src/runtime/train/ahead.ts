/**
 * The same items, each asked for while the one before it is being used: the next batch is made during a step.
 * Exactly one is asked for ahead, so memory stays bounded.
 * @param waited told of the milliseconds that the user of an item had to wait for it
 * @param clock milliseconds from any beginning
 */
export async function* ahead<T>(
  items: AsyncIterable<T>,
  waited?: (milliseconds: number) => void,
  clock: () => number = () => performance.now(),
): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<T>> => {
    const promise = iterator.next();
    // A failure counts when the item is asked for; until then it must not count as unhandled.
    promise.catch(() => undefined);
    return promise;
  };
  let coming = next();
  try {
    for (;;) {
      const asked = clock();
      const item = await coming;
      waited?.(clock() - asked);
      if (item.done === true) return;
      coming = next();
      yield item.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await iterator.return?.();
  }
}
