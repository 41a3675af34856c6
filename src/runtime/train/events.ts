import type { Confusion } from '../metrics/tally.ts';

/** What a run tells while it goes on: one line of `metrics.jsonl` and of `netc run --json` each, plain JSON. */
export type RunEvent = StartEvent | PhaseEvent | EpochEvent | WarningEvent | InterruptedEvent | DoneEvent;

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
  /** Where a resumed run goes on; absent for a new one. */
  readonly resumedFrom?: { readonly phase: string; readonly epoch: number; readonly step: number };
}

export interface PhaseEvent {
  readonly event: 'phase';
  readonly train: string;
  readonly phase: string;
  readonly length: { readonly kind: 'epochs' | 'steps'; readonly count: number };
  /** Parameters, not layers. */
  readonly trainable: number;
  readonly frozen: number;
  readonly learningRate: number;
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
  /** Each output's own loss, where there are several. */
  readonly losses?: Readonly<Record<string, number>>;
  readonly val?: FlatScores;
  /** How often each class was taken for which, by metric: of validation, or of training where there is none. */
  readonly confusions?: Readonly<Record<string, Confusion>>;
  /** Of training and validation together. */
  readonly seconds: number;
  /** Training photos a second of training time. */
  readonly imagesPerSecond: number;
  /** Seconds in which the engine stood still because the next batch was not ready. */
  readonly waitedForData: number;
}

export interface WarningEvent {
  readonly event: 'warning';
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'advice';
  readonly message: string;
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
  readonly best?: { readonly phase: string; readonly epoch: number; readonly loss: number };
}
