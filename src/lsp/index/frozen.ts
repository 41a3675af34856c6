import type { Span } from '../../source/span.ts';
import type { MadeCall } from '../../typecheck/elaborate/graph.ts';
import type { CheckedModel } from '../../typecheck/elaborate/model.ts';
import { isPlain } from '../../typecheck/layers/read-options.ts';
import { layerDefinition } from '../../typecheck/layers/registry.ts';
import { isConcrete } from '../../typecheck/shape/arithmetic.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { callsOf } from './flows.ts';

/** A phase in which some weights stay as they are. */
export interface FreezingPhase {
  /** `finetune.top`. */
  readonly name: string;
  readonly frozen: ReadonlySet<string>;
}

/** The phases of a model's trains, in order. */
export function phasesOf({ checked }: Analysis, { model }: CheckedModel): readonly FreezingPhase[] {
  return checked.value.trains
    .filter((train) => train.model === model?.name)
    .flatMap(({ name, phases }) =>
      phases.map((phase) => ({
        name: phase.name === name ? name : `${name}.${phase.name}`,
        frozen: new Set(phase.frozen),
      })),
    );
}

/** Whether gradients could change a weight of a call. */
export function hasWeights({ kind, inputs, options }: MadeCall): boolean {
  const shapes = inputs.map(({ shape }) => shape ?? []);
  if (!shapes.every(isConcrete) || !isPlain(options)) return false;
  return layerDefinition(kind)
    .weights(shapes, options)
    .some(({ trainable }) => trainable);
}

/** The phases in which all weights of some calls are frozen; none where they have no weights. */
export function frozenIn(calls: readonly MadeCall[], phases: readonly FreezingPhase[]): readonly string[] {
  const weighty = calls.filter(hasWeights);
  if (weighty.length === 0) return [];
  return phases
    .filter(({ frozen }) => weighty.every(({ weightsPath }) => frozen.has(weightsPath)))
    .map(({ name }) => name);
}

/** Where layers and blocks are written all of whose weights are frozen in a phase. */
export function frozenCalls(analysis: Analysis): readonly Span[] {
  return analysis.checked.models.flatMap((model) => {
    const phases = phasesOf(analysis, model);
    if (!phases.some(({ frozen }) => frozen.size > 0)) return [];
    return model.steps
      .filter(({ expression: { kind }, inputs, depth }) => depth === 0 && inputs.length > 0 && isCall(kind))
      .filter((step) => frozenIn(callsOf({ ...step, model }), phases).length > 0)
      .map(({ expression }) => expression.span);
  });
}

function isCall(kind: string): boolean {
  return kind === 'call' || kind === 'reference';
}
