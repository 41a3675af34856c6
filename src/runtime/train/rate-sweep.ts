/** The learning-rate range test of Smith 2017, section 3.3: one step at each rate, from far too small to far too large. */

export interface SweepPoint {
  readonly rate: number;
  readonly loss: number;
  /** A moving average of the losses so far. */
  readonly smooth: number;
}

/** Rates evenly apart on a logarithmic scale. */
export function sweepRates(from: number, to: number, steps: number): readonly number[] {
  return Array.from({ length: steps }, (_, step) => from * (to / from) ** (step / (steps - 1)));
}

/** What of the average stays at each step. */
const momentum = 0.9;

/** The points with one more loss; the average is corrected for its beginning at 0, as Adam's are. */
export function withLoss(points: readonly SweepPoint[], rate: number, loss: number): readonly SweepPoint[] {
  const before = points.at(-1);
  const sum = (before?.smooth ?? 0) * (1 - momentum ** points.length);
  const smooth = (momentum * sum + (1 - momentum) * loss) / (1 - momentum ** (points.length + 1));
  return [...points, { rate, loss, smooth }];
}

/** How many times the least loss so far it must be for the sweep to end. */
const explosion = 4;

/** Whether the losses have left all bounds. */
export function hasExploded(points: readonly SweepPoint[]): boolean {
  const last = points.at(-1);
  if (last === undefined) return false;
  const least = Math.min(...points.map(({ smooth }) => smooth));
  return !Number.isFinite(last.loss) || last.smooth > explosion * least;
}

/** What a sweep shows. */
export interface SweepResult {
  readonly points: readonly SweepPoint[];
  /** Where the loss falls fastest; undefined where it never falls clearly. */
  readonly suggested: number | undefined;
  /** Where the loss is least: beyond it training breaks. */
  readonly least: number | undefined;
}

/** The share of a sweep whose rates are too small to do anything: what its losses differ by is noise. */
const idle = 0.25;

/** By how many times its noise, and by what share of itself, the average must have fallen for a suggestion to be one. */
const [clearFall, leastFall] = [3, 0.005];

/** Steps over which a slope is taken: single losses are noise. */
const reach = 4;

/** Reads a rate from the losses: where their average falls fastest for the logarithm of the rate. */
export function readSweep(all: readonly SweepPoint[]): SweepResult {
  const points = all.filter(({ loss }) => Number.isFinite(loss));
  const quiet = points.slice(0, Math.ceil(points.length * idle));
  const later = points.slice(quiet.length);
  const least = later.toSorted((a, b) => a.smooth - b.smooth)[0];
  const level = meanOf(quiet.map(({ loss }) => loss));
  const spread = Math.sqrt(meanOf(quiet.map(({ loss }) => (loss - level) ** 2)));
  // The average of losses that are independent differs by so much less than they do.
  const noise = spread * Math.sqrt((1 - momentum) / (1 + momentum));
  const wanted = Math.max(clearFall * noise, leastFall * Math.abs(level));
  if (least === undefined || !(least.smooth < level - wanted))
    return { points, suggested: undefined, least: undefined };
  let [steepest, suggested] = [0, least.rate];
  for (let index = quiet.length; index <= points.indexOf(least); index++) {
    const [from, at, to] = [points[index - reach], points[index], points[index + reach]];
    if (from === undefined || at === undefined || to === undefined) continue;
    if (to.smooth - from.smooth >= steepest) continue;
    steepest = to.smooth - from.smooth;
    suggested = at.rate;
  }
  return { points, suggested: Number(suggested.toPrecision(2)), least: least.rate };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
