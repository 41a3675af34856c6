import { changeTo } from '../../diagnostics/change-to.ts';
import {
  valueCycle,
  notCallable,
  notALayer,
  unknownLayer,
  unknownName,
  usedBeforeBound,
} from '../../diagnostics/catalogue/names.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Call, Reference } from '../../parser/ast.ts';
import { fromForeign } from '../layers/foreign-names.ts';
import { knownWords } from '../layers/known-words.ts';
import { layerRegistry } from '../layers/registry.ts';
import type { Place } from './elaboration.ts';
import type { Binding, Block, LazyBinding } from './environment.ts';
import { evaluate } from './evaluate.ts';
import { Graph } from './graph.ts';
import { Scope } from './scope.ts';
import type { Value } from './value.ts';
import { describe, poison } from './value.ts';

/** What can be called in a flow: a layer of the registry, or a block. */
export type Target =
  { readonly kind: 'builtin'; readonly name: string } | { readonly kind: 'block'; readonly block: Block };

/** What a name stands for as a value. */
export function referenceValue(expression: Reference, place: Place): Value {
  const { name, span } = expression;
  const binding = place.environment.lookup(name);
  if (binding === undefined) {
    if (knownWords.has(name) && !place.environment.isLater(name)) return { kind: 'word', name };
    reportUnknown(expression, place, 'a value');
    return poison;
  }
  switch (binding.kind) {
    case 'value':
      return binding.value;
    case 'lazy':
      return lazyValue(name, binding, place);
    case 'block':
      return { kind: 'layer', expression, environment: place.environment };
    case 'let':
      return letLayer(binding, place);
    case 'declaration':
      place.elaboration.report(notALayer(span, { given: describeBinding(name, binding), tensor: false }));
      return poison;
    case 'unknown':
      return poison;
  }
}

/** A layer of a file as this model shares it. */
export function letLayer(
  { declaration, environment }: Extract<Binding, { kind: 'let' }>,
  { elaboration }: Pick<Place, 'elaboration'>,
): Value {
  const shared = elaboration.sharedLayer(declaration);
  return { kind: 'layer', expression: declaration.value, environment, shared };
}

/** What the written call calls; undefined, and reported, where that is nothing callable. */
export function callTarget(call: Call, place: Place): Target | undefined {
  const { callee } = call;
  if (callee.kind === 'missing') return undefined;
  if (callee.kind !== 'reference') {
    place.elaboration.report(notCallable(callee.span, { given: 'This' }));
    return undefined;
  }
  const binding = place.environment.lookup(callee.name);
  if (binding === undefined) {
    if (layerRegistry.has(callee.name)) return { kind: 'builtin', name: callee.name };
    reportUnknown(callee, place, 'layer');
    return undefined;
  }
  if (binding.kind === 'block') return { kind: 'block', block: binding.block };
  if (binding.kind !== 'unknown') {
    const value = binding.kind === 'value' ? binding.value : undefined;
    if (value?.kind !== 'poison') {
      place.elaboration.report(notCallable(callee.span, { given: describeBinding(callee.name, binding) }));
    }
  }
  return undefined;
}

/** Says that a name is unknown, or bound further down, with the nearest that would do. */
export function reportUnknown(expression: Reference, place: Place, wanted: 'layer' | 'a value'): void {
  const { name, span } = expression;
  const { environment, elaboration } = place;
  if (name === '') return;
  if (environment.isLater(name)) {
    elaboration.report(usedBeforeBound(span, { name }));
    return;
  }
  const entries = [...environment.entries()];
  if (wanted === 'layer') {
    const layers = entries.filter(([, binding]) => isLayerBinding(binding)).map(([key]) => key);
    const suggestion = fromForeign(name) ?? nearest(name, [...layers, ...layerRegistry.keys()]);
    elaboration.report(unknownLayer(span, { name, suggestion }, fix(expression, suggestion)));
    return;
  }
  const suggestion = nearest(name, [...entries.map(([key]) => key), ...knownWords]);
  elaboration.report(unknownName(span, { name, wanted, suggestion }, fix(expression, suggestion)));
}

function fix({ span }: Reference, suggestion: string | undefined) {
  return { fixes: changeTo(span, suggestion) };
}

function isLayerBinding(binding: Binding): boolean {
  return (
    binding.kind === 'block' ||
    binding.kind === 'let' ||
    (binding.kind === 'value' && binding.value.kind === 'layer')
  );
}

/** The value of a const or param, computed once; a circle of them is an error. */
export function lazyValue(
  name: string,
  binding: LazyBinding & { readonly span: Binding['span'] },
  place: Pick<Place, 'elaboration'>,
): Value {
  const { state } = binding;
  if (state.kind === 'done') return state.value;
  if (state.kind === 'running') {
    place.elaboration.report(valueCycle(binding.span, { name }));
    return poison;
  }
  binding.state = { kind: 'running' };
  const value = place.elaboration.step(binding.span, poison, () =>
    evaluate(binding.expression, {
      elaboration: place.elaboration.aside(new Graph()),
      environment: binding.environment,
      scope: new Scope(),
      straight: true,
    }),
  );
  binding.state = { kind: 'done', value };
  return value;
}

/** What a name stands for, in words: `photo, a tensor [150, 150, 3]`. */
export function describeBinding(name: string, binding: Binding): string {
  switch (binding.kind) {
    case 'value':
      return `${name} (${describe(binding.value)})`;
    case 'lazy':
      return binding.state.kind === 'done' ? `${name} (${describe(binding.state.value)})` : name;
    case 'block':
      return `${name} (a block)`;
    case 'let':
      return `${name} (a let)`;
    case 'declaration':
      return `${name} (${declarationWords[binding.declaration.kind]})`;
    case 'unknown':
      return name;
  }
}

const declarationWords = {
  import: 'an import',
  const: 'a const',
  param: 'a param',
  let: 'a let',
  data: 'data',
  augment: 'an augmentation',
  model: 'a model',
  block: 'a block',
  train: 'a train',
  ensemble: 'an ensemble',
} as const;
