import { parse } from '../../src/parser/parse.ts';
import type { Expression } from '../../src/parser/ast.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { standardSources } from '../../src/typecheck/standard-library/generated/sources.ts';

/** Keras's name of the layer at a path inside one of a file's networks; undefined where the file's table has none. */
export type KerasNames = (path: string) => string | undefined;

/**
 * The table `keras_names` of a file of the standard library: pairs of a path and a name in which `{x}` stands for the
 * same number. The first pair that fits counts.
 */
export function kerasNames(module: string): KerasNames {
  const { declarations } = parse(sourceFile(module, standardSources.get(module) ?? '')).value;
  const table = declarations.find(
    (declaration) => declaration.kind === 'const' && declaration.name.text === 'keras_names',
  );
  if (table?.kind !== 'const') throw new Error(`${module} has no table of Keras's names.`);
  const rules = items(table.value).map((pair) => {
    const [path = '', name = ''] = items(pair).map((text) => (text.kind === 'string' ? text.value : ''));
    const pattern = path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>\\d+)');
    return { pattern: new RegExp(`^${pattern}$`), name };
  });
  return (path) => {
    for (const { pattern, name } of rules) {
      const found = pattern.exec(path);
      if (found) return name.replaceAll(/\{(\w+)\}/g, (_, number: string) => found.groups?.[number] ?? '');
    }
    return undefined;
  };
}

function items(expression: Expression): readonly Expression[] {
  return expression.kind === 'branches' ? expression.items : [];
}
