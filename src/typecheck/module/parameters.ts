import { unknownParameter, wrongParameter } from '../../diagnostics/catalogue/names.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Module, ParamDeclaration } from '../../parser/ast.ts';
import type { Reporter } from '../elaborate/elaboration.ts';
import { Elaboration } from '../elaborate/elaboration.ts';
import { Environment } from '../elaborate/environment.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { Graph } from '../elaborate/graph.ts';
import { Scope } from '../elaborate/scope.ts';
import type { Value } from '../elaborate/value.ts';
import { describe } from '../elaborate/value.ts';

/** The values that `--set name=text` gives to the params of a file. */
export function readOverrides(
  module: Module,
  overrides: ReadonlyMap<string, string>,
  reporter: Pick<Reporter, 'report'>,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  const parameters = module.declarations.filter((declaration) => declaration.kind === 'param');
  const known = parameters.map(({ name }) => name.text);
  for (const [name, text] of overrides) {
    const parameter = parameters.find((declaration) => declaration.name.text === name);
    if (parameter === undefined) {
      reporter.report(unknownParameter(undefined, { name, known, suggestion: nearest(name, known) }));
      continue;
    }
    const value = readValue(text, parameter);
    if (typeof value !== 'string') values.set(name, value);
    else reporter.report(wrongParameter(parameter.name.span, { name, text, expected: value }));
  }
  return values;
}

const numberPattern = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(%|deg)?$/i;
const sizePattern = /^(\d+)x(\d+)$/;

/** The value of a text where a value like the param's default is wanted, or what is wanted, in words. */
function readValue(text: string, { value: expression }: ParamDeclaration): Value | string {
  const declared = defaultValue(expression);
  switch (declared.kind) {
    case 'number': {
      const match = numberPattern.exec(text);
      if (match === null) return 'a number';
      const percent = match[3] === '%';
      const value = percent ? Number(text.slice(0, -1)) / 100 : Number(text.replace(/deg$/i, ''));
      const integer = /^[-+]?\d+$/.test(text);
      if (declared.integer && !integer) return 'a whole number';
      const unit = percent ? 'percent' : declared.unit === 'degrees' ? 'degrees' : 'none';
      return { kind: 'number', value, integer: integer && declared.integer, unit };
    }
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { kind: 'boolean', value: text === 'true' }
        : 'true or false';
    case 'string':
      return { kind: 'string', value: text };
    case 'word':
      return { kind: 'word', name: text };
    case 'size': {
      const match = sizePattern.exec(text);
      if (match === null) return 'a size, such as 150x150';
      return { kind: 'size', height: Number(match[1]), width: Number(match[2]) };
    }
    case 'none':
      return numberPattern.test(text)
        ? { kind: 'number', value: Number(text), integer: Number.isInteger(Number(text)), unit: 'none' }
        : { kind: 'string', value: text };
    case 'poison':
      // Its default is wrong, and that is reported where it stands.
      return declared;
    default:
      return `${describe(declared)}, which --set cannot give`;
  }
}

/** The default by itself: a param's default refers to nothing but literals where --set is of use. */
function defaultValue(expression: ParamDeclaration['value']): Value {
  return evaluate(expression, {
    elaboration: new Elaboration(new Graph(), () => undefined),
    environment: new Environment(),
    scope: new Scope(),
    straight: true,
  });
}
