import type { BlockDeclaration, Parameter } from '../../parser/ast.ts';
import { parameterValue } from '../elaborate/block-parameters.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { Value } from '../elaborate/value.ts';
import { poison } from '../elaborate/value.ts';
import { knownWords } from '../layers/known-words.ts';

/** What a parameter stands for while its block is run over symbols. */
export type ParameterRole =
  /** Any whole number; `guessed` where only its use says so. */
  | { readonly kind: 'whole'; readonly guessed: boolean }
  /** Any number. */
  | { readonly kind: 'number' }
  /** Each of these in turn. */
  | { readonly kind: 'each'; readonly values: readonly Value[] }
  /** Its default, or nothing known. */
  | { readonly kind: 'fixed'; readonly value: Value };

const booleans: readonly Value[] = [
  { kind: 'boolean', value: true },
  { kind: 'boolean', value: false },
];

export function parameterRole(
  declaration: BlockDeclaration,
  parameter: Parameter,
  place: Place,
): ParameterRole {
  const { type, default: written } = parameter;
  const value =
    written === undefined ? undefined : parameterValue(declaration.name.text, parameter, written, place);
  switch (type?.text ?? '') {
    case 'int':
      return { kind: 'whole', guessed: false };
    case 'float':
    case 'number':
      return { kind: 'number' };
    case 'bool':
      return { kind: 'each', values: booleans };
    case 'word':
      return { kind: 'each', values: [...knownWords].map((name): Value => ({ kind: 'word', name })) };
    case '':
      if (value === undefined) return { kind: 'whole', guessed: true };
      if (value.kind === 'number')
        return value.integer ? { kind: 'whole', guessed: true } : { kind: 'number' };
      return value.kind === 'boolean' ? { kind: 'each', values: booleans } : { kind: 'fixed', value };
    default:
      return { kind: 'fixed', value: value ?? poison };
  }
}

/** Combinations that are gone through. */
const mostCombinations = 128;

/** Every combination of the parameters that take each of several values; undefined where there are too many. */
export function combinations(
  roles: ReadonlyMap<string, ParameterRole>,
): readonly ReadonlyMap<string, Value>[] | undefined {
  let all: readonly ReadonlyMap<string, Value>[] = [new Map()];
  for (const [name, role] of roles) {
    if (role.kind !== 'each') continue;
    if (all.length * role.values.length > mostCombinations) return undefined;
    all = all.flatMap((chosen) => role.values.map((value) => new Map(chosen).set(name, value)));
  }
  return all;
}
