import { changeTo } from '../../diagnostics/change-to.ts';
import { unknownName } from '../../diagnostics/catalogue/names.ts';
import { missingSetting, trainOn } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Expression, Name, Phase, TrainDeclaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Augmentation, Mix } from '../augment/augmentation.ts';
import { readAugmentSetting } from '../augment/read-augmentation.ts';
import { readCached } from '../augment/read-cached.ts';
import { readMix } from '../augment/read-mix.ts';
import type { CheckOptions } from '../check-options.ts';
import type { CheckedDataset } from '../data/checked-dataset.ts';
import { sampleNoun } from '../data/sample-noun.ts';
import { imageOfInput, takenBy } from '../data/checked-dataset.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { Environment } from '../elaborate/environment.ts';
import type { CheckedModel } from '../elaborate/model.ts';
import { describeBinding } from '../elaborate/reference.ts';
import type { Settings } from '../gather-settings.ts';
import { adviseTrain } from '../rules/train-advice.ts';
import { judgeTrain } from '../rules/train-rules.ts';
import type { Optimizer, TypedPhase, TypedTrain } from '../typed-module.ts';
import type { WrittenClassWeights } from './class-weights.ts';
import { readClassWeights } from './class-weights.ts';
import type { LabelSmoothing } from './label-smoothing.ts';
import { readLabelSmoothing } from './label-smoothing.ts';
import type { WrittenLoss, WrittenMetric } from './objective.ts';
import { readObjective, readMetrics } from './objective.ts';
import { readOptimizer } from './optimizer.ts';
import type { Regime } from '../regime.ts';
import { readBatch } from './gradients.ts';
import type { GradualStage } from './gradual.ts';
import { gradualCall, readGradual, stagesOf } from './gradual.ts';
import { readRegime } from './read-regime.ts';
import { readWeights } from './read-weights.ts';
import { readLength, readPrecision, readWhole } from './read-values.ts';
import { selectWeights } from './selectors.ts';
import { gatherTrainSettings } from './settings.ts';

/** What a train may name. */
export interface Known {
  readonly model: (name: string, environment: Environment) => CheckedModel | undefined;
  readonly dataset: (name: string, environment: Environment) => CheckedDataset | undefined;
}

/** A phase as it is written, with what it inherits; undefined parts are wrong or missing, which was reported. */
export interface ReadPhase {
  readonly name: string;
  readonly written: Phase | undefined;
  readonly batch: number | undefined;
  readonly length: TypedPhase['length'] | undefined;
  readonly objective: readonly WrittenLoss[] | undefined;
  readonly metrics: readonly WrittenMetric[] | undefined;
  /** Undefined where all classes count alike. */
  readonly classWeights: WrittenClassWeights | undefined;
  /** Whether what is said of classes and labels could be read. */
  readonly weighed: boolean;
  /** The setting `label_smoothing`. */
  readonly smoothing: LabelSmoothing | undefined;
  readonly optimizer: Optimizer | undefined;
  /** Null where nothing is done to the photos, undefined after something wrong. */
  readonly augment: Augmentation | null | undefined;
  /** Where it is written, here or where it is inherited from. */
  readonly augmentSpan: Span | undefined;
  /** Null where nothing is said of it. */
  readonly cached: number | null | undefined;
  readonly mix: Mix | null | undefined;
  readonly regime: Regime | undefined;
  /** Its stages, where it unfreezes gradually; `frozen` is then what the first has frozen. */
  readonly stages: readonly GradualStage[] | undefined;
  /** Undefined after a selector that was wrong, or where the model is. */
  readonly frozen: ReadonlySet<string> | undefined;
  /** The last selector that froze something. */
  readonly freezeSpan: Expression['span'] | undefined;
}

/** Keras's batch, where a train does not say its own. */
const standardBatch = 32;

