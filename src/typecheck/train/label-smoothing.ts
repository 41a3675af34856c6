import { badSetting } from '../../diagnostics/catalogue/training.ts';
import type { Setting } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';

/** The share of each label that is spread over all classes, and where that is written, if it is. */
export interface LabelSmoothing {
  readonly share: number;
  readonly span: Span | undefined;
}

/** `label_smoothing: 0.1`; no smoothing without the setting, undefined after something wrong. */
export function readLabelSmoothing(setting: Setting | undefined, place: Place): LabelSmoothing | undefined {
  if (setting === undefined) return { share: 0, span: undefined };
  const [written, second] = setting.values;
  if (written === undefined) return undefined;
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  const share = value.kind === 'number' && typeof value.value === 'number' ? value.value : NaN;
  if (share >= 0 && share <= 1 && second === undefined) return { share, span: setting.key.span };
  const given = second === undefined ? describe(value) : 'several values';
  const parameters = { setting: 'label_smoothing', expected: 'a share from 0 to 1', given };
  place.elaboration.report(badSetting(second?.span ?? written.span, parameters));
  return undefined;
}
