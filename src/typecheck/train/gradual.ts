import {
  gradualInTrain,
  gradualNeedsEpochs,
  gradualTooShort,
} from '../../diagnostics/catalogue/optimization.ts';
import { counted } from '../../diagnostics/catalogue/words.ts';
import type { Call, Expression } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { readOptions } from '../elaborate/read-options.ts';
import type { Length, Stage } from '../regime.ts';
import type { LayerCall, TypedModel } from '../typed-module.ts';
import { numberIn } from './read-choice.ts';
import { hasWeights, selectLayers } from './selectors.ts';
import type { Settings } from '../gather-settings.ts';

/** `unfreeze: gradually(base, every: 5)`: groups of layers that join one after another, those nearest the output first. */
export interface Gradual {
  readonly span: Span;
  /** Epochs from one group to the next. */
  readonly every: number;
  readonly groups: readonly LayerGroup[];
}

/** The layers below one path, by the paths of their weights. */
export interface LayerGroup {
  readonly name: string;
  readonly paths: ReadonlySet<string>;
}

/** One stage of a phase that unfreezes gradually. */
export interface GradualStage {
  readonly name: string;
  /** Groups that are still frozen in it. */
  readonly frozen: ReadonlySet<string>;
  readonly length: Length;
  readonly stage: Stage;
}

/** The call of `gradually`, where an expression is one. */
export function gradualCall(expression: Expression): Call | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'reference') return undefined;
  return expression.callee.name === 'gradually' ? expression : undefined;
}

/**
 * What a phase unfreezes gradually; `null` where it does not, undefined after something wrong.
 * @param phases how many phases the train has: what stands in the train itself is for its only one
 */
export function readGradual(
  settings: Settings,
  base: Settings,
  phases: number,
  model: TypedModel | undefined,
  place: Place,
): Gradual | null | undefined {
  const inTrain = callIn(base);
  if (inTrain !== undefined && phases > 0) {
    place.elaboration.report(gradualInTrain(inTrain.span, {}));
    return undefined;
  }
  const call = callIn(settings) ?? inTrain;
  if (call === undefined) return null;
  return model && readCall(call, model, place);
}

function callIn(settings: Settings): Call | undefined {
  for (const value of settings.get('unfreeze')?.values ?? []) {
    const call = gradualCall(value);
    if (call !== undefined) return call;
  }
  return undefined;
}

function readCall(call: Call, model: TypedModel, place: Place): Gradual | undefined {
  const selectors = call.arguments.filter(({ name }) => name === undefined).map(({ value }) => value);
  const read = readOptions(
    {
      name: 'gradually',
      options: [
        {
          name: 'every',
          type: { kind: 'whole', minimum: 1 },
          namedOnly: true,
          doc: 'Epochs from one group of layers to the next.',
        },
      ],
    },
    { nameSpan: call.callee.span, arguments: call.arguments.filter(({ name }) => name !== undefined) },
    place,
  );
  const selected = selectors.map((selector) => selectLayers(selector, model, place.elaboration.report));
  if (read === undefined || selected.length === 0 || selected.includes(undefined)) return undefined;
  const layers = model.layers.filter(
    (layer) => selected.some((each) => each?.has(layer)) && hasWeights(layer),
  );
  return { span: call.span, every: numberIn(read.options, 'every'), groups: groupsOf(layers) };
}

/** What stands below different names of the first step in which the layers' paths differ, from the top down. */
function groupsOf(layers: readonly LayerCall[]): readonly LayerGroup[] {
  const paths = [...new Set(layers.map(({ weightsPath }) => weightsPath))];
  const [first = ''] = paths;
  const parts = first.split('.');
  let shared = 0;
  while (shared < parts.length - 1 && paths.every((path) => path.split('.')[shared] === parts[shared])) {
    shared += 1;
  }
  const groups = new Map<string, Set<string>>();
  for (const path of paths) {
    const name = path.split('.')[shared] ?? path;
    groups.set(name, (groups.get(name) ?? new Set()).add(path));
  }
  return [...groups].map(([name, members]) => ({ name, paths: members })).toReversed();
}

/** The stages of a phase, in order; none where its length does not allow of any, which is reported. */
export function stagesOf(
  phase: string,
  { every, groups, span }: Gradual,
  whole: Length,
  { elaboration }: Place,
): readonly GradualStage[] {
  if (whole.kind === 'steps') {
    elaboration.report(gradualNeedsEpochs(span, {}));
    return [];
  }
  const count = Math.min(groups.length, Math.ceil(whole.count / every));
  const never = groups.slice(count);
  if (never.length > 0) {
    const needed = counted(every * (groups.length - 1) + 1, 'epoch');
    const names = never.map(({ name }) => name);
    elaboration.report(gradualTooShort(span, { epochs: whole.count, groups: names, needed }));
  }
  return groups.slice(0, count).map(({ name }, index) => ({
    name: `${phase}.${name}`,
    frozen: new Set(groups.slice(index + 1).flatMap(({ paths }) => [...paths])),
    length: { kind: 'epochs', count: index === count - 1 ? whole.count : every * (index + 1) },
    stage: { index, whole },
  }));
}
