/** `a`, `a or b`, `a, b or c`. */
export function either(words: readonly string[]): string {
  const [last, ...rest] = words.toReversed();
  if (last === undefined) return '';
  return rest.length === 0 ? last : `${rest.toReversed().join(', ')} or ${last}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function both(words: readonly string[]): string {
  const [last, ...rest] = words.toReversed();
  if (last === undefined) return '';
  return rest.length === 0 ? last : `${rest.toReversed().join(', ')} and ${last}`;
}

/** `1 layer`, `2 layers`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `1 tensor arrives`, `2 tensors arrive`. */
export function arriving(count: number): string {
  return `${counted(count, 'tensor')} ${count === 1 ? 'arrives' : 'arrive'}`;
}

/** The hint that offers the nearest name, if there is one, and else says what there is. */
export function didYouMean(
  suggestion: string | undefined,
  otherwise: () => string | undefined = () => undefined,
): string | undefined {
  return suggestion === undefined ? otherwise() : `Did you mean ${suggestion}?`;
}

/** A few of many names, for a hint. */
export function some(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown}, …` : shown;
}

/** What people call a sample of some data: one photo, a row of a table, or what arrays have an element of. */
export type SampleNoun = 'photo' | 'row' | 'sample';
