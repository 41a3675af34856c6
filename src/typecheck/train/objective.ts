import { changeTo } from '../../diagnostics/change-to.ts';
import { noSuchLabel } from '../../diagnostics/catalogue/data.ts';
import {
  badObjective,
  badSetting,
  lossArguments,
  unknownLoss,
  unknownMetric,
  unknownOutput,
} from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Binary, Call, Expression, Reference, Setting } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import { spanText } from '../../source/span.ts';
import type { CheckedDataset } from '../data/checked-dataset.ts';
import type { CheckedModel } from '../elaborate/model.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { readOptions } from '../elaborate/read-options.ts';
import { describe } from '../elaborate/value.ts';
import type { LossTerm, MetricTerm } from '../typed-module.ts';
import { isLoss, lossOptions, losses, lossSynonyms } from './losses.ts';
import { measureOf, metricNames, metricSynonyms } from './metrics.ts';

/** A term with the places that its judgement points at. */
export type WrittenLoss = LossTerm & { readonly nameSpan: Span };
export type WrittenMetric = MetricTerm & { readonly nameSpan: Span };

interface Context {
  readonly place: Place;
  readonly model: CheckedModel;
  readonly dataset: CheckedDataset | undefined;
}

interface LossContext extends Context {
  /** What the setting `label_smoothing` says, for losses that do not say their own. */
  readonly labelSmoothing: number;
}

/** `minimize: mse(age) + lambda * cross_entropy(race)`; undefined after something wrong. */
export function readObjective(setting: Setting, context: LossContext): readonly WrittenLoss[] | undefined {
  const [written, second] = setting.values;
  if (written === undefined) return undefined;
  if (second !== undefined) {
    context.place.elaboration.report(
      badObjective(second.span, { given: 'a second one: join losses with +' }),
    );
    return undefined;
  }
  return terms(written, 1, context);
}

function terms(
  expression: Expression,
  weight: number,
  context: LossContext,
): readonly WrittenLoss[] | undefined {
  if (expression.kind === 'missing') return undefined;
  if (expression.kind === 'call') return lossTerm(expression, weight, context);
  if (expression.kind === 'binary') return combination(expression, weight, context);
  context.place.elaboration.report(badObjective(expression.span, { given: spanText(expression.span) }));
  return undefined;
}

/** A sum of terms, or a term times or divided by a number. */
function combination(
  { left, right, operator, operatorSpan }: Binary,
  weight: number,
  context: LossContext,
): readonly WrittenLoss[] | undefined {
  const [lossLeft, lossRight] = [hasCall(left), hasCall(right)];
  if (operator === '+') {
    const [first, second] = [terms(left, weight, context), terms(right, weight, context)];
    return first && second && [...first, ...second];
  }
  if (operator === '*' && lossLeft !== lossRight) {
    const [factor, rest] = lossLeft ? [right, left] : [left, right];
    const number = readWeight(factor, context.place);
    return number === undefined ? undefined : terms(rest, weight * number, context);
  }
  if (operator === '/' && lossLeft && !lossRight) {
    const number = readWeight(right, context.place);
    if (number !== 0) return number === undefined ? undefined : terms(left, weight / number, context);
  }
  const given = operator === '-' ? 'a difference' : `losses joined by ${operator}`;
  context.place.elaboration.report(badObjective(operatorSpan, { given }));
  return undefined;
}

function hasCall(expression: Expression): boolean {
  if (expression.kind === 'binary') return hasCall(expression.left) || hasCall(expression.right);
  return expression.kind === 'call' || (expression.kind === 'unary' && hasCall(expression.operand));
}

function readWeight(expression: Expression, place: Place): number | undefined {
  const value = evaluate(expression, place);
  if (value.kind === 'poison') return undefined;
  if (
    value.kind === 'number' &&
    typeof value.value === 'number' &&
    value.value >= 0 &&
    Number.isFinite(value.value)
  ) {
    return value.value;
  }
  place.elaboration.report(
    badSetting(expression.span, {
      setting: 'The weight of a loss',
      expected: 'a number from 0',
      given: describe(value),
    }),
  );
  return undefined;
}

function lossTerm(call: Call, weight: number, context: LossContext): readonly WrittenLoss[] | undefined {
  const kind = calleeName(call);
  const { report } = context.place.elaboration;
  if (kind === undefined || !isLoss(kind)) {
    const name = kind ?? spanText(call.callee.span);
    if (name === '') return undefined;
    const known = Object.keys(losses);
    const suggestion = lossSynonyms.get(name) ?? nearest(name, known);
    report(unknownLoss(call.callee.span, { name, known, suggestion }, change(call.callee.span, suggestion)));
    return undefined;
  }
  const target = readTarget(call, kind, context);
  const options = readLossOptions(call, kind, context);
  if (target === undefined || options === undefined) return undefined;
  return [{ weight, kind, ...target, options, span: call.span, nameSpan: call.callee.span }];
}

