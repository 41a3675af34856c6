import { wrongValue } from '../../diagnostics/catalogue/names.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Elaboration } from '../elaborate/elaboration.ts';
import { Graph } from '../elaborate/graph.ts';
import { lazyValue } from '../elaborate/reference.ts';
import type { Value } from '../elaborate/value.ts';
import { describe } from '../elaborate/value.ts';
import type { PlainValue, TypedParameter } from '../typed-module.ts';
import { checkNameTables } from '../weights/convention.ts';
import type { LoadedModule } from './load-module.ts';

/** Computes every const and param of a file, used or not; the params with their values. */
export function checkValues(
  { module, environment }: LoadedModule,
  report: (diagnostic: Diagnostic) => void,
): readonly TypedParameter[] {
  checkNameTables(module.declarations, report);
  const elaboration = new Elaboration(new Graph(), report);
  const parameters: TypedParameter[] = [];
  for (const declaration of module.declarations) {
    if (declaration.kind !== 'const' && declaration.kind !== 'param') continue;
    const { name, doc } = declaration;
    const binding = environment.own(name.text);
    // A name given twice: the first has it.
    if (binding?.kind !== 'lazy' || binding.expression !== declaration.value) continue;
    const value = lazyValue(name.text, binding, { elaboration });
    const plain = plainValue(value);
    if (plain === undefined) {
      if (value.kind === 'poison') continue;
      const what = `A ${declaration.kind}`;
      const expected = 'a number, a text, a word, true, false or none; let binds layers';
      report(wrongValue(declaration.value.span, { what, expected, given: describe(value) }));
    } else if (declaration.kind === 'param') {
      parameters.push({ name: name.text, value: plain, doc });
    }
  }
  return parameters;
}

function plainValue(value: Value): PlainValue | undefined {
  switch (value.kind) {
    case 'number':
      return typeof value.value === 'number' ? value.value : undefined;
    case 'boolean':
    case 'string':
      return value.value;
    case 'word':
      return value.name;
    case 'none':
      return null;
    case 'size':
      return [value.height, value.width];
    case 'list': {
      const items = value.items.map(plainValue);
      const known = items.filter((item) => item !== undefined);
      return known.length === items.length ? known : undefined;
    }
    default:
      return undefined;
  }
}
