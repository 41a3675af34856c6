import { badSetting, lengthTwice } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { Precision, TypedPhase } from '../typed-module.ts';
import type { Settings } from '../gather-settings.ts';

/** A setting that is a whole number from `minimum`; undefined after something wrong. */
export function readWhole({ key, values }: Setting, minimum: number, place: Place): number | undefined {
  const [written, second] = values;
  if (written === undefined) return undefined;
  if (second === undefined) return wholeOf(written, key.text, minimum, place);
  const parameters = {
    setting: key.text,
    expected: `a whole number from ${minimum}`,
    given: 'several values',
  };
  place.elaboration.report(badSetting(second.span, parameters));
  return undefined;
}

/** A whole number from `minimum` that a setting has; undefined after something wrong. */
export function wholeOf(
  written: Expression,
  setting: string,
  minimum: number,
  place: Place,
): number | undefined {
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  const number = value.kind === 'number' && value.integer ? value.value : NaN;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= minimum) return number;
  const expected = `a whole number from ${minimum}`;
  place.elaboration.report(badSetting(written.span, { setting, expected, given: describe(value) }));
  return undefined;
}

/** A setting that is a number from 0; undefined after something wrong. */
export function readAmount(
  { key, values }: Pick<Setting, 'key' | 'values'>,
  place: Place,
  maximum = Infinity,
): number | undefined {
  const [written, second] = values;
  if (written === undefined) return undefined;
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  const number = value.kind === 'number' && typeof value.value === 'number' ? value.value : NaN;
  if (number >= 0 && number <= maximum && Number.isFinite(number) && second === undefined) return number;
  const given = second === undefined ? describe(value) : 'several values';
  const expected = maximum === Infinity ? 'a number from 0' : `a number from 0 to ${maximum}`;
  place.elaboration.report(badSetting(second?.span ?? written.span, { setting: key.text, expected, given }));
  return undefined;
}

/** `epochs: 30` or `steps: 1000`; within one pair of braces only one of them. */
export function readLength(
  setting: Setting,
  levels: readonly Settings[],
  place: Place,
): TypedPhase['length'] | undefined {
  const kind = setting.key.text === 'steps' ? 'steps' : 'epochs';
  for (const settings of levels) {
    const [epochs, steps] = [settings.get('epochs'), settings.get('steps')];
    if (epochs !== undefined && steps !== undefined) {
      const [first, second] = epochs.span.start < steps.span.start ? [epochs, steps] : [steps, epochs];
      const also = [{ span: first.key.span, text: 'given first here' }];
      place.elaboration.report(lengthTwice(second.key.span, { second: second.key.text }, { also }));
      return undefined;
    }
  }
  const count = readWhole(setting, 1, place);
  return count === undefined ? undefined : { kind, count };
}

const precisions: readonly Precision[] = ['float32', 'bfloat16', 'auto'];

/** What `precision` says; float32 where it is not said, undefined where it says something else. */
export function readPrecision(setting: Setting | undefined, { elaboration }: Place): Precision | undefined {
  const [written] = setting?.values ?? [];
  if (written === undefined || written.kind === 'missing') return 'float32';
  const given = written.kind === 'reference' ? written.name : spanText(written.span);
  const precision = precisions.find((each) => each === given);
  if (precision !== undefined) return precision;
  const suggestion = nearest(given, precisions);
  const expected = 'float32, bfloat16 or auto';
  elaboration.report(badSetting(written.span, { setting: 'precision', expected, given, suggestion }));
  return undefined;
}
