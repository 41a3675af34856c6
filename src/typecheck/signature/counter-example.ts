import type { BlockDeclaration } from '../../parser/ast.ts';
import type { Environment } from '../elaborate/environment.ts';
import type { Value } from '../elaborate/value.ts';
import { wholeNumber } from '../elaborate/value.ts';
import { substitute, subtract } from '../shape/arithmetic.ts';
import { variablesOf } from '../shape/always-equal.ts';
import type { Assumptions, Fact } from '../shape/assumptions.ts';
import type { Dimension } from '../shape/dimension.ts';
import { printShape } from '../shape/print.ts';
import type { Exploration, Way } from './explore-block.ts';
import type { BlockRun } from './run-block.ts';
import { runBlock } from './run-block.ts';

/** Numbers for which a signature does not hold. */
export interface CounterExample {
  /** Parameters and sizes by name. */
  readonly values: ReadonlyMap<string, number | boolean | string>;
  readonly inputs: string;
  readonly claimed: string;
  /** What the body makes of them, or what it says where it makes nothing. */
  readonly computed: string;
  readonly failure: string | undefined;
}

/** Small numbers first, but not so small that every kernel is larger. */
const sizePool = [8, 7, 9, 6, 5, 10, 4, 3, 2, 1, 11, 12, 13, 16, 15, 17, 25, 32, 33, 64];
const parameterPool = [2, 3, 1, 4, 5, 0, 8, 7, 6, 16];
/** Sizes and parameters that do not matter to the question. */
const usualSize = 32;
const mostTries = 6_000;
/** Candidates that are tried on the block itself. */
const mostRuns = 60;

