import type { BlockDeclaration } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { Elaboration } from '../elaborate/elaboration.ts';
import { Environment } from '../elaborate/environment.ts';
import { Graph } from '../elaborate/graph.ts';
import { Questions } from '../elaborate/questions.ts';
import { Scope } from '../elaborate/scope.ts';
import { sizeOf } from '../elaborate/signature.ts';
import type { TraceStep } from '../elaborate/trace.ts';
import { Trace } from '../elaborate/trace.ts';
import type { Value } from '../elaborate/value.ts';
import { wholeNumber } from '../elaborate/value.ts';
import { Assumptions } from '../shape/assumptions.ts';
import type { SymbolicShape } from '../shape/dimension.ts';
import type { ParameterRole } from './parameter-values.ts';
import { combinations, parameterRole } from './parameter-values.ts';
import type { BlockRun } from './run-block.ts';
import { runBlock } from './run-block.ts';

/** One way through a block: what it assumes, and what it makes then. */
export interface Way extends BlockRun {
  readonly assumptions: Assumptions;
  /** The booleans and words chosen. */
  readonly chosen: ReadonlyMap<string, Value>;
  /** What every parameter stood for. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** What flowed where, if that was asked. */
  readonly steps: readonly TraceStep[];
}

/** Every way through a block over symbols. */
export interface Exploration {
  readonly roles: ReadonlyMap<string, ParameterRole>;
  readonly ways: readonly Way[];
  /** Whether the ways are all there are. */
  readonly complete: boolean;
}

/** Names for the sizes of an input without a pattern; undefined for a size that the signature gives. */
export type InputNames = readonly (readonly string[])[];

/** Runs of a block over symbols. */
const mostRuns = 96;

/**
 * Runs a block over symbols: whole-number parameters from 0, sizes from 1, each boolean and word in turn; wherever a
 * condition or an equation is open the way parts in two. Inputs are those of the signature, or have the sizes named.
 */
export function exploreBlock(
  declaration: BlockDeclaration,
  environment: Environment,
  names?: InputNames,
  traced = false,
): Exploration {
  const roles = rolesOf(declaration, environment);
  const chosen = combinations(roles);
  if (chosen === undefined) return { roles, ways: [], complete: false };
  const sizes = sizeNames(declaration, roles, names);
  let start = new Assumptions();
  for (const [name, { kind }] of roles) {
    if (kind === 'whole') start = start.declare(name, 0);
    if (kind === 'number') start = start.declare(name, -Infinity);
  }
  for (const name of sizes.flat()) if (!start.ranges.has(name)) start = start.declare(name, 1);
  const ways: Way[] = [];
  const waiting = chosen.map((values) => ({ values, assumptions: start }));
  let runs = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++runs > mostRuns + chosen.length) return { roles, ways, complete: false };
    const { values, assumptions } = next;
    const questions = new Questions(assumptions);
    const parameters = new Map<string, Value>();
    for (const [name, role] of roles) {
      parameters.set(name, values.get(name) ?? symbolFor(name, role, assumptions));
    }
    const inputShapes = (place: Place) => symbolicInputs(declaration, sizes, questions, place);
    const trace = traced ? new Trace(declaration.span.file.path) : undefined;
    const run = runBlock(declaration, environment, parameters, inputShapes, questions, trace);
    if (questions.parted) waiting.push(...questions.ways.map((way) => ({ values, assumptions: way })));
    else
      ways.push({
        ...run,
        assumptions: questions.assumptions,
        chosen: values,
        parameters,
        steps: trace?.steps ?? [],
      });
  }
  return { roles, ways, complete: true };
}

function rolesOf(
  declaration: BlockDeclaration,
  environment: Environment,
): ReadonlyMap<string, ParameterRole> {
  const place: Place = {
    elaboration: new Elaboration(new Graph(), () => undefined),
    environment: new Environment(environment),
    scope: new Scope(),
    straight: false,
  };
  return new Map(
    declaration.parameters.map((parameter) => [
      parameter.name.text,
      parameterRole(declaration, parameter, place),
    ]),
  );
}

function symbolFor(name: string, role: ParameterRole, assumptions: Assumptions): Value {
  if (role.kind === 'fixed') return role.value;
  const value = assumptions.value(name);
  return role.kind === 'whole' ? wholeNumber(value) : { kind: 'number', value, integer: false, unit: 'none' };
}

/** A name for every size of every input: the pattern's, its place for `_` and for expressions, or the one given. */
function sizeNames(
  { signature }: BlockDeclaration,
  roles: ReadonlyMap<string, ParameterRole>,
  names: InputNames = [],
): InputNames {
  if (signature === undefined) return names;
  return signature.inputs.map(({ dimensions }, input) =>
    dimensions.map((dimension, axis) =>
      dimension.kind === 'reference' && !roles.has(dimension.name)
        ? dimension.name
        : (['_h', '_w', '_c'][axis] ?? '_n') + (input === 0 ? '' : String(input + 1)),
    ),
  );
}

function symbolicInputs(
  { signature }: BlockDeclaration,
  names: InputNames,
  questions: Questions,
  place: Place,
): readonly SymbolicShape[] {
  return names.map((sizes, input) =>
    sizes.map((name, axis) => {
      const dimension = signature?.inputs[input]?.dimensions[axis];
      if (dimension === undefined || dimension.kind === 'wildcard') return questions.assumptions.value(name);
      if (dimension.kind === 'reference' && dimension.name === name) return questions.assumptions.value(name);
      const size = sizeOf(dimension, place);
      if (size !== undefined) questions.restrict(size, 1);
      return size ?? questions.assumptions.value(name);
    }),
  );
}
