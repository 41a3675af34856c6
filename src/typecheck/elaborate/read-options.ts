import { changeTo } from '../../diagnostics/change-to.ts';
import {
  missingOption,
  optionTwice,
  tensorAsOption,
  tooManyOptions,
  unknownOption,
  wrongOption,
} from '../../diagnostics/catalogue/names.ts';
import { either } from '../../diagnostics/catalogue/words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Argument, Expression } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import { fromForeign } from '../layers/foreign-names.ts';
import type { OptionDefinition, OptionType, OptionValue, ShapeOptions } from '../layers/layer.ts';
import type { SymbolicDimension } from '../shape/dimension.ts';
import type { Place } from './elaboration.ts';
import { unnamed } from './elaboration.ts';
import { evaluate } from './evaluate.ts';
import { coerceOption } from './coerce-option.ts';
import type { Value } from './value.ts';
import { describe } from './value.ts';

/** Something with options: a layer, an optimiser, an augmentation. */
export interface WithOptions {
  readonly name: string;
  readonly options: readonly OptionDefinition[];
}

/** Written options, checked, defaults filled in; `spans` has those that were written. */
export interface ReadOptions {
  readonly options: ShapeOptions;
  readonly spans: ReadonlyMap<string, Span>;
}

/** What a call gives its callee; undefined after something wrong, which was reported. */
export function readOptions(
  callee: WithOptions,
  source: { readonly nameSpan: Span; readonly arguments: readonly Argument[] },
  place: Place,
): ReadOptions | undefined {
  const { report } = place.elaboration;
  const matched = matchArguments(callee.name, callee.options, source.arguments, place);
  let failed = matched === undefined;
  const options: Record<string, OptionValue> = {};
  const spans = new Map<string, Span>();
  for (const definition of callee.options) {
    const argument = matched?.get(definition.name);
    if (argument === undefined) {
      if (definition.default !== undefined) options[definition.name] = definition.default;
      else if (matched !== undefined) {
        const { name: option, doc } = definition;
        report(missingOption(source.nameSpan, { callee: callee.name, option, doc }));
        failed = true;
      }
      continue;
    }
    spans.set(definition.name, argument.value.span);
    const value = readOption(callee.name, definition, argument.value, place);
    if (value === undefined) failed = true;
    else options[definition.name] = value;
  }
  return failed ? undefined : { options, spans };
}

/**
 * Sorts written arguments to the names they are for: positional ones in order, named ones by name. Undefined after
 * something wrong, which was reported.
 */
export function matchArguments(
  callee: string,
  known: readonly { readonly name: string; readonly namedOnly?: boolean }[],
  written: readonly Argument[],
  place: Place,
): ReadonlyMap<string, Argument> | undefined {
  const { report } = place.elaboration;
  const positional = known.filter(({ namedOnly }) => namedOnly !== true).map(({ name }) => name);
  const names = known.map(({ name }) => name);
  const matched = new Map<string, Argument>();
  let next = 0;
  let failed = false;
  for (const argument of written) {
    const option = argument.name === undefined ? positional[next++] : argument.name.text;
    if (option === undefined) {
      failed = true;
      // A hole, or a value already wrong, is no argument too many.
      const value = evaluate(argument.value, unnamed(place));
      if (value.kind === 'tensors') report(tensorAsOption(argument.span, { callee }));
      else if (value.kind !== 'poison') report(tooManyOptions(argument.span, { callee, positional }));
    } else if (!names.includes(option)) {
      failed = true;
      reportUnknownOption(callee, argument, option, names, place);
    } else if (matched.has(option)) {
      failed = true;
      const first = matched.get(option);
      const also = first === undefined ? [] : [{ span: first.span, text: 'given first here' }];
      report(optionTwice(argument.span, { option }, { also }));
    } else {
      matched.set(option, argument);
    }
  }
  return failed ? undefined : matched;
}

