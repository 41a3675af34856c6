import type { OptionType, OptionValue } from '../layers/layer.ts';
import type { Dimension } from '../shape/dimension.ts';
import type { Value } from './value.ts';

/** A value as an option of this type carries it, pairs and borders normalised; undefined where it does not fit. */
export function coerceOption(type: OptionType, value: Value): OptionValue | undefined {
  switch (type.kind) {
    case 'dimension':
      return whole(value, 1);
    case 'whole':
      return whole(value, type.minimum);
    case 'number':
      return number(value, type);
    case 'degrees':
      return degrees(value, type);
    case 'pair':
      return pair(value, type.minimum);
    case 'boolean':
      return value.kind === 'boolean' ? value.value : undefined;
    case 'word':
      return value.kind === 'word' && type.words.includes(value.name) ? value.name : undefined;
    case 'border':
      return border(value);
    case 'shape':
      return shape(value);
  }
}

function whole(value: Value | undefined, minimum: number): Dimension | undefined {
  if (value?.kind !== 'number' || !value.integer || value.unit !== 'none') return undefined;
  if (typeof value.value !== 'number') return value.value;
  return Number.isSafeInteger(value.value) && value.value >= minimum ? value.value : undefined;
}

function number(
  value: Value,
  { minimum = -Infinity, maximum = Infinity }: { readonly minimum?: number; readonly maximum?: number },
): Dimension | undefined {
  if (value.kind !== 'number' || value.unit === 'degrees') return undefined;
  if (typeof value.value !== 'number') return value.value;
  const fits = Number.isFinite(value.value) && value.value >= minimum && value.value <= maximum;
  return fits ? value.value : undefined;
}

function degrees(
  value: Value,
  range: { readonly minimum: number; readonly maximum: number },
): Dimension | undefined {
  if (value.kind !== 'number' || value.unit === 'percent') return undefined;
  return number({ ...value, unit: 'none' }, range);
}

function pair(value: Value | undefined, minimum: number): readonly Dimension[] | undefined {
  if (value?.kind === 'size') {
    return Math.min(value.height, value.width) >= minimum ? [value.height, value.width] : undefined;
  }
  if (value?.kind === 'list') {
    const [height, width] = [whole(value.items[0], minimum), whole(value.items[1], minimum)];
    return height === undefined || width === undefined || value.items.length !== 2
      ? undefined
      : [height, width];
  }
  const size = value && whole(value, minimum);
  return size === undefined ? undefined : [size, size];
}

function border(value: Value): OptionValue | undefined {
  if (value.kind === 'list' && value.items[0]?.kind === 'list') {
    const [rows, columns] = [pairOnly(value.items[0]), pairOnly(value.items[1])];
    return rows && columns && value.items.length === 2 ? [rows, columns] : undefined;
  }
  const sides = pair(value, 0);
  return sides?.map((side) => [side, side]);
}

function shape(value: Value): readonly Dimension[] | undefined {
  const items = value.kind === 'list' ? value.items : [value];
  const sizes = items.map((item) => whole(item, 1)).filter((size) => size !== undefined);
  return sizes.length === items.length && sizes.length > 0 ? sizes : undefined;
}

function pairOnly(value: Value | undefined): readonly Dimension[] | undefined {
  return value?.kind === 'list' ? pair(value, 0) : undefined;
}
