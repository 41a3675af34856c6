import { buildLayerGraph, originOf } from './build-layer-graph.ts';
import {
  accumulateGraph,
  classWeightsOf,
  evaluateGraph,
  namedTerms,
  predictGraph,
  trainableWeights,
  trainGraph,
  trainingForward,
} from './compile-graphs.ts';
import type { PhaseRecipe } from './compile-graphs.ts';
import { costOf } from './cost.ts';
import { graphKeys } from './graph-keys.ts';
import type { GraphKey } from './graph-keys.ts';
import type { LayerGraph } from './layer-graph.ts';
import type { OpGraph } from './op-graph.ts';
import type { Observer } from './pipeline.ts';
import { frozenPrefixPass, splitFrozenPrefix } from './prefix/frozen-prefix.ts';
import type { PhaseProgram, Program, ProgramLabel, ProgramOutput, Variable } from './program.ts';
import { bfloat16 } from './passes/bfloat16.ts';
import { slotsOf } from './updates.ts';
import { weightRequests } from './weight-requests.ts';
import { metricName } from './upstream.ts';
import type { Label, LossTerm, Outcome, TypedModule, TypedPhase, TypedTrain } from './upstream.ts';

/** Sees every graph after each step of its making: `lower`, then each pass by name, `gradients` between them. */
export type CompileObserver = (graph: GraphKey, stage: string, value: OpGraph) => void;

/**
 * Compiles one `train` of a checked module to everything that a run of it needs. Pure; the result is plain data.
 *
 * @throws RangeError where the module has no such train.
 */
export function compile(
  typed: TypedModule,
  trainName: string,
  observe: CompileObserver = () => undefined,
): Outcome<Program> {
  const train = named(typed.trains, trainName, 'train');
  const model = named(typed.models, train.model, 'model');
  const dataset = named(typed.datasets, train.dataset, 'data set');
  const layers = buildLayerGraph(model);
  const labels = usedLabels(train, dataset.labels);
  const origin = originOf(model.name, model.span);

  const phases = train.phases.map((phase, index): PhaseProgram => {
    const recipe: PhaseRecipe = {
      model: layers,
      objective: phase.objective,
      labels,
      classWeights: phase.classWeights,
      optimizer: phase.optimizer,
      regime: phase.regime,
      mixes: phase.mix !== undefined,
      frozen: new Set(phase.frozen),
      origin: originOf(phase.name, phase.span),
    };
    const graphs = phaseGraphs(phase, recipe, index, observe);
    // What an engine that has bfloat16 makes of the step; here it is for those who look on.
    if (train.precision !== 'float32') {
      observe(graphKeys(index).train, bfloat16.name, bfloat16.run(graphs.trainStep));
    }
    return phaseProgram(phase, recipe, graphs);
  });

  const program: Program = {
    train: train.name,
    model: layers,
    dataset: dataset.name,
    seed: train.seed,
    precision: train.precision,
    inputs: layers.inputs.map(({ name, shape }) => ({
      name,
      column: train.inputColumns[name] ?? name,
      shape,
    })),
    outputs: programOutputs(layers, train, labels),
    labels: [...labels.values()],
    weights: weightRequests(model, train),
    variables: variablesOf(layers, train.phases),
    phases,
    predict: predictGraph(layers, origin, (stage, graph) => {
      observe('predict', stage, graph);
    }),
  };
  return { value: program, diagnostics: [] };
}

/** The graphs of one phase. */
type PhaseGraphs = Pick<PhaseProgram, 'trainStep' | 'accumulateStep' | 'evaluateStep' | 'prefix'>;

function phaseGraphs(
  phase: TypedPhase,
  recipe: PhaseRecipe,
  index: number,
  observe: CompileObserver,
): PhaseGraphs {
  const accumulates = recipe.regime.accumulate > 1;
  const steps = (
    forward: OpGraph,
    train: GraphKey,
    accumulate: GraphKey,
  ): Pick<PhaseGraphs, 'trainStep' | 'accumulateStep'> => ({
    trainStep: trainGraph(forward, recipe, observing(observe, train)),
    accumulateStep: accumulates
      ? accumulateGraph(forward, recipe, observing(observe, accumulate))
      : undefined,
  });
  const keys = graphKeys(index);
  const forward = trainingForward(recipe, (stage, graph) => {
    observe(keys.train, stage, graph);
    if (accumulates) observe(keys.accumulate, stage, graph);
  });
  const evaluateStep = evaluateGraph(recipe, observing(observe, keys.evaluate));
  const whole = { ...steps(forward, keys.train, keys.accumulate), evaluateStep };

  const trainable = trainableWeights(recipe).map(({ path }) => path);
  const split = splitFrozenPrefix(forward, evaluateStep, trainable);
  if (split === undefined) return { ...whole, prefix: undefined };
  observe(keys.prefix, frozenPrefixPass, split.prefix);
  observe(keys.trainOnFeatures, frozenPrefixPass, split.train);
  observe(keys.evaluateOnFeatures, frozenPrefixPass, split.evaluate);
  if (accumulates) observe(keys.accumulateOnFeatures, frozenPrefixPass, split.train);
  const { prefix: graph, features, inputs, bytes, flops } = split;
  const versions = keptVersions(phase);
  const onFeatures = steps(split.train, keys.trainOnFeatures, keys.accumulateOnFeatures);
  const prefix = {
    ...{ graph, features, inputs, bytes, flops, versions },
    ...(versions === 0 ? { trainStep: undefined, accumulateStep: undefined } : onFeatures),
    evaluateStep: split.evaluate,
  };
  return { ...whole, prefix };
}

/** How many versions of a training photo a phase goes through, where their number is known before. */
function keptVersions({ augment, mix, cached }: TypedPhase): number {
  if (mix !== undefined) return 0;
  return augment === undefined ? 1 : (cached ?? 0);
}