/** What a loss is told by name; undefined after something wrong. */
function readLossOptions(
  call: Call,
  kind: LossTerm['kind'],
  { place, labelSmoothing }: LossContext,
): LossTerm['options'] | undefined {
  const named = call.arguments.filter(({ name }) => name !== undefined);
  const source = { nameSpan: call.callee.span, arguments: named };
  const read = readOptions({ name: kind, options: lossOptions[kind] }, source, place);
  if (read === undefined) return undefined;
  const options: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(read.options))
    if (typeof value === 'number' || value === null) options[name] = value;
  if ('label_smoothing' in options && !read.spans.has('label_smoothing'))
    options['label_smoothing'] = labelSmoothing;
  return options;
}

/** `metrics: accuracy(kind), mae(age)`. */
export function readMetrics(setting: Setting, context: Context): readonly WrittenMetric[] | undefined {
  const { report } = context.place.elaboration;
  const found: WrittenMetric[] = [];
  let failed = false;
  for (const value of setting.values) {
    if (value.kind === 'missing') continue;
    const name = value.kind === 'call' ? calleeName(value) : undefined;
    const measure = name === undefined ? undefined : measureOf(name);
    if (value.kind !== 'call' || name === undefined) {
      const given = spanText(value.span);
      report(badSetting(value.span, { setting: 'A metric', expected: 'accuracy(output)', given }));
      failed = true;
    } else if (measure === undefined) {
      const known = metricNames();
      const suggestion = metricSynonyms.get(name) ?? nearest(name, known);
      const { span } = value.callee;
      report(unknownMetric(span, { name, known, suggestion }, change(span, suggestion)));
      failed = true;
    } else {
      const target = readTarget(value, name, context);
      if (target === undefined) failed = true;
      else found.push({ ...measure, ...target, nameSpan: value.callee.span });
    }
  }
  return failed ? undefined : found;
}

/** The output that a loss or metric is about, and its label: that of its own name, or the one that is said. */
function readTarget(
  call: Call,
  loss: string,
  { place, model, dataset }: Context,
): { readonly output: string; readonly label: string } | undefined {
  const { report } = place.elaboration;
  const [first, second, third] = call.arguments.filter(({ name: option }) => option === undefined);
  const wrong = [third, second, first].find(
    (argument) => argument !== undefined && (argument === third || argument.value.kind !== 'reference'),
  );
  if (first === undefined || wrong !== undefined) {
    if (wrong?.value.kind === 'missing') return undefined;
    const span = wrong?.span ?? call.span;
    report(lossArguments(span, { loss, given: wrong === undefined ? 'nothing' : spanText(wrong.span) }));
    return undefined;
  }
  if (first.value.kind !== 'reference') return undefined;
  const { name, span } = first.value;
  const known = model.outputs.flatMap(({ statement }) => statement.name?.text ?? []);
  if (!known.includes(name)) {
    const suggestion = nearest(name, known) ?? (known.length === 1 ? known[0] : undefined);
    const parameters = { name, known, suggestion, model: model.declaration.name.text };
    if (name !== '') report(unknownOutput(span, parameters, change(span, suggestion)));
    return undefined;
  }
  const label = labelOf(first.value, second?.value, dataset, place);
  return label === undefined ? undefined : { output: name, label };
}

/**
 * The label that an output learns: the one that is said, or that of its own name; where the data has a single one, any
 * output learns it. Undefined where there is no such label, which is reported.
 */
function labelOf(
  output: Reference,
  written: Expression | undefined,
  dataset: CheckedDataset | undefined,
  { elaboration }: Place,
): string | undefined {
  const said = written?.kind === 'reference' ? written : undefined;
  const { name, span } = said ?? output;
  if (dataset?.labels === undefined) return name;
  const { labels, declaration } = dataset;
  const [only, second] = labels;
  if (only !== undefined && second === undefined && (said === undefined || !only.named)) return only.name;
  const known = labels.map((label) => label.name);
  if (known.includes(name)) return name;
  if (name === '' || only === undefined) return undefined;
  const suggestion = said && nearest(name, known);
  const parameters = { data: declaration.name.text, label: name, known, suggestion };
  elaboration.report(noSuchLabel(span, parameters, change(span, suggestion)));
  return undefined;
}

function calleeName({ callee }: Call): string | undefined {
  return callee.kind === 'reference' ? callee.name : undefined;
}

function change(span: Span, suggestion: string | undefined) {
  return { fixes: changeTo(span, suggestion) };
}
