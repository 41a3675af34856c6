import type { PhaseProgram } from '../../ir/program.ts';
import type { Schedule } from '../../ir/upstream.ts';

/** Where a phase stands when a step asks for its learning rate. */
export interface Pace {
  /** Steps done in the phase before this one. */
  readonly step: number;
  /** Steps of one epoch. */
  readonly stepsInEpoch: number;
  /** The rate that a plateau has come down to; null where there is none or it has not changed. */
  readonly plateauRate: number | null;
}

/** Steps, as schedules count them. */
interface Place {
  readonly step: number;
  readonly inEpoch: number;
  /** Of the whole phase. */
  readonly all: number;
}

type ShareOf<K extends Schedule['kind']> = (
  schedule: Extract<Schedule, { readonly kind: K }>,
  place: Place,
) => number;

/** Half a cosine from 1 to 0. */
const falling = (share: number): number => (1 + Math.cos(Math.PI * Math.min(1, share))) / 2;

/** The share of the phase's learning rate that a step has. */
const shares: { readonly [K in Schedule['kind']]: ShareOf<K> } = {
  constant: () => 1,
  plateau: () => 1,
  // Keras's ExponentialDecay, as a staircase and without.
  step: ({ every, factor }, { step, inEpoch }) => factor ** Math.floor(step / (every * inEpoch)),
  exponential: ({ every, factor }, { step, inEpoch }) => factor ** (step / (every * inEpoch)),
  // Keras's CosineDecay, with `warmup_target` the rate and 0 before it. Loshchilov & Hutter 2017, equation 5.
  cosine: ({ warmup, floor }, { step, inEpoch, all }) => {
    const rising = warmup * inEpoch;
    if (step < rising) return step / rising;
    return floor + (1 - floor) * falling((step - rising) / Math.max(1, all - rising));
  },
  // Smith & Topin 2018, with cosines as PyTorch's OneCycleLR has them.
  one_cycle: ({ rise, start, end }, { step, all }) => {
    const last = Math.max(1, all - 1);
    const top = rise * last;
    if (step < top) return 1 - (1 - start) * falling(step / top);
    return end + (1 - end) * falling((step - top) / Math.max(1e-9, last - top));
  },
};

/** The learning rate of a step. */
export function learningRateAt(
  { learningRate, regime, length }: Pick<PhaseProgram, 'learningRate' | 'regime' | 'length'>,
  { step, stepsInEpoch, plateauRate }: Pace,
): number {
  const whole = regime.stage?.whole ?? length;
  const unit = whole.kind === 'epochs' ? stepsInEpoch : regime.accumulate;
  const place = { step, inEpoch: stepsInEpoch, all: whole.count * unit };
  return (plateauRate ?? learningRate) * shareAt(regime.schedule.kind, regime.schedule, place);
}

function shareAt<K extends Schedule['kind']>(
  kind: K,
  schedule: Extract<Schedule, { readonly kind: K }>,
  place: Place,
): number {
  return shares[kind](schedule, place);
}