/** Checks a train against its model and its data; undefined where something stops it. */
export function checkTrain(
  declaration: TrainDeclaration,
  known: Known,
  place: Place,
  weightFacts: CheckOptions['weights'] = new Map(),
): TypedTrain | undefined {
  const { report } = place.elaboration;
  const model = lookUp(declaration.model, 'model', known.model, place);
  const whole = lookUp(declaration.data, 'data', known.dataset, place);
  const dataset = whole && model?.model ? takenBy(whole, model.model.inputs) : whole;
  const base = gatherTrainSettings(declaration.settings, false, report);
  const phases = declaration.phases.map((phase) => ({
    written: phase,
    settings: gatherTrainSettings(phase.settings, true, report),
  }));
  const train = declaration.name.text;
  const seedSetting = base.get('seed');
  const seed = seedSetting === undefined ? 0 : readWhole(seedSetting, 0, place);
  const precision = readPrecision(base.get('precision'), place);
  const weights = readWeights(base.get('weights'), declaration, place);
  if (model === undefined) return undefined;
  const context = { declaration, model, dataset, place };
  const groups = phases.length > 0 ? phases : [{ written: undefined, settings: new Map<string, never>() }];
  const read: ReadPhase[] = [];
  let frozen: ReadonlySet<string> | undefined = new Set();
  frozen = freeze(base, frozen, context);
  for (const { written, settings } of groups) {
    frozen = freeze(settings, frozen, context);
    const freezeSpan = (settings.get('freeze') ?? base.get('freeze'))?.values[0]?.span;
    const phase = readPhase(written, [settings, base], frozen, context);
    const gradual = readGradual(settings, base, phases.length, model.model, place);
    if (gradual === undefined) frozen = undefined;
    if (!gradual || frozen === undefined) {
      read.push({ ...phase, frozen, freezeSpan, stages: undefined });
      continue;
    }
    for (const { paths } of gradual.groups) frozen = without(frozen, paths);
    const stages = phase.length && stagesOf(phase.name, gradual, phase.length, place);
    const begun = union(frozen, stages?.[0]?.frozen ?? new Set());
    read.push({ ...phase, frozen: begun, freezeSpan: gradual.span, stages });
    frozen = union(frozen, stages?.at(-1)?.frozen ?? new Set());
  }
  const fits = judgeTrain({ declaration, model, dataset, phases: read, report });
  const typed = read.flatMap((phase) => typedPhases(phase, declaration, model));
  if (
    !fits ||
    precision === undefined ||
    weights === undefined ||
    seed === undefined ||
    model.model === undefined ||
    dataset?.typed === undefined ||
    typed.includes(undefined)
  ) {
    return undefined;
  }
  const made: TypedTrain = {
    name: train,
    doc: declaration.doc,
    span: declaration.span,
    model: model.model.name,
    dataset: dataset.typed.name,
    inputColumns: Object.fromEntries(
      model.model.inputs.map(({ name }) => {
        const column = dataset.numbers?.get(name) ?? imageOfInput(name, dataset);
        return [name, column?.name ?? name];
      }),
    ),
    seed,
    precision,
    weights: weights ?? undefined,
    phases: typed.filter((phase) => phase !== undefined),
  };
  const { facts } = dataset;
  const { split } = dataset.typed;
  const advised = { declaration, train: made, checked: model, model: model.model };
  const noun = sampleNoun(dataset.typed);
  adviseTrain({ ...advised, split, noun, dataset, facts, weightFacts, report });
  return made;
}

interface Context {
  readonly declaration: TrainDeclaration;
  readonly model: CheckedModel;
  readonly dataset: CheckedDataset | undefined;
  readonly place: Place;
}

function readPhase(
  written: Phase | undefined,
  levels: readonly Settings[],
  frozen: ReadonlySet<string> | undefined,
  context: Context,
): Omit<ReadPhase, 'freezeSpan' | 'stages'> {
  const { declaration, place } = context;
  const find = (...names: readonly string[]) => {
    for (const settings of levels) {
      for (const name of names) {
        const setting = settings.get(name);
        if (setting !== undefined) return setting;
      }
    }
    return undefined;
  };
  const needed = (what: string, example: string, ...names: readonly string[]) => {
    const found = find(...names);
    if (found === undefined) {
      const name = written?.name ?? declaration.name;
      const parameters = { train: declaration.name.text, phase: written?.name.text, what, example };
      place.elaboration.report(missingSetting(name.span, parameters));
    }
    return found;
  };
  const minimize = needed('what to minimize', 'minimize: binary_crossentropy(output)', 'minimize');
  const optimizer = needed('its optimizer', 'optimizer: rmsprop(1e-4)', 'optimizer');
  const length = needed('how long to train', 'epochs: 30', 'epochs', 'steps');
  const batch = find('batch');
  const metrics = find('metrics');
  const [augment, mix] = [find('augment'), find('mix')];
  const changes = augment === undefined ? null : readAugmentSetting(augment, place);
  const smoothing = readLabelSmoothing(find('label_smoothing'), place);
  const weights = find('class_weights');
  const classWeights = weights && readClassWeights(weights, place);
  const size = batch === undefined ? { batch: standardBatch, accumulate: 1 } : readBatch(batch, place);
  const measured = metrics === undefined ? [] : readMetrics(metrics, context);
  return {
    name: written?.name.text ?? declaration.name.text,
    written,
    frozen,
    batch: size?.batch,
    length: length && readLength(length, levels, place),
    objective: minimize && readObjective(minimize, { ...context, labelSmoothing: smoothing?.share ?? 0 }),
    metrics: measured,
    classWeights,
    smoothing,
    weighed: smoothing !== undefined && (weights === undefined || classWeights !== undefined),
    optimizer: optimizer && readOptimizer(optimizer, find('weight_decay'), place),
    augment: changes,
    augmentSpan: augment?.values[0]?.span,
    cached: readCached(find('cached'), augment, changes, place),
    mix: mix === undefined ? null : readMix(mix, place),
    regime: readRegime(find, size, measured, context.model.model, place),
  };
}

