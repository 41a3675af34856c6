import type { BlockDeclaration, Statement } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Environment } from '../elaborate/environment.ts';
import { alwaysEqual } from '../shape/always-equal.ts';
import { substitute, variable } from '../shape/arithmetic.ts';
import { boundsOf } from '../shape/bounds.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import { printDimension, printShape } from '../shape/print.ts';
import type { InputNames, Way } from './explore-block.ts';
import { exploreBlock } from './explore-block.ts';
import { proveSignature } from './prove-signature.ts';

/** What the checker knows of the shapes of a block. */
export interface BlockType {
  readonly name: string;
  /** As they are written: `channels: int, stride: int = 1`. */
  readonly parameters: readonly string[];
  /**
   * `proved`: the signature as it is written; `inferred`: the most general shapes; `unproved`: a signature for which no
   * proof was found; `wrong`: one that does not hold, or a block with errors; `unknown`: shapes that symbols leave open.
   */
  readonly origin: 'proved' | 'inferred' | 'unproved' | 'wrong' | 'unknown';
  readonly cases: readonly ShapeCase[];
}

/** Shapes of a block, and for which parameters it has them; an empty `where` is always. */
export interface ShapeCase {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly where: readonly string[];
}

/** The signature of a block as it was proved, or the most general one that the checker finds. */
export function inferBlock(declaration: BlockDeclaration, environment: Environment): BlockType {
  const { name, signature } = declaration;
  const parameters = declaration.parameters.map(({ span }) => oneLine(spanText(span)));
  const type = { name: name.text, parameters };
  if (signature !== undefined) {
    const { kind } = proveSignature(declaration, environment);
    const origin = kind === 'proved' ? kind : kind === 'open' ? 'unproved' : 'wrong';
    const inputs = signature.inputs.map(({ span }) => oneLine(spanText(span)));
    return {
      ...type,
      origin,
      cases: [{ inputs, output: oneLine(spanText(signature.output.span)), where: [] }],
    };
  }
  return { ...type, ...inferShapes(declaration, environment) };
}

/** How many tensors a block takes. */
export function inputCount({ signature, body }: BlockDeclaration): number {
  if (signature !== undefined) return signature.inputs.length;
  if ('kind' in body) return 1;
  const names = (statement: Statement) => (statement.kind === 'input-statement' ? statement.names : []);
  return body.flatMap(names).length;
}

/** Images are tried first, then vectors; several inputs are of one rank. */
function inferShapes(
  declaration: BlockDeclaration,
  environment: Environment,
): Pick<BlockType, 'origin' | 'cases'> {
  const count = inputCount(declaration);
  for (const sizes of [['h', 'w', 'c'], ['n']]) {
    const { ways, complete } = exploreBlock(declaration, environment, inputNames(declaration, sizes, count));
    const able = ways.filter(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== 'error'));
    const known = able.filter(({ output, undecided }) => output !== undefined && !undecided);
    const open = !complete || known.length < able.length;
    if (known.length > 0) return { origin: open ? 'unknown' : 'inferred', cases: casesOf(known) };
    if (open) return { origin: 'unknown', cases: [] };
  }
  return { origin: 'wrong', cases: [] };
}

/** `h`, `w`, `c`; `h2` for a second input; another name where a parameter has it. */
export function inputNames(
  { parameters }: BlockDeclaration,
  sizes: readonly string[],
  count: number,
): InputNames {
  const taken = new Set(parameters.map(({ name }) => name.text));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_in`) : name);
  return Array.from({ length: count }, (_, input) =>
    sizes.map((size) => free(input === 0 ? size : `${size}${input + 1}`)),
  );
}

/** One case for all ways whose shapes are those of a more general one, with what all of them assume. */
function casesOf(ways: readonly Way[]): readonly ShapeCase[] {
  const cases: { readonly general: Way; readonly members: Way[] }[] = [];
  for (const way of ways.toSorted((a, b) => a.assumptions.replaced.size - b.assumptions.replaced.size)) {
    const found = cases.find(({ general }) => covers(general, way));
    if (found === undefined) cases.push({ general: way, members: [way] });
    else found.members.push(way);
  }
  const wheres = cases.map(({ general, members }) => conditions(members, shownNames(general)));
  const common = new Set(wheres[0]?.filter((text) => wheres.every((where) => where.includes(text))));
  return cases.map(({ general }, index) => {
    const names = shownNames(general);
    const show = (shape: SymbolicShape): string => printShape(shape.map((size) => substitute(size, names)));
    return {
      inputs: general.inputs.map(show),
      output: show(general.output ?? []),
      where:
        cases.length > 1
          ? (wheres[index]?.filter((text) => !common.has(text)) ?? [])
          : requirements(general, names),
    };
  });
}

function covers(general: Way, way: Way): boolean {
  const { replaced } = way.assumptions;
  const shapes = (each: Way): readonly SymbolicShape[] => [...each.inputs, each.output ?? []];
  const [ours, theirs] = [shapes(general), shapes(way)];
  return ours.every((shape, index) => {
    const other = theirs[index] ?? [];
    return (
      shape.length === other.length &&
      shape.every((size, axis) => alwaysEqual(substitute(size, replaced), other[axis] ?? -1))
    );
  });
}

/** Quotients that were assumed to leave no rest have names of their own. */
function shownNames({ assumptions }: Way): ReadonlyMap<string, Dimension> {
  const quotients = [...assumptions.ranges.keys()].filter((name) => name.startsWith('_q'));
  return new Map(
    quotients.map((name, index) => [name, variable(index === 0 ? 'q' : `q${index + 1}`)] as const),
  );
}

type Names = ReadonlyMap<string, Dimension>;

/** Parameters that can be one number only. */
function requirements(way: Way, names: Names): readonly string[] {
  const inShapes = way.inputs.flatMap((shape) => shape.map(printDimension));
  return [...way.assumptions.replaced]
    .filter(([name]) => !name.startsWith('_') && way.parameters.has(name) && !inShapes.includes(name))
    .map(([name, value]) => `${name} = ${printDimension(substitute(value, names))}`);
}

/** What all ways of a case have in common. */
function conditions(members: readonly Way[], names: Names): readonly string[] {
  const texts = members.map((way) => new Set(equalities(way, names)));
  const equal = [...(texts[0] ?? [])].filter((text) => texts.every((other) => other.has(text)));
  const [first] = members;
  const ranges = [...(first?.assumptions.ranges.keys() ?? [])].flatMap((name) => {
    if (name.startsWith('_')) return [];
    const all = members.map((way) => boundsOf(way.assumptions.value(name), way.assumptions.ranges));
    const least = Math.min(...all.map((range) => range.least));
    const most = Math.max(...all.map((range) => range.most));
    return [
      ...(least > 1 && Number.isFinite(least) ? [`${name} >= ${least}`] : []),
      ...(Number.isFinite(most) ? [`${name} <= ${most}`] : []),
    ];
  });
  return [...equal, ...ranges];
}

/** `top = true`, `stride = 1`. */
function equalities({ chosen, assumptions }: Way, names: Names): readonly string[] {
  const values = [...chosen].flatMap(([name, value]) =>
    value.kind === 'boolean'
      ? [`${name} = ${value.value}`]
      : value.kind === 'word'
        ? [`${name} = ${value.name}`]
        : [],
  );
  const replaced = [...assumptions.replaced]
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, value]) => `${name} = ${printDimension(substitute(value, names))}`);
  return [...values, ...replaced];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
