import type { Dimension, SymbolicDimension } from '../shape/dimension.ts';
import type { LayerOptions } from '../typed-module.ts';
import type { OptionValue, ShapeOptions } from './layer.ts';

/** Height and width of something, in pixels. */
export type Pair = readonly [height: number, width: number];

/** A pair whose sizes may be symbolic. */
export type DimensionPair = readonly [height: Dimension, width: Dimension];

/** An option whose type is a number. */
export function numberOption(options: LayerOptions, name: string): number {
  return concrete(asDimension(options[name], name), name);
}

/** A number that may be symbolic inside a block. */
export function dimensionOption(options: ShapeOptions, name: string): Dimension {
  return asDimension(options[name], name);
}

/** An option whose type is a pair, normalised. */
export function pairOption(options: LayerOptions, name: string): Pair {
  const [height, width] = asPair(options[name], name);
  return [concrete(height, name), concrete(width, name)];
}

/** A pair, or undefined for `none`. */
export function optionalPair(options: LayerOptions, name: string): Pair | undefined {
  return isNone(options, name) ? undefined : pairOption(options, name);
}

/** A pair that may be symbolic inside a block. */
export function dimensionPair(options: ShapeOptions, name: string): DimensionPair {
  return asPair(options[name], name);
}

/** Sizes, which may be symbolic inside a block. */
export function dimensionList(options: ShapeOptions, name: string): readonly Dimension[] {
  const value = options[name];
  if (!isList(value)) throw new TypeError(`${name} is not a list`);
  return value.map((size) => asDimension(size, name));
}

/** Whether an option is `none`. */
export function isNone(options: ShapeOptions, name: string): boolean {
  const value = options[name];
  return value === null || value === undefined;
}

/** `[[top, bottom], [left, right]]`. */
export function borderOption(options: LayerOptions, name: string): readonly [Pair, Pair] {
  const [[top, bottom], [left, right]] = dimensionBorder(options, name);
  return [
    [concrete(top, name), concrete(bottom, name)],
    [concrete(left, name), concrete(right, name)],
  ];
}

/** A border whose sizes may be symbolic. */
export function dimensionBorder(
  options: ShapeOptions,
  name: string,
): readonly [DimensionPair, DimensionPair] {
  const [rows, columns] = asList(options[name], name);
  return [asPair(rows, name), asPair(columns, name)];
}

/** Whether no option is symbolic: always so in a model. */
export function isPlain(options: ShapeOptions): options is LayerOptions {
  const plain = (value: OptionValue): boolean => (isList(value) ? value.every(plain) : !isSymbolic(value));
  return Object.values(options).every(plain);
}

function asPair(value: OptionValue | undefined, name: string): DimensionPair {
  const [height, width] = asList(value, name);
  return [asDimension(height, name), asDimension(width, name)];
}

function asList(value: OptionValue | undefined, name: string): readonly OptionValue[] {
  if (!isList(value) || value.length !== 2) throw new TypeError(`${name} is not a pair`);
  return value;
}

function asDimension(value: OptionValue | undefined, name: string): Dimension {
  if (typeof value === 'number') return value;
  if (value === undefined || !isSymbolic(value)) throw new TypeError(`${name} is not a number`);
  return value;
}

function concrete(value: Dimension, name: string): number {
  if (typeof value !== 'number') throw new TypeError(`${name} is not known`);
  return value;
}

function isList(value: OptionValue | undefined): value is readonly OptionValue[] {
  return Array.isArray(value);
}

function isSymbolic(value: OptionValue): value is SymbolicDimension {
  return typeof value === 'object' && value !== null && 'terms' in value;
}
