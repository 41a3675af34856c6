import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import type { TrainedLayers } from '../../report/trained-layers.ts';
import type { Confusion } from '../metrics/tally.ts';
import type { LoadedWeights } from '../weights/load.ts';
import type { PlannedFeatures } from './batch-source.ts';
import type { Best } from './position.ts';

/** What a run tells while it goes on: one line of `metrics.jsonl` and of `netc run --json` each, plain JSON. */
export type RunEvent =
  | StartEvent
  | WeightsEvent
  | PhaseEvent
  | FeaturesEvent
  | EpochEvent
  | KeptEvent
  | WarningEvent
  | InterruptedEvent
  | DoneEvent;

export interface StartEvent {
  readonly event: 'start';
  readonly run: string;
  readonly train: string;
  readonly model: string;
  readonly engine: string;
  readonly engineDescription: string;
  readonly reason: string;
  readonly seed: number;
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
  /** What a sample is called. */
  readonly noun: SampleNoun;
  /** Where a resumed run goes on; absent for a new one. */
  readonly resumedFrom?: { readonly phase: string; readonly epoch: number; readonly step: number };
}

/** A part of the model begins with weights from elsewhere. */
export interface WeightsEvent extends LoadedWeights {
  readonly event: 'weights';
}

export interface PhaseEvent {
  readonly event: 'phase';
  readonly train: string;
  readonly phase: string;
  readonly length: { readonly kind: 'epochs' | 'steps'; readonly count: number };
  /** Which stage of a phase that unfreezes gradually; `length` is then where it ends. */
  readonly stage?: number;
  /** Parameters, not layers. */
  readonly trainable: number;
  readonly frozen: number;
  /** What is trained, from the input to the output: layers, or a path below which all is trained. */
  readonly trained: readonly TrainedLayers[];
  /** How the weights are moved, beside the optimiser, as a program says it: `schedule: step(every: 8, factor: 0.96)`. */
  readonly settings: readonly string[];
  /** Before any schedule. */
  readonly learningRate: number;
}

/** A phase goes on from features that are computed once. */
export interface FeaturesEvent extends PlannedFeatures {
  readonly event: 'features';
  readonly train: string;
  readonly phase: string;
}

/** Means over a split: `loss` and each metric by its name. */
export type FlatScores = Readonly<Record<string, number>> & { readonly loss: number };

export interface EpochEvent {
  readonly event: 'epoch';
  readonly train: string;
  readonly phase: string;
  /** From 1 in each phase. */
  readonly epoch: number;
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Each task's own loss, without its weight, where there are several. */
  readonly losses?: Readonly<Record<string, number>>;
  /** The part of each in what is minimized, weights counted: numbers that add up to 1. */
  readonly shares?: Readonly<Record<string, number>>;
  readonly val?: FlatScores;
  /** How often each class was taken for which, by metric: of validation, or of training where there is none. */
  readonly confusions?: Readonly<Record<string, Confusion>>;
  /** Of the epoch's last step; absent where no schedule changes it. */
  readonly learningRate?: number;
  /** Of training and validation together. */
  readonly seconds: number;
  /** Training photos a second of training time. */
  readonly imagesPerSecond: number;
  /** Seconds in which the engine stood still because the next batch was not ready. */
  readonly waitedForData: number;
}

/** A phase ended, and the weights of its best epoch are back. */
export interface KeptEvent {
  readonly event: 'kept';
  readonly train: string;
  readonly phase: string;
  /** The epoch whose weights they are. */
  readonly epoch: number;
  readonly loss: number;
  /** What it was best in. */
  readonly figure: string;
  readonly value: number;
  /** Whether early stopping ended the phase. */
  readonly early: boolean;
  /** The last epoch that was trained. */
  readonly last: number;
}

export interface WarningEvent {
  readonly event: 'warning';
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'advice';
  readonly message: string;
  /** The phase whose first epoch it is about; absent for what is about no epoch. */
  readonly phase?: string;
}

export interface InterruptedEvent {
  readonly event: 'interrupted';
  readonly run: string;
  readonly phase: string;
  readonly epoch: number;
  readonly step: number;
}

export interface DoneEvent {
  readonly event: 'done';
  readonly run: string;
  /** Absent where the data has no test split. */
  readonly test?: FlatScores;
  readonly confusions?: Readonly<Record<string, Confusion>>;
  readonly engine: string;
  /** Of the whole run, all its sittings together. */
  readonly seconds: number;
  readonly best?: Best;
}