/** The frozen weights after `freeze` and `unfreeze`, in the order they are written. */
function freeze(
  settings: Settings,
  before: ReadonlySet<string> | undefined,
  { model: { model }, place }: Context,
): ReadonlySet<string> | undefined {
  const { report } = place.elaboration;
  let frozen = before;
  for (const [name, { values }] of settings) {
    if (name !== 'freeze' && name !== 'unfreeze') continue;
    for (const selector of values) {
      if (model === undefined || selector.kind === 'none') continue;
      if (name === 'unfreeze' && gradualCall(selector) !== undefined) continue;
      const selected = selectWeights(selector, model, report);
      frozen =
        selected && frozen && (name === 'freeze' ? union(frozen, selected) : without(frozen, selected));
    }
  }
  return frozen;
}

function union(paths: ReadonlySet<string>, more: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...paths, ...more]);
}

function without(paths: ReadonlySet<string>, fewer: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...paths].filter((path) => !fewer.has(path)));
}

/** A phase, or the stages of one. */
function typedPhases(
  phase: ReadPhase,
  declaration: TrainDeclaration,
  model: CheckedModel,
): readonly (TypedPhase | undefined)[] {
  const typed = typedPhase(phase, declaration, model);
  const { stages } = phase;
  if (typed === undefined || stages === undefined) return [typed];
  const opened = stages[0]?.frozen ?? new Set();
  return stages.map(({ name, frozen, length, stage }) => ({
    ...typed,
    name,
    length,
    frozen: typed.frozen.filter((path) => frozen.has(path) || !opened.has(path)),
    regime: { ...typed.regime, stage },
  }));
}

function typedPhase(
  phase: ReadPhase,
  declaration: TrainDeclaration,
  { model }: CheckedModel,
): TypedPhase | undefined {
  const { name, written, batch, length, objective, metrics, optimizer, regime, augment, mix, frozen } = phase;
  const { classWeights, cached } = phase;
  if (
    !batch ||
    !length ||
    !objective ||
    !metrics ||
    !optimizer ||
    !regime ||
    !frozen ||
    !model ||
    !phase.weighed
  )
    return undefined;
  if (augment === undefined || mix === undefined || cached === undefined) return undefined;
  const paths = new Set(model.layers.map(({ weightsPath }) => weightsPath));
  return {
    name,
    span: written?.span ?? declaration.span,
    batch,
    length,
    objective: objective.map(({ weight, kind, output, label, options, span }) => ({
      weight,
      kind,
      output,
      label,
      options,
      span,
    })),
    classWeights: classWeights?.weights,
    metrics: metrics.map(({ kind, k, output, label }) => ({ kind, k, output, label })),
    optimizer,
    augment: augment ?? undefined,
    cached: cached ?? undefined,
    mix: mix ?? undefined,
    regime,
    frozen: [...paths].filter((path) => frozen.has(path)),
  };
}

function lookUp<T>(
  { text: name, span }: Name,
  wanted: 'model' | 'data',
  find: (name: string, environment: Environment) => T | undefined,
  { environment, elaboration }: Place,
): T | undefined {
  if (name === '') return undefined;
  const binding = environment.lookup(name);
  if (binding?.kind === 'unknown') return undefined;
  if (binding?.kind === 'declaration' && binding.declaration.kind === wanted) {
    const { declaration } = binding;
    return find('name' in declaration ? declaration.name.text : name, binding.environment);
  }
  if (binding !== undefined) {
    elaboration.report(trainOn(span, { given: describeBinding(name, binding), wanted }));
    return undefined;
  }
  const candidates = [...environment.entries()].flatMap(([key, other]) =>
    other.kind === 'declaration' && other.declaration.kind === wanted ? [key] : [],
  );
  const suggestion = nearest(name, candidates);
  const fixes = changeTo(span, suggestion);
  const words = wanted === 'data' ? 'data' : 'a model';
  elaboration.report(unknownName(span, { name, wanted: words, suggestion }, { fixes }));
  return undefined;
}
