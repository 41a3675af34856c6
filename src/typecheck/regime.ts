/** How a phase moves its weights, beside its optimiser: a part of `TypedPhase`, and of the program of a run. */
export interface Regime {
  /** Batches whose gradients one update takes the mean of. */
  readonly accumulate: number;
  readonly schedule: Schedule;
  readonly stop: EarlyStop | null;
  readonly keep: Keep;
  readonly clip: Clip | null;
  /** μ of the moving average of the weights, which is evaluated and kept in their place; null for none. */
  readonly average: number | null;
  /** Layers with a share of the learning rate for their own, by the path of their weights. */
  readonly rates: Readonly<Record<string, number>>;
  readonly stage: Stage | null;
}

/** How long something is trained. */
export interface Length {
  readonly kind: 'epochs' | 'steps';
  readonly count: number;
}

/**
 * A part of a phase that unfreezes gradually. From the second on a stage goes on with the optimiser, the schedule and
 * the counts of the one before; its phase's length is where it ends, counted from the first stage's beginning.
 */
export interface Stage {
  /** From 0. */
  readonly index: number;
  /** How long all stages are together: what schedules go by. */
  readonly whole: Length;
}

/** What becomes of the learning rate; epochs count from 0, and are fractions in between. Keras's definitions. */
export type Schedule =
  | { readonly kind: 'constant' }
  /** lr · factor^⌊epoch/every⌋. */
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  /** lr · factor^(epoch/every), after each step. */
  | { readonly kind: 'exponential'; readonly every: number; readonly factor: number }
  /** From 0 to the rate in `warmup` epochs, then down a cosine to `floor` of it at the phase's end. */
  | { readonly kind: 'cosine'; readonly warmup: number; readonly floor: number }
  /** From `start` of the rate up to it in the share `rise` of the phase, then down to `end` of it, along cosines. */
  | { readonly kind: 'one_cycle'; readonly rise: number; readonly start: number; readonly end: number }
  | Plateau;

/** Times `factor` where a figure has not become better by more than `minDelta` for `patience` epochs. */
export interface Plateau {
  readonly kind: 'plateau';
  readonly watch: Watch;
  readonly factor: number;
  readonly patience: number;
  readonly minDelta: number;
  /** Epochs after a change in which nothing is counted. */
  readonly cooldown: number;
  /** The rate never falls below this. */
  readonly minimum: number;
}

/** Ends a phase where a figure has not become better by more than `minDelta` for `patience` epochs. */
export interface EarlyStop {
  readonly watch: Watch;
  readonly patience: number;
  readonly minDelta: number;
}

/** Which weights a phase hands on: those of its end, or those of the epoch with the best figure. */
export type Keep = { readonly kind: 'last' } | { readonly kind: 'best'; readonly watch: Watch };

/** A figure that is looked at after each epoch. */
export interface Watch {
  /** Of which photos; `any` is validation, or training where the data has none. */
  readonly split: 'train' | 'validation' | 'any';
  /** `loss`, or the name of a metric as the program has it: `accuracy`, `accuracy/age`. */
  readonly figure: string;
  readonly better: 'lower' | 'higher';
}

/**
 * Gradients longer than `limit` are shortened to it: each weight's, or all as one vector (`global_norm`); with `value`
 * each number is kept within ±limit.
 */
export interface Clip {
  readonly kind: 'norm' | 'global_norm' | 'value';
  readonly limit: number;
}

/** What is watched where nothing is said. */
export const watchLoss: Watch = { split: 'any', figure: 'loss', better: 'lower' };

/** Nothing but the optimiser. */
export const plainRegime: Regime = {
  accumulate: 1,
  schedule: { kind: 'constant' },
  stop: null,
  keep: { kind: 'last' },
  clip: null,
  average: null,
  rates: {},
  stage: null,
};
