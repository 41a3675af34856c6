import { equalPaths, notALayer } from '../../diagnostics/catalogue/names.ts';
import type { Call, Expression, Reference, Repeat } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import { layerRegistry } from '../layers/registry.ts';
import { countBlockCalls } from './block-calls.ts';
import { callBlock } from './call-block.ts';
import { callLayer } from './call-layer.ts';
import type { Place } from './elaboration.ts';
import { unnamed } from './elaboration.ts';
import { Environment } from './environment.ts';
import { chooseBranch, evaluate } from './evaluate.ts';
import { resolveTemplate } from './name-template.ts';
import { shapesEqual, subtract } from '../shape/arithmetic.ts';
import type { Dimension } from '../shape/dimension.ts';
import { callTarget, describeBinding, letLayer, reportUnknown } from './reference.ts';
import { readRepeat } from './repeat.ts';
import type { Scope } from './scope.ts';
import type { LayerValue, Tensor, Value } from './value.ts';
import { describe, poisonTensor, wholeNumber } from './value.ts';

/** Sends tensors through the stages of a pipeline, one after the other. */
export function flowThrough(
  stages: readonly Expression[],
  inputs: readonly Tensor[],
  place: Place,
): readonly Tensor[] {
  return stages.reduce((flowing, stage) => flow(stage, flowing, place), inputs);
}

/** Applies an expression, as a layer, to what flows into it. */
export function flow(expression: Expression, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  const nothing = [poisonTensor(expression.span)];
  const { elaboration } = place;
  const from = elaboration.graph.calls.length;
  const outputs = elaboration.step(expression.span, nothing, () => flowNow(expression, inputs, place));
  if (elaboration.trace !== undefined) {
    const made = { to: elaboration.graph.calls.length, depth: elaboration.calls.length };
    elaboration.trace.record({ expression, inputs, outputs, from, ...made });
  }
  return outputs;
}

function flowNow(expression: Expression, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  switch (expression.kind) {
    case 'reference':
      return applyReference(expression, inputs, place);
    case 'call':
      return applyCall(expression, inputs, place);
    case 'pipeline': {
      const { scope, claim } = scopeOfName(place);
      claim();
      return flowThrough(expression.stages, inputs, unnamed({ ...place, scope }));
    }
    case 'branches': {
      const { scope, claim } = scopeOfName(place);
      claim();
      const inner = unnamed({ ...place, scope });
      return expression.items.flatMap((item) => flow(item, inputs, inner));
    }
    case 'named': {
      const name = resolveTemplate(expression.name, place);
      return flow(expression.value, inputs, name === undefined ? unnamed(place) : { ...place, name });
    }
    case 'conditional': {
      const chosen = chooseBranch(expression, place);
      return chosen === undefined ? [poisonTensor(expression.span)] : flow(chosen, inputs, place);
    }
    case 'repeat':
      return repeat(expression, inputs, place);
    case 'missing':
      return [poisonTensor(expression.span)];
    default: {
      return applyValue(expression, evaluate(expression, unnamed(place)), inputs, place);
    }
  }
}

function repeat(expression: Repeat, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  const { scope, claim } = scopeOfName(place);
  claim();
  const indices = readRepeat(expression, place);
  if (indices === undefined) return [poisonTensor(expression.span)];
  const { from, to } = indices;
  const inner = { ...place, scope };
  if (typeof from !== 'number' || typeof to !== 'number') {
    return repeatSymbolically(expression, { from, to }, inputs, inner);
  }
  let flowing = inputs;
  for (let index = from; index <= to; index++) {
    flowing = runRound(expression, index, flowing, inner);
    // Nothing that flows on is known: the other rounds would only say the same again.
    if (flowing.every((tensor) => tensor.shape === undefined)) break;
  }
  return flowing;
}

function runRound(
  { index: name, body }: Repeat,
  index: Dimension,
  inputs: readonly Tensor[],
  place: Place,
): readonly Tensor[] {
  const environment = new Environment(place.environment);
  if (name !== undefined && name.text !== '') {
    const { span, text } = name;
    environment.define(text, { kind: 'value', span, used: true, value: wholeNumber(index) });
  }
  return flow(body, inputs, unnamed({ ...place, environment }));
}

/**
 * A repeat whose count is a symbol: nothing, or a first round after which every other leaves the shapes as they are.
 * Where it does not, nothing is known of what comes out.
 */
