import { gradientRules } from './gradient-rules/gradient-rules.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { number } from './graph-builder.ts';
import type { OpKind, OpOf, ValueId } from './op-graph.ts';

/** An op on the way from a loss to a variable that no rule covers: a fault of the compiler. */
export class MissingGradientError extends Error {
  override readonly name = 'MissingGradientError';
}

/**
 * Adds to a graph the gradients of a scalar with respect to some of its values, in reverse mode. Only ops on a way from
 * one of those values to the scalar are differentiated.
 *
 * @returns the gradient of each value that the scalar depends on, by value.
 * @throws MissingGradientError where an op on the way has no rule.
 */
export function addGradients(
  builder: GraphBuilder,
  scalar: ValueId,
  wanted: ReadonlySet<ValueId>,
): ReadonlyMap<ValueId, ValueId> {
  const onTheWay = reachedFrom(builder, wanted, scalar);
  const gradients = new Map<ValueId, ValueId>();
  const accumulate = (value: ValueId, gradient: ValueId): void => {
    const before = gradients.get(value);
    gradients.set(value, before === undefined ? gradient : builder.binary('add', before, gradient));
  };

  if (onTheWay[scalar] === true) gradients.set(scalar, builder.scalar(1));
  for (let y = scalar; y >= 0; y--) {
    const dy = gradients.get(y);
    const node = builder.node(y);
    if (dy === undefined || node.inputs.every((input) => onTheWay[input] !== true)) continue;
    builder.origin = node.origin;
    const rules = operandGradients(builder, node.kind, node, y, dy);
    for (const [index, input] of node.inputs.entries()) {
      if (onTheWay[input] !== true) continue;
      const gradient = rules[index];
      if (gradient === undefined) {
        throw new MissingGradientError(`No gradient of "${node.kind}" for operand ${index}.`);
      }
      if (gradient !== null) accumulate(input, gradient());
    }
  }
  return new Map([...gradients].filter(([value]) => wanted.has(value)));
}

/** Σ weight · term; a weight of 1 adds no op. */
export function weightedSum(
  builder: GraphBuilder,
  terms: readonly { readonly weight: number; readonly value: ValueId }[],
): ValueId {
  const values = terms.map(({ weight, value }) =>
    weight === 1 ? value : builder.binary('mul', value, number(weight)),
  );
  const [first, ...others] = values;
  if (first === undefined) return builder.scalar(0);
  return others.reduce((sum, value) => builder.binary('add', sum, value), first);
}

function operandGradients<K extends OpKind>(
  builder: GraphBuilder,
  kind: K,
  node: OpOf<K>,
  y: ValueId,
  dy: ValueId,
): readonly ((() => ValueId) | null)[] {
  const rule = gradientRules[kind];
  if (rule === null) throw new MissingGradientError(`No gradient passes "${kind}".`);
  const operand = (index: number): ValueId => {
    const input = node.inputs[index];
    if (input === undefined) throw new MissingGradientError(`"${kind}" has no operand ${index}.`);
    return input;
  };
  return rule({ builder, node, y, dy, operand });
}

/** For each value up to `last`, whether it depends on one of these. */
function reachedFrom(builder: GraphBuilder, from: ReadonlySet<ValueId>, last: ValueId): readonly boolean[] {
  const reached: boolean[] = [];
  for (let value = 0; value <= last; value++) {
    reached.push(from.has(value) || builder.node(value).inputs.some((input) => reached[input]));
  }
  return reached;
}