const observing =
  (observe: CompileObserver, key: GraphKey): Observer =>
  (stage, graph) => {
    observe(key, stage, graph);
  };

/** Names of the steps in the making of a graph, in order. */
export function compileStages(typed: TypedModule, train: string, graph: GraphKey): readonly string[] {
  const stages: string[] = [];
  compile(typed, train, (key, stage) => {
    if (key === graph) stages.push(stage);
  });
  return stages;
}

/** A graph as it is after the step of this name (the last one of that name); undefined where there is none. */
export function graphAfter(
  typed: TypedModule,
  train: string,
  graph: GraphKey,
  stage: string,
): OpGraph | undefined {
  let found: OpGraph | undefined;
  compile(typed, train, (key, name, value) => {
    if (key === graph && name === stage) found = value;
  });
  return found;
}

function phaseProgram(phase: TypedPhase, recipe: PhaseRecipe, graphs: PhaseGraphs): PhaseProgram {
  const { optimizer, metrics } = phase;
  const trained = trainableWeights(recipe);
  const trainable = trained.map((weight) => weight.path);
  const changed = new Set([...trainable, ...statisticsUpdated(graphs.trainStep)]);
  const slots = slotsOfPhase(recipe.model, phase);
  return {
    name: phase.name,
    batch: phase.batch,
    length: phase.length,
    regime: phase.regime,
    learningRate: optimizer.learningRate,
    betas:
      optimizer.kind === 'adam' || optimizer.kind === 'adamw'
        ? { beta1: optimizer.beta1, beta2: optimizer.beta2 }
        : undefined,
    augment: phase.augment,
    cached: phase.cached,
    mix: phase.mix,
    trainable,
    frozen: recipe.model.weights.map((weight) => weight.path).filter((path) => !changed.has(path)),
    slots: slots.map((slot) => slot.path),
    terms: namedTerms(phase.objective).map(({ name, term: { kind, weight, output, label } }) => ({
      name,
      kind,
      weight,
      output,
      label,
    })),
    classWeights: Object.fromEntries(
      [...recipe.labels.values()].flatMap(({ name }) => {
        const weights = classWeightsOf(recipe, name);
        return weights === undefined ? [] : [[name, weights] as const];
      }),
    ),
    metrics: metrics.map(({ kind, k, output, label }) => ({
      name: metricName(metrics, { kind, k, output, label }),
      kind,
      k,
      output,
      label,
    })),
    ...graphs,
    cost: costOf(graphs.trainStep, phase.batch),
  };
}

function statisticsUpdated(graph: OpGraph): readonly string[] {
  return graph.nodes.flatMap((node) => (node.kind === 'assign' ? [node.attributes.variable] : []));
}

function weightVariables(model: LayerGraph): readonly Variable[] {
  return model.weights.map(({ path, shape, initializer, trainable }) => ({
    path,
    shape,
    initializer,
    role: trainable ? 'weight' : 'statistic',
  }));
}

/** The model's weights, then what the phases remember of them, each once. */
function variablesOf(model: LayerGraph, phases: readonly TypedPhase[]): readonly Variable[] {
  const slots = phases.flatMap((phase) => slotsOfPhase(model, phase));
  return [...weightVariables(model), ...new Map(slots.map((slot) => [slot.path, slot])).values()];
}

/** What the optimiser of a phase, its averages and its sums of gradients are kept in. */
function slotsOfPhase(model: LayerGraph, { optimizer, regime, frozen }: TypedPhase): readonly Variable[] {
  const recipe = { optimizer, averaged: regime.average !== null, summed: regime.accumulate > 1 };
  return trainableWeights({ model, frozen: new Set(frozen) }).flatMap(({ path, shape }) =>
    slotsOf(recipe, path, shape),
  );
}

/** The form in which losses of classes are fed their label; numbers are fed as they are. */
const fedAs: Readonly<Partial<Record<LossTerm['kind'], ProgramLabel['kind']>>> = {
  binary_crossentropy: 'binary',
  cross_entropy: 'class',
  binary_focal: 'binary',
  focal: 'class',
  hinge: 'binary',
};

/**
 * The labels that a train learns, each as its losses want it: the same two classes are one number for a sigmoid head
 * and class numbers for a softmax head; where both learn them, one number.
 */
function usedLabels(train: TypedTrain, labels: readonly Label[]): ReadonlyMap<string, ProgramLabel> {
  const terms = train.phases.flatMap((phase) => phase.objective);
  return new Map(
    labels.flatMap(({ name, kind, classes, units, optional }) => {
      const forms = terms.flatMap((term) => (term.label === name ? [fedAs[term.kind] ?? kind] : []));
      const [form] = forms;
      if (form === undefined) return [];
      const fed = forms.includes('binary') ? 'binary' : form;
      return [[name, { name, kind: fed, classes, units, optional }] as const];
    }),
  );
}

function programOutputs(
  model: LayerGraph,
  train: TypedTrain,
  labels: ReadonlyMap<string, ProgramLabel>,
): readonly ProgramOutput[] {
  const terms = train.phases.flatMap((phase) => phase.objective);
  return model.outputs.map(({ name, shape, trainOnly }) => {
    const term = terms.find(({ output }) => output === name);
    const margin = term?.kind === 'hinge';
    const fed = term && labels.get(term.label);
    // What an output says has the form that its own loss wants.
    const label = fed && { ...fed, kind: fedAs[term.kind] ?? fed.kind };
    return { name, shape, trainOnly, label, margin };
  });
}

function named<T extends { readonly name: string }>(items: readonly T[], name: string, what: string): T {
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new RangeError(`The module has no ${what} "${name}".`);
  return found;
}
