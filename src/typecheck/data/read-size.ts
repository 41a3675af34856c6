import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { TypedDataset } from '../typed-module.ts';

/** `size: 150x200`: height by width in pixels. */
export function readSize(setting: Setting, place: Place): TypedDataset['size'] | undefined {
  const [written] = setting.values;
  if (written === undefined) return undefined;
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'size' && value.height > 0 && value.width > 0 && setting.values.length === 1) {
    return { height: value.height, width: value.width };
  }
  const expected = 'height by width in pixels, such as 150x150';
  place.elaboration.report(badDataSetting(written.span, { setting: 'size', expected, given: describe(value) }));
  return undefined;
}
