import type { OpGraph } from './op-graph.ts';
import type { Program } from './program.ts';

/** A graph of a program, as engines and `--graph` name it; the number is the phase's place. */
export type GraphKey = 'predict' | PhaseGraphKey;

/**
 * What is done with a phase's graphs: its steps, those of them that go on from features, and what makes features.
 * `prefix-evaluate` is `prefix` as validation computes it, where training steps may compute in something else.
 */
export type PhaseGraphKey = `${
  | 'train'
  | 'accumulate'
  | 'evaluate'
  | 'prefix'
  | 'prefix-evaluate'
  | 'train-on-features'
  | 'accumulate-on-features'
  | 'evaluate-on-features'}/${number}`;

/** Names of the graphs that a phase may have. */
export function graphKeys(phase: number): {
  readonly [
    K in
      | 'train'
      | 'accumulate'
      | 'evaluate'
      | 'prefix'
      | 'evaluatePrefix'
      | 'trainOnFeatures'
      | 'accumulateOnFeatures'
      | 'evaluateOnFeatures'
  ]: PhaseGraphKey;
} {
  return {
    train: `train/${phase}`,
    accumulate: `accumulate/${phase}`,
    evaluate: `evaluate/${phase}`,
    prefix: `prefix/${phase}`,
    evaluatePrefix: `prefix-evaluate/${phase}`,
    trainOnFeatures: `train-on-features/${phase}`,
    accumulateOnFeatures: `accumulate-on-features/${phase}`,
    evaluateOnFeatures: `evaluate-on-features/${phase}`,
  };
}

/** All graphs of a program by their names, phase after phase. */
export function programGraphs({ phases, predict, precision }: Program): ReadonlyMap<GraphKey, OpGraph> {
  const graphs = new Map<GraphKey, OpGraph>();
  for (const [index, { trainStep, accumulateStep, evaluateStep, prefix }] of phases.entries()) {
    const keys = graphKeys(index);
    const add = (key: GraphKey, graph: OpGraph | undefined): void => {
      if (graph !== undefined) graphs.set(key, graph);
    };
    add(keys.train, trainStep);
    add(keys.accumulate, accumulateStep);
    add(keys.evaluate, evaluateStep);
    add(keys.prefix, prefix?.graph);
    if (precision !== 'float32') add(keys.evaluatePrefix, prefix?.graph);
    add(keys.trainOnFeatures, prefix?.trainStep);
    add(keys.accumulateOnFeatures, prefix?.accumulateStep);
    add(keys.evaluateOnFeatures, prefix?.evaluateStep);
  }
  return graphs.set('predict', predict);
}

/** The graph that computes the features of a graph's phase. */
export function prefixOf(key: GraphKey): GraphKey {
  return `prefix/${Number(key.slice(key.indexOf('/') + 1))}`;
}
