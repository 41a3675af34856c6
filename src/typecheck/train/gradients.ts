import { badSetting } from '../../diagnostics/catalogue/training.ts';
import type { Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { OptionDefinition } from '../layers/layer.ts';
import type { Clip } from '../regime.ts';
import type { TypedModel } from '../typed-module.ts';
import { numberIn, readChoice } from './read-choice.ts';
import { readAmount, wholeOf } from './read-values.ts';
import { selectWeights } from './selectors.ts';

/** Photos in a batch, and the batches whose gradients one update takes the mean of. */
export interface BatchSize {
  readonly batch: number;
  readonly accumulate: number;
}

/** `batch: 20`, or `batch: 20 * 4` for four batches of 20 an update; undefined after something wrong. */
export function readBatch({ key, values }: Setting, place: Place): BatchSize | undefined {
  const [written, second] = values;
  if (written === undefined) return undefined;
  if (second !== undefined) {
    const expected = 'a whole number from 1';
    place.elaboration.report(
      badSetting(second.span, { setting: key.text, expected, given: 'several values' }),
    );
    return undefined;
  }
  const whole = (part: Expression): number | undefined => wholeOf(part, key.text, 1, place);
  if (written.kind !== 'binary' || written.operator !== '*') {
    const batch = whole(written);
    return batch === undefined ? undefined : { batch, accumulate: 1 };
  }
  const [batch, accumulate] = [whole(written.left), whole(written.right)];
  return batch === undefined || accumulate === undefined ? undefined : { batch, accumulate };
}

const limit = [
  {
    name: 'limit',
    type: { kind: 'number', minimum: 0 },
    doc: 'What is longer or larger is cut to it.',
  },
] as const;

/** What `clip` may be, each with its options. */
export const clipOptions: Readonly<Record<Clip['kind'], readonly OptionDefinition[]>> = {
  norm: limit,
  global_norm: limit,
  value: limit,
};

/** `clip: norm(1)`, `clip: global_norm(1)` or `clip: value(0.5)`, or `none`; undefined after something wrong. */
export function readClip(setting: Setting, place: Place): Clip | null | undefined {
  const [written] = setting.values;
  if (written?.kind === 'none') return null;
  const synonyms = new Map([
    ['clipnorm', 'norm'],
    ['global_clipnorm', 'global_norm'],
    ['clipvalue', 'value'],
  ] as const);
  const choice = readChoice(setting, { ways: clipOptions, synonyms }, place);
  if (choice === undefined) return undefined;
  const size = numberIn(choice.options, 'limit');
  if (size > 0) return { kind: choice.way, limit: size };
  const span = choice.spans.get('limit') ?? setting.span;
  const parameters = { setting: 'A limit of gradients', expected: 'a number above 0', given: spanText(span) };
  place.elaboration.report(badSetting(span, parameters));
  return undefined;
}

/** `ema: 0.999`, or `none`; undefined after something wrong. */
export function readAverage(setting: Setting, place: Place): number | null | undefined {
  return setting.values[0]?.kind === 'none' ? null : readAmount(setting, place, 1);
}

/**
 * `rates: { base: 0.1, base.block5: 0.5 }`: the shares of the learning rate by the paths of layers' weights, where they
 * are not 1; where two entries select a layer, the later one holds. Undefined after something wrong.
 */
export function readRates(
  { key, values }: Setting,
  model: TypedModel,
  place: Place,
): Readonly<Record<string, number>> | undefined {
  const [written, second] = values;
  if (written === undefined || written.kind === 'missing') return undefined;
  if (written.kind === 'none') return {};
  const { report } = place.elaboration;
  if (written.kind !== 'record' || second !== undefined) {
    const span = second?.span ?? written.span;
    const given = spanText(span);
    report(badSetting(span, { setting: key.text, expected: 'a share for each path: { base: 0.1 }', given }));
    return undefined;
  }
  const rates = new Map<string, number>();
  let failed = false;
  for (const { key: selector, value } of written.entries) {
    const selected = selectWeights(selector, model, report);
    const share = readShare(value, place);
    if (selected === undefined || share === undefined) failed = true;
    else for (const path of selected) rates.set(path, share);
  }
  return failed ? undefined : Object.fromEntries([...rates].filter(([, share]) => share !== 1));
}

/** A share of the learning rate. */
function readShare(expression: Expression, place: Place): number | undefined {
  if (expression.kind === 'missing') return undefined;
  const setting = {
    key: { kind: 'name', text: 'A rate', span: expression.span },
    values: [expression],
  } as const;
  const share = readAmount(setting, place);
  if (share !== 0) return share;
  const parameters = {
    setting: 'A rate',
    expected: 'a number above 0; freeze keeps layers as they are',
    given: '0',
  };
  place.elaboration.report(badSetting(expression.span, parameters));
  return undefined;
}
