import type { LayerOptions, PlainValue } from '../typed-module.ts';

/** Height and width of something, in pixels. */
export type Pair = readonly [height: number, width: number];

/** An option whose type is a number. */
export function numberOption(options: LayerOptions, name: string): number {
  return asNumber(options[name], name);
}

/** An option whose type is a pair, normalised. */
export function pairOption(options: LayerOptions, name: string): Pair {
  return asPair(options[name], name);
}

/** A pair, or undefined for `none`. */
export function optionalPair(options: LayerOptions, name: string): Pair | undefined {
  const value = options[name];
  return value === null || value === undefined ? undefined : asPair(value, name);
}

/** `[[top, bottom], [left, right]]`. */
export function borderOption(options: LayerOptions, name: string): readonly [Pair, Pair] {
  const value = options[name];
  if (!Array.isArray(value) || value.length !== 2) throw new TypeError(`${name} is not a border`);
  const sides: readonly PlainValue[] = value;
  return [asPair(sides[0], name), asPair(sides[1], name)];
}

function asPair(value: PlainValue | undefined, name: string): Pair {
  if (!Array.isArray(value) || value.length !== 2) throw new TypeError(`${name} is not a pair`);
  const numbers: readonly PlainValue[] = value;
  return [asNumber(numbers[0], name), asNumber(numbers[1], name)];
}

function asNumber(value: PlainValue | undefined, name: string): number {
  if (typeof value !== 'number') throw new TypeError(`${name} is not a number`);
  return value;
}
