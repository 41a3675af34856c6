import { missingOption, unknownType, wrongOption } from '../../diagnostics/catalogue/names.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Expression, Parameter } from '../../parser/ast.ts';
import { layerRegistry } from '../layers/registry.ts';
import type { CallSource } from './call-layer.ts';
import type { Place } from './elaboration.ts';
import { unnamed } from './elaboration.ts';
import type { Block } from './environment.ts';
import { Environment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import { matchArguments } from './read-options.ts';
import type { Value } from './value.ts';
import { describe, poison } from './value.ts';

/** The types that a block's parameter may have, each with what it takes, in words and as a test. */
export const parameterTypes: Readonly<
  Record<string, { readonly words: string; readonly takes: (value: Value) => boolean }>
> = {
  int: { words: 'a whole number', takes: (value) => value.kind === 'number' && value.integer },
  float: { words: 'a number', takes: (value) => value.kind === 'number' },
  number: { words: 'a number', takes: (value) => value.kind === 'number' },
  bool: { words: 'true or false', takes: (value) => value.kind === 'boolean' },
  string: { words: 'a text in quotes', takes: (value) => value.kind === 'string' },
  word: { words: 'a word, such as same or relu', takes: (value) => value.kind === 'word' },
  size: { words: 'a size, such as 150x150', takes: (value) => value.kind === 'size' },
  layer: {
    words: 'a layer',
    takes: (value) => value.kind === 'layer' || (value.kind === 'word' && layerRegistry.has(value.name)),
  },
};

/** The names that a block's body sees: its file's, and its parameters. Undefined after something wrong. */
export function bindParameters(
  { declaration, environment: outer }: Block,
  source: CallSource,
  place: Place,
): Environment | undefined {
  const { report } = place.elaboration;
  const callee = declaration.name.text;
  const parameters = declaration.parameters.map((parameter) => ({ name: parameter.name.text, parameter }));
  const matched = matchArguments(callee, parameters, source.arguments, place);
  if (matched === undefined) return undefined;
  const environment = new Environment(outer);
  let failed = false;
  for (const { name, parameter } of parameters) {
    const argument = matched.get(name);
    const expression = argument?.value ?? parameter.default;
    if (expression === undefined) {
      report(missingOption(source.nameSpan, { callee, option: name, doc: '' }));
      failed = true;
      continue;
    }
    const from = argument === undefined ? environment : place.environment;
    const value = parameterValue(callee, parameter, expression, { ...place, environment: from });
    if (value.kind === 'poison') failed = true;
    bindParameter(environment, parameter, value);
  }
  return failed ? undefined : environment;
}

export function bindParameter(environment: Environment, { name }: Parameter, value: Value): void {
  environment.define(name.text, { kind: 'value', span: name.span, used: true, value });
}

/** Evaluates what a parameter is given and checks its type. */
export function parameterValue(
  callee: string,
  { name, type, default: written }: Parameter,
  expression: Expression,
  place: Place,
): Value {
  const value = evaluate(expression, unnamed(place));
  if (value.kind === 'poison' || type === undefined || type.text === '') return value;
  const wanted = parameterTypes[type.text];
  if (wanted === undefined) return value;
  if (wanted.takes(value) || (value.kind === 'none' && written?.kind === 'none')) return value;
  place.elaboration.report(
    wrongOption(
      expression.span,
      { option: name.text, callee, expected: wanted.words, given: describe(value), suggestion: undefined },
      { also: [{ span: name.span, text: `declared as ${type.text}` }] },
    ),
  );
  return poison;
}

/** Reports parameter types that do not exist; once, at the block. */
export function checkParameterTypes(
  parameters: readonly Parameter[],
  report: Place['elaboration']['report'],
): void {
  const known = Object.keys(parameterTypes);
  for (const { type } of parameters) {
    if (type === undefined || type.text === '' || known.includes(type.text)) continue;
    report(unknownType(type.span, { name: type.text, suggestion: nearest(type.text, known), known }));
  }
}
