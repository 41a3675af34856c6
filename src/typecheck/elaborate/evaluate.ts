import { needsTensor, notATensor, wrongOperands, wrongValue } from '../../diagnostics/catalogue/names.ts';
import { severalTensors } from '../../diagnostics/catalogue/shapes.ts';
import type { Binary, Branches, Conditional, Expression, Named, Pipeline } from '../../parser/ast.ts';
import { layerRegistry } from '../layers/registry.ts';
import { applyBinary, applyUnary } from './arithmetic.ts';
import { callLayer } from './call-layer.ts';
import type { Place } from './elaboration.ts';
import { unnamed } from './elaboration.ts';
import { flowThrough, scopeOfName } from './flow.ts';
import { memberOf } from './member.ts';
import { resolveTemplate } from './name-template.ts';
import { callTarget, referenceValue } from './reference.ts';
import type { Tensor, Value } from './value.ts';
import { describe, poison, poisonTensor } from './value.ts';

/** The value of an expression: a compile-time value, tensors (whose layers are made now), or a layer. */
export function evaluate(expression: Expression, place: Place): Value {
  const { elaboration } = place;
  const from = elaboration.graph.calls.length;
  const value = elaboration.step(expression.span, poison, () => evaluateNow(expression, place));
  if (elaboration.trace !== undefined && value.kind === 'tensors') {
    const made = { to: elaboration.graph.calls.length, depth: elaboration.calls.length };
    elaboration.trace.record({ expression, inputs: [], outputs: value.tensors, from, ...made });
  }
  return value;
}

function evaluateNow(expression: Expression, place: Place): Value {
  switch (expression.kind) {
    case 'number':
      return { kind: 'number', value: expression.value, integer: expression.integer, unit: expression.unit };
    case 'string':
      return { kind: 'string', value: expression.value };
    case 'boolean':
      return { kind: 'boolean', value: expression.value };
    case 'none':
      return { kind: 'none' };
    case 'size':
      return { kind: 'size', height: expression.height, width: expression.width };
    case 'reference':
      return referenceValue(expression, place);
    case 'member':
      return memberOf(expression, evaluate(expression.object, unnamed(place)), place);
    case 'call':
      return callTarget(expression, place) === undefined ? poison : layer(expression, place);
    case 'repeat':
      return layer(expression, place);
    case 'branches':
      return branches(expression, place);
    case 'pipeline':
      return pipeline(expression, place);
    case 'named':
      return named(expression, place);
    case 'binary':
      return binary(expression, place);
    case 'unary':
      return applyUnary(expression, evaluate(expression.operand, unnamed(place)), place.elaboration);
    case 'conditional':
      return conditional(expression, place);
    case 'missing':
      return poison;
    case 'wildcard':
    case 'range':
    case 'except':
    case 'indexed-call':
    case 'record':
      place.elaboration.report(
        wrongValue(expression.span, {
          what: 'A value',
          expected: 'a number, a word, a tensor or a layer',
          given: writtenAs[expression.kind],
        }),
      );
      return poison;
  }
}

const writtenAs = {
  wildcard: 'a wildcard',
  range: 'a range',
  except: 'a selection',
  'indexed-call': 'an augmentation',
  record: 'a list of settings',
} as const;

function layer(expression: Expression, { environment }: Place): Value {
  return { kind: 'layer', expression, environment };
}

/** Whether a value is, or by its name stands for, a layer. */
export function isLayer(value: Value): boolean {
  return value.kind === 'layer' || (value.kind === 'word' && layerRegistry.has(value.name));
}

function branches(expression: Branches, place: Place): Value {
  const scope = scopeOfName(place);
  const items = expression.items.map((item) => evaluate(item, unnamed({ ...place, scope: scope.scope })));
  const made = items.flatMap((item) => (item.kind === 'tensors' ? item.tensors : []));
  if (made.length === 0) {
    // Of a list with something unknown in it nothing is said.
    if (items.some(({ kind }) => kind === 'poison') && !items.some(isLayer)) return poison;
    return items.length > 0 && items.every((item) => item.kind === 'poison' || isLayer(item))
      ? layer(expression, place)
      : { kind: 'list', items };
  }
  scope.claim();
  const all = items.map((item, index): readonly Tensor[] => {
    const span = expression.items[index]?.span ?? expression.span;
    if (item.kind === 'tensors') return item.tensors;
    if (item.kind !== 'poison') place.elaboration.report(needsTensor(span, { given: describe(item) }));
    return [poisonTensor(span)];
  });
  return { kind: 'tensors', tensors: all.flat() };
}

