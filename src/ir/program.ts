import type {
  Augmentation,
  ClassWeights,
  Initializer,
  Label,
  Length,
  LossTerm,
  MetricKind,
  NameTables,
  PretrainedLayer,
  Mix,
  Precision,
  Regime,
  Shape,
} from './upstream.ts';
import type { LayerGraph } from './layer-graph.ts';
import type { OpGraph } from './op-graph.ts';
import type { Feature } from './prefix/frozen-prefix.ts';

/** Everything a run needs, known before a tensor exists. Plain data. */
export interface Program {
  readonly train: string;
  readonly model: LayerGraph;
  readonly dataset: string;
  readonly seed: number;
  /** Of the arithmetic of training steps, where an engine can choose it. Weights are float32 always. */
  readonly precision: Precision;
  readonly inputs: readonly ProgramInput[];
  readonly outputs: readonly ProgramOutput[];
  /** Those that some loss learns, as graphs are fed them. */
  readonly labels: readonly ProgramLabel[];
  /** Layers that begin with weights from elsewhere. */
  readonly weights: readonly WeightRequest[];
  /** Weights of the model first, in layer order; then the optimisers' slots. */
  readonly variables: readonly Variable[];
  readonly phases: readonly PhaseProgram[];
  /** Inputs → predictions (an output's activation applied), without train-only parts. */
  readonly predict: OpGraph;
}

/** A part of the model that begins with weights from elsewhere, or all of it. */
export interface WeightRequest {
  /** What is meant to fit: `VGG16`, or the model. */
  readonly block: string;
  /** The file that declares that: `std/vgg`. */
  readonly from: string;
  /** The scope of its layers; empty for the whole model. */
  readonly path: string;
  /** What the program calls the weights: `imagenet`, `run:small`, or a path from the file that names it. */
  readonly weights: string;
  /** The file that names it. */
  readonly file: string;
  /** The block's option `top`; undefined where it has none. */
  readonly top: boolean | undefined;
  readonly layers: readonly PretrainedLayer[];
  readonly names: NameTables;
}

/** Feeds `input/NAME`, float32 `[BATCH, …shape]`. */
export interface ProgramInput {
  readonly name: string;
  readonly column: string;
  readonly shape: Shape;
}

/** Predictions come out as `prediction/NAME`, float32 `[BATCH, units]`. */
export interface ProgramOutput {
  readonly name: string;
  readonly shape: Shape;
  readonly trainOnly: boolean;
  /** What it learns, in the form in which it says it; undefined when no loss reaches it. */
  readonly label: ProgramLabel | undefined;
  /** Whether its number tells two classes by its sign, and is no probability. */
  readonly margin: boolean;
}

/**
 * Fed as `label/NAME`: float32 `[BATCH, 1]` of 0 and 1 for `binary`, int32 `[BATCH]` of class numbers for `class`,
 * float32 `[BATCH, units]` for `number` (1 unit) and `vector`. An optional one is fed `mask/NAME` as well, float32
 * `[BATCH]`: 1 where a sample has it, 0 where it is missing and stands as 0.
 */
export type ProgramLabel = Pick<Label, 'name' | 'kind' | 'classes' | 'units' | 'optional'>;

export interface Variable {
  readonly path: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** `weight` learns by gradient, `statistic` by averaging, `slot` is an optimiser's memory. */
  readonly role: 'weight' | 'statistic' | 'slot';
}

/**
 * One phase of a train.
 *
 * `trainStep` feeds: `input/…`, `label/…`, `learning_rate` (float32 scalar), `seed` (int32 [2]: run seed, step), for
 * classes that count unlike `class_weights/LABEL` (float32 `[classes]`), for adam `beta1_power`, `beta2_power` (float32 scalars: βᵗ, t from 1 in each phase), and for averages `average_momentum`
 * (float32 scalar: 0 in the phase's first update). It gives `loss` (the objective: a
 * batch mean plus regularisers), `loss/OUTPUT` for each term (a second term on an output is `loss/OUTPUT/KIND`),
 * `prediction/OUTPUT`. It has all of these inputs, whether the model uses them or not.
 *
 * `accumulateStep` is fed the same and gives the same; it adds the gradients up and changes no weight.
 *
 * `evaluateStep` feeds inputs and labels only and gives the same outputs with layers in inference mode, without those of
 * train-only outputs.
 */
export interface PhaseProgram {
  readonly name: string;
  readonly batch: number;
  readonly length: Length;
  readonly regime: Regime;
  /** The optimiser's: what its schedule begins from. */
  readonly learningRate: number;
  /** Present for optimisers that need βᵗ. */
  readonly betas: { readonly beta1: number; readonly beta2: number } | undefined;
  /** What the data pipeline does to training photos; undefined where nothing is. */
  readonly augment: Augmentation | undefined;
  /** How many versions of each training photo it makes, over and over; undefined where each epoch has its own. */
  readonly cached: number | undefined;
  /** How it mixes the photos and labels of a training batch; undefined where it does not. */
  readonly mix: Mix | undefined;
  /** Paths of variables, of role `weight`. */
  readonly trainable: readonly string[];
  /** Paths of weights and statistics that this phase does not change. */
  readonly frozen: readonly string[];
  readonly slots: readonly string[];
  readonly terms: readonly ProgramTerm[];
  readonly metrics: readonly ProgramMetric[];
  /** By label: fed to `trainStep` as `class_weights/NAME`. */
  readonly classWeights: Readonly<Record<string, ClassWeights>>;
  readonly trainStep: OpGraph;
  /** Where several batches make one update, what all but the last of them run. */
  readonly accumulateStep: OpGraph | undefined;
  readonly evaluateStep: OpGraph;
  /** What the steps begin with and this phase does not change; undefined where that is nothing worth mentioning. */
  readonly prefix: FrozenPrefix | undefined;
  readonly cost: Cost;
}

/**
 * The part of a phase's graphs that stays as it is, apart from the rest: its results can be computed once for each photo.
 * The steps here are those of the phase from there on, fed `feature/0`, `feature/1`, … in the place of the model's inputs.
 */
export interface FrozenPrefix {
  /** `input/…` of the inputs that it needs → `feature/…`. */
  readonly graph: OpGraph;
  readonly features: readonly Feature[];
  /** Names of the model's inputs that the steps are fed beside the features. */
  readonly inputs: readonly string[];
  /**
   * How many versions of each training photo the phase goes through: 1 where nothing changes photos, 0 where each epoch
   * changes them anew. Then there are no training steps on features; photos for validation are never changed.
   */
  readonly versions: number;
  readonly trainStep: OpGraph | undefined;
  readonly accumulateStep: OpGraph | undefined;
  readonly evaluateStep: OpGraph;
  /** Of all features of one sample. */
  readonly bytes: number;
  /** Floating point operations of the prefix, for one sample. */
  readonly flops: number;
}

/** A term of the objective, in its order. */
export interface ProgramTerm {
  /** Its value is the graphs' `loss/NAME`. */
  readonly name: string;
  readonly kind: LossTerm['kind'];
  readonly weight: number;
  readonly output: string;
  readonly label: string;
}

/** Computed on the host from predictions and labels of a whole split. */
export interface ProgramMetric {
  readonly name: string;
  readonly kind: MetricKind;
  /** The likeliest classes that count as right, for `top_accuracy` and `top_error`; null for all else. */
  readonly k: number | null;
  readonly output: string;
  readonly label: string;
}

export interface Cost {
  /** Floating point operations of one training step on one batch. */
  readonly flops: number;
}
