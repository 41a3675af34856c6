import { layerOfWeight } from '../../ir/build-layer-graph.ts';
import { graphKeys, type GraphKey } from '../../ir/graph-keys.ts';
import { scheduleKernels } from '../../codegen/kernel-schedule/schedule-kernels.ts';
import type { OpGraph } from '../../ir/op-graph.ts';
import type { FrozenPrefix, Program, ProgramInput } from '../../ir/program.ts';
import { trainedLayers } from '../../report/trained-layers.ts';
import type { Arithmetic } from '../../codegen/savedmodel/emit-savedmodel.ts';
import type { SplitName } from '../data/index.ts';
import { phaseAt } from '../train/evaluate.ts';

/** What of a phase is computed once. It depends on the program alone, so that a run that goes on does as it did. */
export interface FeaturePlan {
  readonly prefix: FrozenPrefix;
  /** Versions of each training photo whose features are kept; 0 where its steps begin with photos. */
  readonly versions: number;
  /** Whether features of validation photos are kept. */
  readonly validation: boolean;
  /** Samples that are computed at once. */
  readonly batch: number;
  /** What the frozen part takes of a sample. */
  readonly inputs: readonly ProgramInput[];
  /** What the steps take beside features. */
  readonly rest: readonly ProgramInput[];
  /** Variables that the frozen part reads. */
  readonly variables: readonly string[];
  /** What is computed once, from the input on; where all below a path is, the path stands for it: `base`. */
  readonly paths: readonly string[];
}

/** Bytes of tensors alive at once that computing features may take: enough to keep every core busy. */
const memory = 256e6;
/** Samples at once: beyond, nothing is gained. */
const mostAtOnce = 64;

/**
 * What of a phase is worth to be computed once: what its epochs would compute again. Undefined where that is nothing.
 * @param stepsInEpoch steps of a pass over the training photos
 */
export function featurePlan(program: Program, phase: number, stepsInEpoch: number): FeaturePlan | undefined {
  const { prefix } = phaseAt(program, phase);
  if (prefix === undefined) return undefined;
  const passes = passesOf(program, phase, stepsInEpoch);
  const versions = prefix.trainStep !== undefined && passes > prefix.versions ? prefix.versions : 0;
  const validation = passes > 1;
  if (versions === 0 && !validation) return undefined;
  const variables = [
    ...new Set(
      prefix.graph.nodes.flatMap((node) => (node.kind === 'read' ? [node.attributes.variable] : [])),
    ),
  ];
  return {
    prefix,
    versions,
    validation,
    batch: Math.max(
      1,
      Math.min(mostAtOnce, Math.floor(memory / scheduleKernels(prefix.graph, 'wasm', 1).peakBytes)),
    ),
    ...inputsAround(program, prefix),
    variables,
    paths: pathsOf(program, variables),
  };
}

/** What a frozen part takes of a sample, and what the steps take beside its features. */
export function inputsAround(
  { inputs }: Program,
  { graph, inputs: rest }: FrozenPrefix,
): Pick<FeaturePlan, 'inputs' | 'rest'> {
  const fed = new Set(inputNames(graph));
  return {
    inputs: inputs.filter(({ name }) => fed.has(name)),
    rest: inputs.filter(({ name }) => rest.includes(name)),
  };
}

/** The graph that computes features: while training in the arithmetic of its steps, else in float32. */
export function prefixGraph(phase: number, split: SplitName, arithmetic: Arithmetic): GraphKey {
  const keys = graphKeys(phase);
  return split !== 'train' && arithmetic !== 'float32' ? keys.evaluatePrefix : keys.prefix;
}

/** How often a phase, or a stage of one, goes over the training photos at most, begun passes counted. */
function passesOf(program: Program, place: number, stepsInEpoch: number): number {
  const { length, regime } = phaseAt(program, place);
  // The length of a later stage says where it ends, its phase's earlier stages counted.
  const before = (regime.stage?.index ?? 0) > 0 ? phaseAt(program, place - 1).length.count : 0;
  const count = length.count - before;
  return length.kind === 'epochs' ? count : Math.ceil((count * regime.accumulate) / stepsInEpoch);
}

function inputNames({ nodes }: OpGraph): readonly string[] {
  return nodes.flatMap((node) =>
    node.kind === 'input' ? [node.attributes.name.slice(node.attributes.name.indexOf('/') + 1)] : [],
  );
}

function pathsOf(program: Program, variables: readonly string[]): readonly string[] {
  const paths = trainedLayers(program, { trainable: variables }).map(({ path }) => path);
  return paths.length > 0 ? paths : [...new Set(variables.map(layerOfWeight))];
}