function reportUnknownOption(
  callee: string,
  argument: Argument,
  name: string,
  known: readonly string[],
  place: Place,
): void {
  if (name === '') return;
  const suggestion = nearest(name, known) ?? (known.includes('size') ? synonyms.get(name) : undefined);
  const span = argument.name?.span ?? argument.span;
  const fixes = changeTo(span, suggestion);
  place.elaboration.report(unknownOption(span, { callee, name, suggestion, known }, { fixes }));
}

/** Names that other frameworks have for the same options. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['kernel', 'size'],
  ['kernel_size', 'size'],
  ['pool_size', 'size'],
]);

/** One written option; undefined after something wrong, which was reported. */
export function readOption(
  callee: string,
  definition: OptionDefinition,
  expression: Expression,
  place: Place,
): OptionValue | undefined {
  const { type, name: option } = definition;
  const words = type.kind === 'word' ? type.words : [];
  if (expression.kind === 'reference' && place.environment.lookup(expression.name) === undefined) {
    if (words.includes(expression.name)) return expression.name;
    if (type.kind === 'word') {
      const { name, span } = expression;
      const suggestion = words.find((word) => word === fromForeign(name)) ?? nearest(name, words);
      const fixes = changeTo(span, suggestion);
      const parameters = { option, callee, expected: typeWords(definition), given: name, suggestion };
      if (name !== '') place.elaboration.report(wrongOption(span, parameters, { fixes }));
      return undefined;
    }
  }
  const value = evaluate(expression, unnamed(place));
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'none' && definition.default === null) return null;
  const coerced = coerceOption(type, value);
  const { questions } = place.elaboration;
  if (questions !== undefined) for (const size of sizesIn(coerced)) questions.restrict(size, leastOf(type));
  if (coerced === undefined) reportWrong(callee, definition, expression, value, place);
  return coerced;
}

/** Symbols in an option: what is smaller than its least is refused where the block is used. */
function sizesIn(value: OptionValue | undefined): readonly SymbolicDimension[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'terms' in value ? [value] : value.flatMap(sizesIn);
}

function leastOf(type: OptionType): number {
  switch (type.kind) {
    case 'whole':
    case 'pair':
    case 'degrees':
      return type.minimum;
    case 'number':
      return type.minimum ?? -Infinity;
    case 'border':
      return 0;
    default:
      return 1;
  }
}

function reportWrong(
  callee: string,
  definition: OptionDefinition,
  { span }: Expression,
  value: Value,
  { elaboration }: Place,
): void {
  if (value.kind === 'tensors') {
    elaboration.report(tensorAsOption(span, { callee }));
    return;
  }
  const { type, name: option } = definition;
  const suggestion =
    value.kind === 'string' && type.kind === 'word' && type.words.includes(value.value)
      ? value.value
      : undefined;
  const fixes = changeTo(span, suggestion);
  const parameters = { option, callee, expected: typeWords(definition), given: describe(value), suggestion };
  elaboration.report(wrongOption(span, parameters, { fixes }));
}

/** What an option may be, in words. */
function typeWords(definition: OptionDefinition): string {
  const words = wordsOf(definition.type);
  return definition.default === null && definition.type.kind !== 'word' ? `${words}, or none` : words;
}

function wordsOf(type: OptionType): string {
  switch (type.kind) {
    case 'dimension':
      return 'a whole number from 1';
    case 'whole':
      return `a whole number from ${type.minimum}`;
    case 'number':
      return `a number${type.minimum === undefined ? '' : ` from ${type.minimum}`}${type.maximum === undefined ? '' : ` to ${type.maximum}`}`;
    case 'degrees':
      return `an angle from ${type.minimum}deg to ${type.maximum}deg`;
    case 'pair':
      return `a whole number from ${type.minimum}, or [height, width]`;
    case 'boolean':
      return 'true or false';
    case 'word':
      return either(type.words);
    case 'border':
      return 'a whole number, [height, width] or [[top, bottom], [left, right]]';
    case 'shape':
      return 'sizes such as [7, 7, 64], or a whole number';
  }
}
