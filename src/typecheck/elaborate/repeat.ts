import { wrongValue } from '../../diagnostics/catalogue/names.ts';
import type { Expression, Repeat } from '../../parser/ast.ts';
import type { Dimension } from '../shape/dimension.ts';
import type { Place } from './elaboration.ts';
import { unnamed } from './elaboration.ts';
import { evaluate } from './evaluate.ts';
import { describe } from './value.ts';

/** First and last index of a repeat (none when `to` is below `from`); undefined after something wrong. */
export function readRepeat(
  { count }: Repeat,
  place: Place,
): { readonly from: Dimension; readonly to: Dimension } | undefined {
  if (count.kind !== 'range') {
    const to = readWhole(count, 'The count of a repeat', 0, place);
    return to === undefined ? undefined : { from: 1, to };
  }
  const from = readWhole(count.from, 'The start of a range', undefined, place);
  const to = readWhole(count.to, 'The end of a range', undefined, place);
  return from === undefined || to === undefined ? undefined : { from, to };
}

function readWhole(
  expression: Expression,
  what: string,
  minimum: number | undefined,
  place: Place,
): Dimension | undefined {
  const value = evaluate(expression, unnamed(place));
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'number' && value.integer) {
    if (typeof value.value !== 'number') {
      if (minimum !== undefined) place.elaboration.questions?.restrict(value.value, minimum);
      return value.value;
    }
    if (minimum === undefined || value.value >= minimum) return value.value;
  }
  const expected = minimum === undefined ? 'a whole number' : `a whole number from ${minimum}`;
  place.elaboration.report(wrongValue(expression.span, { what, expected, given: describe(value) }));
  return undefined;
}
