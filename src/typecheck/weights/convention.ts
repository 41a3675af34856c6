import { badNameTable } from '../../diagnostics/catalogue/pretrained.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Declaration, Expression } from '../../parser/ast.ts';
import { pixelDomain } from '../data/pixel-domains.ts';
import type { Environment } from '../elaborate/environment.ts';
import type { Convention, NamePair, NameTables, PixelDomain } from '../typed-module.ts';
import { placeholder } from './placeholder.ts';

/** Whose names a table has, by the const that it is. */
const tableNames: Readonly<Record<keyof NameTables, string>> = { keras: 'keras_names', torch: 'torch_names' };
const pixelNames: Readonly<Record<keyof NameTables, string>> = { keras: 'pixels', torch: 'torch_pixels' };

/**
 * What a file says of weights that others have written for its blocks. A const that begins with a block's name in small
 * letters, as `vgg19_torch_names`, comes before the one for all.
 */
export function conventionOf(environment: Environment, block?: string): Convention {
  return {
    names: {
      keras: tableOf(environment, tableNames.keras, block),
      torch: tableOf(environment, tableNames.torch, block),
    },
    pixels: {
      ...domainOf(environment, 'keras'),
      ...domainOf(environment, 'torch'),
    },
  };
}

function tableOf(environment: Environment, name: string, block: string | undefined): readonly NamePair[] {
  const own = block === undefined ? undefined : constOf(environment, `${block.toLowerCase()}_${name}`);
  const expression = own ?? constOf(environment, name);
  return expression === undefined ? [] : (readPairs(expression) ?? []);
}

function domainOf(
  environment: Environment,
  whose: keyof NameTables,
): Partial<Record<keyof NameTables, PixelDomain>> {
  const expression = constOf(environment, pixelNames[whose]);
  const domain = expression?.kind === 'string' ? pixelDomain(expression.value) : undefined;
  return domain === undefined ? {} : { [whose]: domain };
}

/** What a const of the file is written as. */
function constOf(environment: Environment, name: string): Expression | undefined {
  const binding = environment.own(name);
  return binding?.kind === 'lazy' ? binding.expression : undefined;
}

/** What the consts that `conventionOf` reads are written as. */
export function conventionConsts(environment: Environment, block: string): readonly unknown[] {
  const tables = Object.values(tableNames).flatMap((name) => [name, `${block.toLowerCase()}_${name}`]);
  return [...tables, ...Object.values(pixelNames)].map((name) => constOf(environment, name));
}

/** Reports tables of names that are none. */
export function checkNameTables(
  declarations: readonly Declaration[],
  report: (diagnostic: Diagnostic) => void,
): void {
  for (const declaration of declarations) {
    if (declaration.kind !== 'const') continue;
    const { name, value } = declaration;
    const isTable = Object.values(tableNames).some(
      (table) => name.text === table || name.text.endsWith(`_${table}`),
    );
    if (isTable && readPairs(value) === undefined)
      report(badNameTable(value.span, { name: name.text, placeholder: strayPlaceholder(value) }));
  }
}

/** `[["block{s}.conv{n}", "block{s}_conv{n}"], …]`; undefined where it is anything else. */
function readPairs(expression: Expression): readonly NamePair[] | undefined {
  if (expression.kind !== 'branches') return undefined;
  const pairs = expression.items.map(readPair);
  const sound = pairs.filter((pair) => pair !== undefined);
  return sound.length === pairs.length ? sound : undefined;
}

function readPair(expression: Expression): NamePair | undefined {
  if (expression.kind !== 'branches' || expression.items.length !== 2) return undefined;
  const [path, name] = expression.items;
  if (path?.kind !== 'string' || name?.kind !== 'string') return undefined;
  return stray(path.value, name.value) === undefined ? { path: path.value, name: name.value } : undefined;
}

/** A placeholder of one side whose number the other does not have. */
function stray(path: string, name: string): string | undefined {
  const [left = new Map<string, string>(), right = new Map<string, string>()] = [path, name].map(
    (text) => new Map([...text.matchAll(placeholder)].map(([all, number = '']) => [number, all])),
  );
  const alone = (own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...own].find(([number]) => !other.has(number))?.[1];
  return alone(left, right) ?? alone(right, left);
}

function strayPlaceholder(expression: Expression): string | undefined {
  if (expression.kind !== 'branches') return undefined;
  for (const pair of expression.items) {
    if (pair.kind !== 'branches') continue;
    const [path, name] = pair.items;
    const found =
      path?.kind === 'string' && name?.kind === 'string' ? stray(path.value, name.value) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
