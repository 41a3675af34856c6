import { layerOfWeight } from './build-layer-graph.ts';
import { addSums, takeSums } from './accumulation.ts';
import { clipGradients } from './clip-gradients.ts';
import { addGradients, weightedSum } from './gradients.ts';
import { GraphBuilder } from './graph-builder.ts';
import type { LayerGraph, Origin, Weight } from './layer-graph.ts';
import { addLoss, addPenalty, labelInput, maskInput } from './losses.ts';
import { lowerModel } from './lowering/lower-model.ts';
import type { LoweredModel, Mode } from './lowering/lower-model.ts';
import { BATCH } from './op-graph.ts';
import type { OpGraph, ValueId } from './op-graph.ts';
import { finalPasses, forwardPasses, runPasses } from './pipeline.ts';
import type { Observer } from './pipeline.ts';
import type { ProgramLabel } from './program.ts';
import { float32, int32 } from './tensor-type.ts';
import { addUpdates } from './updates.ts';
import type { Step } from './updates.ts';
import type { ClassWeights, LossTerm, Optimizer, Regime } from './upstream.ts';

/** What the graphs of one phase are made of. */
export interface PhaseRecipe {
  readonly model: LayerGraph;
  readonly objective: readonly LossTerm[];
  readonly labels: ReadonlyMap<string, ProgramLabel>;
  /** For every label of classes, while training. */
  readonly classWeights: ClassWeights | undefined;
  readonly optimizer: Optimizer;
  readonly regime: Regime;
  /** Whether training batches are mixed: classes come as shares then. */
  readonly mixes: boolean;
  /** Paths of layers. */
  readonly frozen: ReadonlySet<string>;
  /** For ops that no layer makes. */
  readonly origin: Origin;
}

/** Weights that a phase trains. */
export function trainableWeights({
  model,
  frozen,
}: Pick<PhaseRecipe, 'model' | 'frozen'>): readonly Weight[] {
  return model.weights.filter((weight) => weight.trainable && !frozen.has(layerOfWeight(weight.path)));
}

/** Inputs → predictions. */
export function predictGraph(model: LayerGraph, origin: Origin, observe: Observer): OpGraph {
  const builder = new GraphBuilder(origin);
  declareInputs(builder, model);
  const lowered = lowerModel(builder, model, { training: false });
  const graph = builder.finish('predict', predictions(lowered));
  observe('lower', graph);
  return runPasses(graph, forwardPasses, observe);
}

/** Inputs and labels → losses and predictions, layers in inference mode. */
export function evaluateGraph(recipe: PhaseRecipe, observe: Observer): OpGraph {
  const graph = forwardGraph('evaluate', recipe, { training: false });
  observe('lower', graph);
  return runPasses(graph, forwardPasses, observe);
}

/** Inputs and labels → losses and predictions, layers in training mode: what gradients are made of. */
export function trainingForward(recipe: PhaseRecipe, observe: Observer): OpGraph {
  const graph = forwardGraph('train', recipe, { training: true, frozen: recipe.frozen });
  observe('lower', graph);
  return runPasses(graph, forwardPasses, observe);
}

/** One step of training: forward, losses, gradients, updates. */
export function trainGraph(forward: OpGraph, recipe: PhaseRecipe, observe: Observer): OpGraph {
  const whole = withUpdates(forward, recipe);
  observe('gradients', whole);
  return runPasses(whole, finalPasses, observe);
}

function forwardGraph(name: string, recipe: PhaseRecipe, mode: Mode): OpGraph {
  const { model, labels, objective, origin } = recipe;
  const builder = new GraphBuilder(origin);
  declareInputs(builder, model);
  const mixed = (label: ProgramLabel): number | undefined =>
    mode.training && recipe.mixes ? classesOf(recipe, label) : undefined;
  for (const label of labels.values()) {
    labelInput(builder, label, mixed(label));
    if (label.optional) maskInput(builder, label);
  }
  if (mode.training) {
    builder.input('learning_rate', float32([]));
    builder.input('seed', int32([2]));
  }
  const lowered = lowerModel(builder, model, mode);
  builder.origin = { ...origin, path: 'loss' };
  const losses: Record<string, ValueId> = {};
  const terms = namedTerms(objective).flatMap(({ name, term }) => {
    const prediction = lowered.outputs.get(term.output);
    if (prediction === undefined) return [];
    const label = labelOf(recipe, term);
    // As in Keras, weights of classes are for learning: what validation says does not depend on them.
    const weighted = mode.training && classWeightsOf(recipe, label.name) !== undefined;
    const classWeights = weighted ? classWeightsInput(builder, label, prediction) : undefined;
    const mask = label.optional ? maskInput(builder, label) : undefined;
    const value = addLoss(builder, term, {
      prediction,
      label: labelInput(builder, label, mixed(label)),
      classWeights,
      mask,
    });
    losses[`loss/${name}`] = value;
    return [{ weight: term.weight, value }];
  });
  for (const { path, shape, penalty } of trainableWeights(recipe)) {
    if (penalty === undefined) continue;
    builder.origin = { ...origin, path: layerOfWeight(path) };
    terms.push({ weight: 1, value: addPenalty(builder, builder.read(path, shape), penalty) });
  }
  builder.origin = { ...origin, path: 'loss' };
  const outputs = { loss: weightedSum(builder, terms), ...losses, ...predictions(lowered) };
  return builder.finish(name, outputs, lowered.updates);
}

