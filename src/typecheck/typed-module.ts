import type { Span } from '../source/span.ts';
import type { Augmentation, Mix } from './augment/augmentation.ts';
import type { Length, Regime } from './regime.ts';

/**
 * A module that passed the checker: names resolved, compile-time values computed, blocks and repeats unrolled,
 * every shape known. Only the checker makes one, so code generation cannot be handed an unchecked program.
 */
export interface TypedModule {
  readonly path: string;
  readonly parameters: readonly TypedParameter[];
  readonly datasets: readonly TypedDataset[];
  readonly models: readonly TypedModel[];
  readonly trains: readonly TypedTrain[];
  readonly ensembles: readonly TypedEnsemble[];
}

/** A `param` with the value this compilation uses (its default, or `--set`). */
export interface TypedParameter {
  readonly name: string;
  readonly value: PlainValue;
  readonly doc: string;
}

/** Sizes without the batch: `[height, width, channels]` for an image, `[units]` for a vector. */
export type Shape = readonly number[];

/** A compile-time value as options carry it. */
export type PlainValue = number | string | boolean | null | readonly PlainValue[];

/** Options of a layer by their declared names, defaults filled in. */
export type LayerOptions = Readonly<Record<string, PlainValue>>;

// --- models ---------------------------------------------------------------------------------------------------

/** A model as the straight list of the layers it is made of, in an order in which they can be computed. */
export interface TypedModel {
  readonly name: string;
  readonly doc: string;
  readonly span: Span;
  readonly inputs: readonly TypedInput[];
  readonly layers: readonly LayerCall[];
  readonly outputs: readonly TypedOutput[];
  readonly pretrained: readonly Pretrained[];
}

/** A block whose layers begin with weights from elsewhere: `VGG16(weights: "imagenet")`. */
export interface Pretrained extends Convention {
  readonly block: string;
  /** The file that declares it: `std/vgg`. */
  readonly from: string;
  /** The scope of its layers; empty where that is the whole model. */
  readonly path: string;
  /** What the program calls the weights. */
  readonly weights: string;
  /** Its option `top`; undefined where it has none. */
  readonly top: boolean | undefined;
  /** What begins with them. */
  readonly layers: readonly PretrainedLayer[];
  readonly span: Span;
}

/** What a file of blocks says of the files of weights that others have written for them. */
export interface Convention {
  readonly names: NameTables;
  /** The pixels that such weights were trained on, by who wrote them. */
  readonly pixels: Readonly<Partial<Record<keyof NameTables, PixelDomain>>>;
}

/** The consts `keras_names` and `torch_names`: where other libraries keep the weights of each layer. */
export interface NameTables {
  readonly keras: readonly NamePair[];
  readonly torch: readonly NamePair[];
}

/** A path below the block and the name of that layer, `{x}` standing for the same number in both. */
export interface NamePair {
  readonly path: string;
  readonly name: string;
}

/** A layer that has weights of its own, or none. */
export interface PretrainedLayer {
  /** In the model: `base.block1.conv1`. */
  readonly path: string;
  /** Below its block: `block1.conv1`. */
  readonly name: string;
}

/** Identifies a tensor inside one model: an input or the result of a layer call. */
export type TensorId = number;

export interface TypedInput {
  readonly id: TensorId;
  readonly name: string;
  readonly shape: Shape;
  readonly span: Span;
}