function repeatSymbolically(
  expression: Repeat,
  { from, to }: { readonly from: Dimension; readonly to: Dimension },
  inputs: readonly Tensor[],
  place: Place,
): readonly Tensor[] {
  const { elaboration } = place;
  const nothing = [poisonTensor(expression.span)];
  const { questions } = elaboration;
  if (questions === undefined) return nothing;
  const none = questions.isNegative(subtract(to, from));
  if (none === undefined) return nothing;
  if (none) return inputs;
  const index = (): Dimension => questions.fresh(`round${expression.span.start}`);
  const first = runRound(expression, index(), inputs, place);
  if (sameShapes(first, inputs)) return first;
  const second = runRound(expression, index(), first, place);
  if (sameShapes(second, first) || questions.isZero(subtract(to, from)) === true) return first;
  elaboration.undecided = true;
  return nothing;
}

function sameShapes(left: readonly Tensor[], right: readonly Tensor[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ shape }, index) => {
      const other = right[index]?.shape;
      return shape !== undefined && other !== undefined && shapesEqual(shape, other);
    })
  );
}

function applyReference(expression: Reference, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  const { name, span } = expression;
  const binding = place.environment.lookup(name);
  if (binding === undefined) {
    if (layerRegistry.has(name) && !place.environment.isLater(name)) {
      return [callLayer(name, { span, nameSpan: span, arguments: [] }, inputs, place)];
    }
    reportUnknown(expression, place, 'layer');
    return [poisonTensor(span)];
  }
  switch (binding.kind) {
    case 'block':
      return [callBlock(binding.block, { span, nameSpan: span, arguments: [] }, inputs, place)];
    case 'value':
      return applyValue(expression, binding.value, inputs, place);
    case 'let':
      return applyValue(expression, letLayer(binding, place), inputs, place);
    case 'unknown':
      return [poisonTensor(span)];
    default:
      place.elaboration.report(notALayer(span, { given: describeBinding(name, binding), tensor: false }));
      return [poisonTensor(span)];
  }
}

function applyCall(expression: Call, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  const target = callTarget(expression, place);
  if (target === undefined) return [poisonTensor(expression.span)];
  const source = {
    span: expression.span,
    nameSpan: expression.callee.span,
    arguments: expression.arguments,
  };
  return [
    target.kind === 'builtin'
      ? callLayer(target.name, source, inputs, place)
      : callBlock(target.block, source, inputs, place),
  ];
}

/** Applies what an expression evaluated to. */
function applyValue(
  expression: Expression,
  value: Value,
  inputs: readonly Tensor[],
  place: Place,
): readonly Tensor[] {
  if (value.kind === 'layer') return applyLayer(value, inputs, place);
  if (value.kind === 'word' && layerRegistry.has(value.name)) {
    const source = { span: expression.span, nameSpan: expression.span, arguments: [] };
    return [callLayer(value.name, source, inputs, place)];
  }
  if (value.kind !== 'poison') {
    const given =
      expression.kind === 'reference' ? `${expression.name} (${describe(value)})` : describe(value);
    place.elaboration.report(notALayer(expression.span, { given, tensor: value.kind === 'tensors' }));
  }
  return [poisonTensor(expression.span)];
}

function applyLayer(value: LayerValue, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  const { expression, environment, shared } = value;
  if (shared === undefined) return flow(expression, inputs, { ...place, environment });
  shared.applications++;
  const { name, scope } = shared;
  const own = shared.applications === 1 ? name : `${name}-${shared.applications}`;
  const straight = countBlockCalls(expression, environment) === 1;
  return flow(expression, inputs, {
    elaboration: place.elaboration,
    environment,
    scope: scope.child(own, name),
    straight,
  });
}

/**
 * The scope that `as` opens around several layers, or the place's own. The name is taken by `claim`: whether layers
 * are made in it, or only described, is known after a first look.
 */
export function scopeOfName(place: Place): { readonly scope: Scope; readonly claim: () => void } {
  const { name, scope } = place;
  if (name === undefined) return { scope, claim: () => undefined };
  return {
    scope: scope.child(name.text),
    claim: () => {
      claimName(name.text, name.span, place);
    },
  };
}

/** Takes a name in the place's scope; two equal paths are an error. */
export function claimName(name: string, span: Span, place: Place): void {
  const before = place.scope.claim(name, span);
  if (before === undefined) return;
  place.elaboration.report(
    equalPaths(
      span,
      { path: place.scope.pathOf(name) },
      { also: [{ span: before, text: 'the first is here' }] },
    ),
  );
}