/** One batch of several that make an update: forward, losses, gradients, and their sums. */
export function accumulateGraph(forward: OpGraph, recipe: PhaseRecipe, observe: Observer): OpGraph {
  const { builder, steps } = withGradients(forward, recipe);
  const whole = builder.finish(forward.name, forward.outputs, [
    ...forward.updates,
    ...addSums(builder, steps),
  ]);
  observe('gradients', whole);
  return runPasses(whole, finalPasses, observe);
}

/** Gradients of the loss and what the optimiser does with them, after the statistics' updates. */
function withUpdates(forward: OpGraph, recipe: PhaseRecipe): OpGraph {
  const { optimizer, regime } = recipe;
  const { builder, steps } = withGradients(forward, recipe);
  const summed = takeSums(builder, regime.accumulate, steps);
  const updates = addUpdates(
    builder,
    {
      optimizer,
      averaged: regime.average !== null,
      rateOf: (variable) => regime.rates[layerOfWeight(variable)] ?? 1,
    },
    clipGradients(builder, regime.clip, summed.steps),
  );
  return builder.finish(forward.name, forward.outputs, [...forward.updates, ...updates, ...summed.cleared]);
}

/** The graph with the gradients of its loss by what the phase trains. */
function withGradients(
  forward: OpGraph,
  recipe: PhaseRecipe,
): { readonly builder: GraphBuilder; readonly steps: readonly Step[] } {
  const { origin } = recipe;
  const builder = GraphBuilder.continue(forward, origin);
  const loss = forward.outputs['loss'];
  if (loss === undefined) throw new Error('The graph has no loss.');
  const trained = trainableWeights(recipe).map((weight) => ({
    weight,
    value: builder.read(weight.path, weight.shape),
  }));
  const gradients = addGradients(builder, loss, new Set(trained.map(({ value }) => value)));
  builder.origin = { ...origin, path: 'update' };
  const steps = trained.flatMap(({ weight, value }) => {
    const gradient = gradients.get(value);
    return gradient === undefined ? [] : [{ variable: weight.path, shape: weight.shape, gradient }];
  });
  return { builder, steps };
}

/** Every run is fed all inputs, used or not, so that a graph's signature does not depend on what it uses. */
function declareInputs(builder: GraphBuilder, model: LayerGraph): void {
  for (const { name, shape } of model.inputs) builder.input(`input/${name}`, float32([BATCH, ...shape]));
}

function predictions({ outputs }: LoweredModel): Record<string, ValueId> {
  return Object.fromEntries([...outputs].map(([name, value]) => [`prediction/${name}`, value]));
}

/** Units of the head that learns a label. */
function classesOf({ model, objective }: PhaseRecipe, label: ProgramLabel): number | undefined {
  const term = objective.find((each) => each.label === label.name);
  return model.outputs.find(({ name }) => name === term?.output)?.shape.at(-1);
}

function labelOf({ labels }: PhaseRecipe, term: LossTerm): ProgramLabel {
  const label = labels.get(term.label);
  if (label === undefined) throw new Error(`The data has no label "${term.label}".`);
  return label;
}

/** The terms of an objective by name: `OUTPUT`, and `OUTPUT/KIND` for a second loss on the same output. */
export function namedTerms(
  objective: readonly LossTerm[],
): readonly { readonly name: string; readonly term: LossTerm }[] {
  const taken = new Set<string>();
  return objective.map((term) => {
    const name = taken.has(term.output) ? `${term.output}/${term.kind}` : term.output;
    taken.add(name);
    return { name, term };
  });
}

/** What the samples of a label's classes count; undefined where they count alike, or the label has no classes. */
export function classWeightsOf(
  { classWeights, labels }: Pick<PhaseRecipe, 'classWeights' | 'labels'>,
  label: string,
): ClassWeights | undefined {
  const kind = labels.get(label)?.kind;
  return kind === 'binary' || kind === 'class' ? classWeights : undefined;
}

/** A factor for each class of a label, fed as `class_weights/NAME`. */
function classWeightsInput(builder: GraphBuilder, { name }: ProgramLabel, prediction: ValueId): ValueId {
  const units = builder.shape(prediction).at(-1) ?? 1;
  return builder.input(`class_weights/${name}`, float32([units === 1 ? 2 : units]));
}
