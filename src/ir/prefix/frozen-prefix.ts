import { changedVariables, isEffect } from '../op-kinds.ts';
import type { OpGraph, ValueId } from '../op-graph.ts';
import { graphFlops } from '../flops.ts';
import { rebuild } from '../passes/pass.ts';
import { withoutDeadCode } from '../passes/dead-code.ts';
import { bytes } from '../tensor-type.ts';
import { isPhoto, standings } from './frozen-values.ts';
import { isCostly, smallestCut } from './smallest-cut.ts';
import { valueNumbers } from './value-numbers.ts';

/** Name of the pass, as `--emit` has it. */
export const frozenPrefixPass = 'frozen-prefix';

/** The graphs of a phase in two: what stays as it is, and what goes on from there. */
export interface SplitGraphs {
  /** Inputs → `feature/0`, `feature/1`, …; takes the inputs that it needs. */
  readonly prefix: OpGraph;
  readonly features: readonly Feature[];
  /** Inputs of the model that the rest needs beside the features: feeds `input/NAME`. */
  readonly inputs: readonly string[];
  /** The training graph from the features on. */
  readonly train: OpGraph;
  /** The graph for validation from the features on. */
  readonly evaluate: OpGraph;
  /** Of all features of one sample. */
  readonly bytes: number;
  /** Of the prefix, for one sample. */
  readonly flops: number;
}

/** A tensor at the boundary. */
export interface Feature {
  /** `feature/0`: what the prefix gives and the rest is fed, float32 `[BATCH, …shape]`. */
  readonly name: string;
  /** Of the layer that it comes from. */
  readonly path: string;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/**
 * Operations that a byte must save: reading one from a disk takes as long as these on a processor of two cores. Below it
 * keeping features would only move the work.
 */
const leastOperationsPerByte = 64;

/**
 * Splits the graphs of a phase where training changes nothing before, so that the part before can be computed once: what no
 * changed variable feeds and nothing that is random or mixes samples. Undefined where there is none, or too little to gain.
 * @param train forward and losses in training mode, before gradients are made
 * @param evaluate the same in inference mode
 * @param trainable paths of the variables that learn by gradient
 */
export function splitFrozenPrefix(
  train: OpGraph,
  evaluate: OpGraph,
  trainable: readonly string[],
): SplitGraphs | undefined {
  const changed = new Set([
    ...trainable,
    ...train.nodes.flatMap((node) => (isEffect(node) ? changedVariables(node) : [])),
  ]);
  const standing = standings(train, changed);
  const [numbers = [], evaluateNumbers = []] = valueNumbers([train, evaluate]);
  const twins = new Map(numbers.map((number, value) => [number, value]));
  /** For each value of the graph for validation, the frozen one that is computed alike while training. */
  const frozenTwin = evaluateNumbers.map((number) => {
    const twin = twins.get(number);
    return twin !== undefined && standing[twin] === 'frozen' ? twin : undefined;
  });
  const needed = new Set([
    ...usedOutside(train, (value) => (standing[value] === 'frozen' ? value : undefined)),
    ...usedOutside(evaluate, (value) => frozenTwin[value]),
  ]);
  const cut = smallestCut(train, standing, needed).filter((value) => train.nodes[value]?.kind !== 'input');
  if (cut.length === 0) return undefined;

  const features = cut.map((value, index) => featureOf(train, value, index));
  const names = new Map(cut.map((value, index) => [value, `feature/${index}`]));
  const prefix = withoutDeadCode(
    {
      name: 'prefix',
      nodes: train.nodes,
      outputs: Object.fromEntries([...names].map(([value, name]) => [name, value])),
      updates: [],
    },
    () => false,
  );
  const size = cut.reduce((sum, value) => sum + typeBytes(train, value), 0);
  const flops = graphFlops(prefix, 1);
  if (!isCostly(prefix) || flops < leastOperationsPerByte * size) return undefined;

  const trainRest = goingOnFrom(train, (value) => names.get(value));
  const evaluateRest = goingOnFrom(evaluate, (value) => names.get(frozenTwin[value] ?? -1));
  const inputs = new Set([...photosOf(trainRest), ...photosOf(evaluateRest)]);
  const stays = (input: string): boolean => !isPhoto(input) || inputs.has(input);
  return {
    prefix,
    features,
    inputs: [...inputs].map((feed) => feed.slice(feed.indexOf('/') + 1)),
    train: withoutDeadCode(trainRest, stays),
    evaluate: withoutDeadCode(evaluateRest, stays),
    bytes: size,
    flops,
  };
}

/** The frozen values that others of a graph are computed from, or that a run gives back. */
function usedOutside(graph: OpGraph, frozen: (value: ValueId) => ValueId | undefined): readonly ValueId[] {
  const used = graph.nodes.flatMap((node, value) => (frozen(value) === undefined ? node.inputs : []));
  return [...used, ...Object.values(graph.outputs)].flatMap((value) => frozen(value) ?? []);
}

/** A graph that is fed some of its values; all inputs stay. */
function goingOnFrom(graph: OpGraph, nameOf: (value: ValueId) => string | undefined): OpGraph {
  return rebuild(graph, (builder, node, value) => {
    const name = nameOf(value);
    return name === undefined ? builder.append(node) : builder.input(name, node.type);
  });
}

/** Feeds of the model's inputs that a graph needs. */
function photosOf(graph: OpGraph): readonly string[] {
  return withoutDeadCode(graph, () => false).nodes.flatMap((node) =>
    node.kind === 'input' && isPhoto(node.attributes.name) ? [node.attributes.name] : [],
  );
}

function featureOf(graph: OpGraph, value: ValueId, index: number): Feature {
  const node = graph.nodes[value];
  return {
    name: `feature/${index}`,
    path: node?.origin.path ?? '',
    shape: node?.type.shape.slice(1) ?? [],
  };
}

function typeBytes(graph: OpGraph, value: ValueId): number {
  const node = graph.nodes[value];
  return node === undefined ? 0 : bytes(node.type, 1);
}
