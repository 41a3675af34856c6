import { changeTo } from '../../diagnostics/change-to.ts';
import { badSetting } from '../../diagnostics/catalogue/training.ts';
import { either } from '../../diagnostics/catalogue/words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Argument, Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { ReadOptions } from '../elaborate/read-options.ts';
import { readOptions } from '../elaborate/read-options.ts';
import type { OptionDefinition, ShapeOptions } from '../layers/layer.ts';

/** What a setting may be: a word for each way, with its options. */
export interface Choices<K extends string> {
  readonly ways: Readonly<Record<K, readonly OptionDefinition[]>>;
  /** Words that other frameworks have for the same. */
  readonly synonyms?: ReadonlyMap<string, K>;
}

export interface Choice<K extends string> extends ReadOptions {
  readonly way: K;
}

/** `schedule: step(every: 8)`: one of several ways, with its options; undefined after something wrong. */
export function readChoice<K extends string>(
  { key, values }: Setting,
  { ways, synonyms }: Choices<K>,
  place: Place,
): Choice<K> | undefined {
  const [written, second] = values;
  const { report } = place.elaboration;
  if (written === undefined || written.kind === 'missing') return undefined;
  const callee = written.kind === 'call' ? written.callee : written;
  const words = Object.keys(ways);
  if (second !== undefined || callee.kind !== 'reference') {
    const span = second?.span ?? written.span;
    const given = second === undefined ? spanText(span) : 'several values';
    report(badSetting(span, { setting: key.text, expected: either(words), given }));
    return undefined;
  }
  const { name, span: nameSpan } = callee;
  if (name === '') return undefined;
  if (!isWay(name, ways)) {
    const suggestion = synonyms?.get(name) ?? nearest(name, words);
    const fixes = changeTo(nameSpan, suggestion);
    const parameters = { setting: key.text, expected: either(words), given: name, suggestion };
    report(badSetting(nameSpan, parameters, { fixes }));
    return undefined;
  }
  const given = written.kind === 'call' ? written.arguments.map(figureArgument) : [];
  const read = readOptions({ name, options: ways[name] }, { nameSpan, arguments: given }, place);
  return read && { ...read, way: name };
}

function isWay<K extends string>(name: string, ways: Readonly<Record<K, unknown>>): name is K {
  return Object.hasOwn(ways, name);
}

/** `val_accuracy(age)` is the word that figures have for it, not a call. */
function figureArgument(argument: Argument): Argument {
  return { ...argument, value: figureWord(argument.value) };
}

function figureWord(value: Expression): Expression {
  if (value.kind !== 'call' || value.callee.kind !== 'reference') return value;
  const [output, more] = value.arguments;
  if (more !== undefined || output?.name !== undefined || output?.value.kind !== 'reference') return value;
  return {
    kind: 'reference',
    span: value.span,
    name: `${value.callee.name}(${output.value.name})`,
  };
}

/** An option that was read as a number. */
export function numberIn(options: ShapeOptions, name: string): number {
  const value = options[name];
  return typeof value === 'number' ? value : 0;
}