/** Looks for numbers on this way through the block for which the claim fails, and makes sure by running the block. */
export function counterExample(
  declaration: BlockDeclaration,
  environment: Environment,
  { roles }: Exploration,
  way: Way,
): CounterExample | undefined {
  const { assumptions } = way;
  const differences = differencesOf(way);
  const relevant = relevantNames(assumptions, differences, roles);
  const pools = relevant.map((name) => poolOf(name, assumptions, roles));
  const tries = Math.min(
    mostTries,
    pools.reduce((product, pool) => product * pool.length, 1),
  );
  let runs = 0;
  for (let index = 0; index < tries && runs < mostRuns; index++) {
    const free = assign(relevant, pools, index, assumptions, roles);
    if (!isPossible(assumptions, free)) continue;
    if (differences.length > 0 && differences.every((difference) => substitute(difference, free) === 0))
      continue;
    const numbers = originals(way, free, roles);
    if (numbers === undefined) continue;
    runs++;
    const found = tryNumbers(declaration, environment, way, numbers, roles);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Codes that say of a body that it does not go together, rather than that a size is too small for it. */
const contradictions: ReadonlySet<string> = new Set([
  'NET3001',
  'NET3003',
  'NET3004',
  'NET3005',
  'NET3007',
  'NET3009',
  'NET3011',
  'NET3012',
]);

/** Whether the body contradicts itself; what an option or a kernel refuses is no case of the signature. */
export function contradicts({ diagnostics }: Pick<BlockRun, 'diagnostics'>): boolean {
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  return first !== undefined && contradictions.has(first.code);
}

/** Runs the block with numbers alone. */
export function runWithNumbers(
  declaration: BlockDeclaration,
  environment: Environment,
  way: Way,
  numbers: ReadonlyMap<string, number>,
  roles: Exploration['roles'],
): BlockRun {
  const parameters = new Map<string, Value>();
  for (const [name, role] of roles) {
    const number = numbers.get(name) ?? 1;
    const value: Value =
      role.kind === 'fixed'
        ? role.value
        : (way.chosen.get(name) ??
          (role.kind === 'whole'
            ? wholeNumber(number)
            : { kind: 'number', value: number + 0.5, integer: false, unit: 'none' }));
    parameters.set(name, value);
  }
  const inputs = way.inputs.map((shape) => shape.map((size) => substitute(size, numbers)));
  return runBlock(declaration, environment, parameters, () => inputs);
}

function tryNumbers(
  declaration: BlockDeclaration,
  environment: Environment,
  way: Way,
  numbers: ReadonlyMap<string, number>,
  roles: Exploration['roles'],
): CounterExample | undefined {
  const run = runWithNumbers(declaration, environment, way, numbers, roles);
  if (run.ofClaim.length > 0) return undefined;
  const fails = run.diagnostics.length > 0 ? contradicts(run) : differs(run);
  if (!fails) return undefined;
  const values = new Map<string, number | boolean | string>();
  for (const [name, value] of way.chosen) {
    if (value.kind === 'boolean') values.set(name, value.value);
    if (value.kind === 'word') values.set(name, value.name);
  }
  for (const [name, value] of numbers) if (!name.startsWith('_')) values.set(name, value);
  return {
    values,
    inputs: run.inputs.map(printShape).join(', '),
    claimed: run.claimedText,
    computed: run.output === undefined ? '' : printShape(run.output),
    failure: run.diagnostics[0]?.title,
  };
}

/** Whether what was made differs from the claim; false where nothing was made. */
export function differs({ output, claimed }: BlockRun): boolean {
  if (output === undefined || claimed === undefined) return false;
  if (output.length !== claimed.length) return true;
  return claimed.some((size, axis) => size !== undefined && size !== output[axis]);
}

function differencesOf({ output, claimed }: Way): readonly Dimension[] {
  if (output === undefined || output.length !== claimed?.length) return [];
  return claimed.flatMap((size, axis) => {
    const made = output[axis];
    const difference = size === undefined || made === undefined ? 0 : subtract(size, made);
    return difference === 0 ? [] : [difference];
  });
}

/** The variables that the differences and the assumptions are about; all of them where nothing differs in writing. */
function relevantNames(
  { ranges, facts }: Assumptions,
  differences: readonly Dimension[],
  roles: Exploration['roles'],
): readonly string[] {
  const about = [...differences, ...facts.flatMap(({ dimension, divisor = 1 }) => [dimension, divisor])];
  const names = new Set(about.flatMap((dimension) => [...variablesOf(dimension)]));
  const free = [...ranges.keys()].filter((name) => roles.get(name)?.kind !== 'number');
  const relevant = differences.length === 0 ? free : free.filter((name) => names.has(name));
  // Sizes vary fastest, so that parameters keep their first values longest.
  return relevant.toSorted((a, b) => Number(roles.has(a)) - Number(roles.has(b)));
}

function poolOf(name: string, { ranges }: Assumptions, roles: Exploration['roles']): readonly number[] {
  const { least, most } = ranges.get(name) ?? { least: 1, most: Infinity };
  const pool = (roles.has(name) ? parameterPool : sizePool).filter(
    (value) => value >= least && value <= most,
  );
  return pool.length > 0 ? pool : [Number.isFinite(least) ? least : 1];
}

function assign(
  relevant: readonly string[],
  pools: readonly (readonly number[])[],
  index: number,
  { ranges }: Assumptions,
  roles: Exploration['roles'],
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const [name, { least, most }] of ranges) {
    values.set(name, Math.min(Math.max(roles.has(name) ? 4 : usualSize, least), most));
  }
  let rest = index;
  for (const [at, name] of relevant.entries()) {
    const pool = pools[at] ?? [];
    values.set(name, pool[rest % pool.length] ?? 1);
    rest = Math.floor(rest / pool.length);
  }
  return values;
}

function isPossible({ facts }: Assumptions, values: ReadonlyMap<string, number>): boolean {
  return facts.every((fact) => holds(fact, values));
}

function holds({ kind, dimension, divisor = 1 }: Fact, values: ReadonlyMap<string, number>): boolean {
  const value = substitute(dimension, values);
  if (typeof value !== 'number') return true;
  switch (kind) {
    case 'nonnegative':
      return value >= 0;
    case 'nonzero':
      return value !== 0;
    case 'zero':
      return value === 0;
    case 'indivisible': {
      const by = substitute(divisor, values);
      return typeof by !== 'number' || value % by !== 0;
    }
  }
}

/** The numbers of all parameters and sizes, those that are expressions of others included. */
function originals(
  { assumptions }: Way,
  free: ReadonlyMap<string, number>,
  roles: Exploration['roles'],
): ReadonlyMap<string, number> | undefined {
  const numbers = new Map<string, number>();
  for (const name of [...roles.keys(), ...assumptions.ranges.keys(), ...assumptions.replaced.keys()]) {
    const role = roles.get(name)?.kind;
    if (role === 'each' || role === 'fixed' || numbers.has(name)) continue;
    const value = substitute(assumptions.value(name), free);
    if (typeof value !== 'number') return undefined;
    numbers.set(name, value);
  }
  return numbers;
}
