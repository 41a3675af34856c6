import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Expression, Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { Size } from '../typed-module.ts';

/** What a size is, for messages. */
export const sizeExpected = 'height by width in pixels, such as 150x150';

/** `size: 150x200`: height by width in pixels. */
export function readSize(setting: Setting, place: Place): Size | undefined {
  const [written, second] = setting.values;
  if (written === undefined) return undefined;
  return sizeOf(written, second === undefined, place, (given) => {
    const parameters = { setting: 'size', expected: sizeExpected, given };
    place.elaboration.report(badDataSetting(written.span, parameters));
  });
}

/**
 * The size that an expression is.
 * @param alone whether nothing stands beside it
 * @param refuse told in words of what is no size
 */
export function sizeOf(
  written: Expression,
  alone: boolean,
  place: Place,
  refuse: (given: string) => void,
): Size | undefined {
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'size' && value.height > 0 && value.width > 0 && alone)
    return { height: value.height, width: value.width };
  refuse(describe(value));
  return undefined;
}