/** With a tensor in front it flows at once; with a layer in front the whole is a layer. */
function pipeline(expression: Pipeline, place: Place): Value {
  const [first, ...rest] = expression.stages;
  if (first === undefined) return poison;
  const { scope, claim } = scopeOfName(place);
  const inner = unnamed({ ...place, scope });
  const start = evaluate(first, inner);
  if (isLayer(start)) return layer(expression, place);
  claim();
  if (start.kind !== 'tensors' && start.kind !== 'poison') {
    place.elaboration.report(needsTensor(first.span, { given: describe(start) }));
  }
  const source = start.kind === 'tensors' ? start.tensors : [poisonTensor(first.span)];
  return { kind: 'tensors', tensors: flowThrough(rest, source, inner) };
}

function named(expression: Named, place: Place): Value {
  const name = resolveTemplate(expression.name, place);
  const inner = name === undefined ? unnamed(place) : { ...place, name };
  const value = evaluate(expression.value, inner);
  return isLayer(value) ? layer(expression, place) : value;
}

function binary(expression: Binary, place: Place): Value {
  const { elaboration } = place;
  const inner = unnamed(place);
  const left = evaluate(expression.left, inner);
  const { operator } = expression;
  if (
    left.kind === 'boolean' &&
    (operator === 'and' || operator === 'or') &&
    left.value === (operator === 'or')
  ) {
    return left;
  }
  const right = evaluate(expression.right, inner);
  if (left.kind !== 'tensors' && right.kind !== 'tensors') {
    return applyBinary(expression, left, right, elaboration);
  }
  if (operator !== '+' && operator !== '*') {
    const given = 'tensors';
    elaboration.report(
      wrongOperands(expression.operatorSpan, {
        operator,
        given,
        expected: 'numbers; tensors have + and * only',
      }),
    );
    return poison;
  }
  const inputs = [
    operand(left, expression.left, place, operator),
    operand(right, expression.right, place, operator),
  ];
  const kind = operator === '+' ? 'add' : 'multiply';
  const source = { span: expression.span, nameSpan: expression.operatorSpan, arguments: [] };
  return { kind: 'tensors', tensors: [callLayer(kind, source, inputs, place)] };
}

function operand(value: Value, expression: Expression, place: Place, operator: string): Tensor {
  const { report } = place.elaboration;
  if (value.kind === 'tensors') {
    const [only, second] = value.tensors;
    if (only !== undefined && second === undefined) return { ...only, span: expression.span };
    report(severalTensors(expression.span, { taker: operator, count: value.tensors.length }));
  } else if (value.kind !== 'poison') {
    const expected = 'two tensors; a number and a tensor do not mix';
    report(wrongOperands(expression.span, { operator, expected, given: describe(value) }));
  }
  return poisonTensor(expression.span);
}

function conditional(expression: Conditional, place: Place): Value {
  const chosen = chooseBranch(expression, place);
  return chosen === undefined ? poison : evaluate(chosen, place);
}

/** The branch that the condition picks; undefined after something wrong. */
export function chooseBranch(expression: Conditional, place: Place): Expression | undefined {
  const condition = evaluate(expression.condition, unnamed(place));
  if (condition.kind === 'boolean') return condition.value ? expression.then : expression.else;
  if (condition.kind !== 'poison') {
    place.elaboration.report(
      wrongValue(expression.condition.span, {
        what: 'A condition',
        expected: 'true or false',
        given: describe(condition),
      }),
    );
  }
  return undefined;
}

/** Evaluates what must be exactly one tensor, or several where that is allowed. */
export function evaluateTensors(expression: Expression, name: string, place: Place): readonly Tensor[] {
  const value = evaluate(expression, place);
  if (value.kind === 'tensors') return value.tensors;
  if (value.kind !== 'poison') {
    place.elaboration.report(
      notATensor(expression.span, { name, given: describe(value), layer: isLayer(value) }),
    );
  }
  return [poisonTensor(expression.span)];
}