/** One application of a layer to tensors. */
export interface LayerCall {
  /** Of the tensor it makes. */
  readonly id: TensorId;
  /** Key into the layer registry: `conv`, `dense`, `add`, … */
  readonly kind: string;
  /** Unique in the model: `base.block5.conv1`. */
  readonly path: string;
  /** The path whose weights it uses: its own, or that of an earlier call of the same `let` layer. */
  readonly weightsPath: string;
  readonly options: LayerOptions;
  readonly inputs: readonly TensorId[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  /** Reached only by train outputs: absent when the model is evaluated or used. */
  readonly trainOnly: boolean;
  readonly span: Span;
}

export interface TypedOutput {
  readonly name: string;
  readonly tensor: TensorId;
  readonly shape: Shape;
  readonly trainOnly: boolean;
  readonly span: Span;
}

// --- data -----------------------------------------------------------------------------------------------------

export interface TypedDataset {
  readonly name: string;
  readonly doc: string;
  readonly span: Span;
  readonly source: DataSource;
  /** The photos of a sample, one for each column. */
  readonly images: readonly ImageColumn[];
  readonly labels: readonly Label[];
  readonly split: Split;
}

/** Where samples come from. */
export type DataSource =
  /** A folder with a folder for each class (below one for each split where the split is `folders`). */
  | {
      readonly kind: 'images';
      readonly path: string;
      readonly span: Span;
      /** By which names of files say classes, where folders do not: `{class}.{number}.jpg`. */
      readonly names?: string | undefined;
      /** In which classes stand, where neither folders nor names say them. */
      readonly table?: LabelTableSource | undefined;
    }
  /** A file with a row for each sample. Without a delimiter the file's ending says it. */
  | {
      readonly kind: 'table';
      readonly path: string;
      readonly delimiter: string | undefined;
      readonly span: Span;
    }
  | ArraySource;

/** A table of the folder's photos and their classes: its path below the folder, and its columns. */
export interface LabelTableSource {
  readonly path: string;
  readonly file: string;
  readonly class: string;
}

/**
 * Arrays, an element for each sample: MNIST's four files or CIFAR's batches in a folder, a file of NumPy (`.npz`), or a folder
 * with a `.npy` for each array.
 */
export interface ArraySource {
  readonly kind: 'idx' | 'cifar10' | 'cifar100' | 'arrays';
  readonly path: string;
  readonly span: Span;
}

/** A photo that each sample has. */
export interface ImageColumn {
  readonly name: string;
  /** How the file's path is put together from a row of a table; the array that holds it; empty for a folder of photos. */
  readonly path: readonly PathPart[];
  /** Of the photos as the model gets them. */
  readonly size: ImageShape;
  readonly resize: Resize;
  readonly pixels: PixelDomain;
  /** Of arrays: the number that is white, where black is 0. Undefined where the type of the numbers says it. */
  readonly white?: number | undefined;
}

/** How a photo becomes a picture of another shape, bilinearly. */
export interface Resize {
  /** Stretched as it is; its middle cut out to the shape; or black bars added to it. */
  readonly kind: 'stretch' | 'crop' | 'pad';
  /** Whether every pixel counts when a photo shrinks, instead of the four nearest. */
  readonly antialias: boolean;
}

/** What grey levels become; their definitions are in `data/pixel-domains.ts`. */
export type PixelDomain = 'unit' | 'bytes' | 'tf' | 'caffe' | 'torch' | 'standardized';

/** Text as it stands, or what a column of the table holds. */
export type PathPart = string | { readonly column: string };

/** In pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** A size, and how many numbers a pixel has. */
export interface ImageShape extends Size {
  readonly channels: ChannelCount;
}

/** Grey, or red, green and blue. */
export type ChannelCount = 1 | 3;

/** How samples are divided into training, validation and test. */
export type Split =
  | { readonly kind: 'folders' }
  /**
   * As files of arrays say. Where none are for validation, a part of those for training is: a share below 1, or a number of
   * samples; 0 for none.
   */
  | ({ readonly kind: 'files'; readonly validation: number } & Grouping)
  /** By `hash` each sample's own draw decides alone: it stays in its split whatever comes or goes. */
  | ({ readonly kind: 'fractions' | 'counts' | 'hash' } & Grouping & Parts);

/** What says which samples stay together, where any do. */
export interface Grouping {
  /** A column of a table, an array, or of photos in a folder a word of their names' pattern. */
  readonly by?: string | undefined;
  /** The pattern that the word is of, where it is not that by which names say classes. */
  readonly byNames?: string | undefined;
}

/** A division that is drawn. */
export type DrawnSplit = Extract<Split, Parts>;

/** Shares that add up to 1, or numbers of samples. */
export interface Parts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** What an output learns. */
export interface Label {
  readonly name: string;
  readonly kind: 'binary' | 'class' | 'number' | 'vector';
  /** Columns of the table, or the array, that hold it: several only for a vector of a table; none where no name is needed. */
  readonly columns: readonly string[];
  /**
   * In the order of their numbers. Undefined for a number or a vector, and for a folder of photos until it has been
   * looked at.
   */
  readonly classes: readonly string[] | undefined;
  /** How many numbers it is: those of a vector, otherwise 1. */
  readonly units: number;
  /** Whether samples may lack it: such a sample counts for the other labels only. */
  readonly optional: boolean;
}

// --- training -------------------------------------------------------------------------------------------------

export interface TypedTrain {
  readonly name: string;
  readonly doc: string;
  readonly span: Span;
  readonly model: string;
  readonly dataset: string;
  /** Input of the model → image column of the data. */
  readonly inputColumns: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly precision: Precision;
  /** What the whole model begins with, where that is not drawn. */
  readonly weights: TrainWeights | undefined;
  /** In order; a train without phases has one, named like the train. */
  readonly phases: readonly TypedPhase[];
}

/** Of the arithmetic of training steps: `auto` is bfloat16 where the processor or GPU gains by it. */
export type Precision = 'float32' | 'bfloat16' | 'auto';

/** The setting `weights` of a train. */
export interface TrainWeights extends Convention {
  readonly weights: string;
  readonly span: Span;
}

export interface TypedPhase {
  readonly name: string;
  readonly span: Span;
  readonly batch: number;
  readonly length: Length;
  readonly objective: readonly LossTerm[];
  readonly metrics: readonly MetricTerm[];
  /** For every loss of classes; undefined where all count alike. */
  readonly classWeights: ClassWeights | undefined;
  readonly optimizer: Optimizer;
  /** What is done to its training photos, one by one; undefined where nothing is. */
  readonly augment: Augmentation | undefined;
  /** How many versions of each photo the augmentation makes; undefined where each epoch has its own. */
  readonly cached: number | undefined;
  /** How the photos of a training batch are mixed; undefined where they are not. */
  readonly mix: Mix | undefined;
  readonly regime: Regime;
  /** Paths of the layers whose weights are not trained in this phase. */
  readonly frozen: readonly string[];
}

/** Trains whose models vote on what a photo shows; all of them tell the same classes. */
export interface TypedEnsemble {
  readonly name: string;
  readonly doc: string;
  readonly span: Span;
  /** What members are trained on: all training samples, or as many drawn with replacement, others for each. */
  readonly sample: 'all' | 'bootstrap';
  /** `weighted` is a mean in which members count by their share of right answers in validation. */
  readonly vote: 'mean' | 'majority' | 'weighted';
  /** Two at least. */
  readonly members: readonly EnsembleMember[];
}

export interface EnsembleMember {
  /** That of its train, numbered where there are copies: `finetune-2`. */
  readonly name: string;
  readonly train: string;
  /** Which output votes. */
  readonly output: string;
  /** Added to the train's seed, so that copies begin with other weights. */
  readonly seedOffset: number;
}

/** `weight * loss(output, label)`. */
export interface LossTerm {
  readonly weight: number;
  readonly kind:
    'binary_crossentropy' | 'cross_entropy' | 'binary_focal' | 'focal' | 'hinge' | 'mse' | 'mae' | 'huber';
  readonly output: string;
  readonly label: string;
  /** By their declared names, defaults filled in. */
  readonly options: Readonly<Record<string, number | null>>;
  readonly span: Span;
}

/**
 * How much samples of each class count in training: `balanced` as much more as there are fewer of them, or a factor by
 * class, 1 for those that are not named.
 */
export type ClassWeights = 'balanced' | Readonly<Record<string, number>>;

/** Measured on the predictions of a whole split. */
export interface MetricTerm {
  readonly kind: MetricKind;
  /** The likeliest classes that count as right, for `top_accuracy` and `top_error`; null for all else. */
  readonly k: number | null;
  readonly output: string;
  readonly label: string;
}

export type MetricKind =
  | 'accuracy'
  | 'top_accuracy'
  | 'top_error'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'auc'
  | 'confusion'
  | 'mae'
  | 'mse'
  | 'r2';

/** Defaults are Keras's. */
export type Optimizer = OptimizerSettings &
  (
    | { readonly kind: 'sgd'; readonly momentum: number; readonly nesterov: boolean }
    | { readonly kind: 'rmsprop'; readonly rho: number; readonly momentum: number; readonly epsilon: number }
    | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
    | { readonly kind: 'adamw'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
    | { readonly kind: 'adagrad'; readonly accumulator: number; readonly epsilon: number }
    | { readonly kind: 'adadelta'; readonly rho: number; readonly epsilon: number }
    | { readonly kind: 'lion'; readonly beta1: number; readonly beta2: number }
  );

/** What every optimiser has. */
export interface OptimizerSettings {
  readonly learningRate: number;
  /** Each step also takes this share of the learning rate off every trained weight; 0 for none. */
  readonly weightDecay: number;
}
