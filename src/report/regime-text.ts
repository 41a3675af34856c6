import type { PhaseProgram } from '../ir/program.ts';
import type { Clip, EarlyStop, Keep, Schedule, Watch } from '../ir/upstream.ts';
import { watchText } from '../ir/upstream.ts';

type ScheduleText<K extends Schedule['kind']> = (schedule: Extract<Schedule, { readonly kind: K }>) => string;

const schedules: { readonly [K in Schedule['kind']]: ScheduleText<K> } = {
  constant: () => 'constant',
  step: ({ every, factor }) => `step(every: ${every}, factor: ${factor})`,
  exponential: ({ every, factor }) => `exponential(every: ${every}, factor: ${factor})`,
  cosine: ({ warmup, floor }) => `cosine(warmup: ${warmup}, floor: ${floor})`,
  one_cycle: ({ rise, start, end }) => `one_cycle(rise: ${rise}, start: ${start}, end: ${end})`,
  plateau: ({ watch, factor, patience, minDelta, cooldown, minimum }) =>
    `plateau(watch: ${figure(watch)}, factor: ${factor}, patience: ${patience}, min_delta: ${minDelta}, ` +
    `cooldown: ${cooldown}, minimum: ${minimum})`,
};

/** How a phase moves its weights, beside its optimiser, as a program says it; what is as usual is left out. */
export function regimeTexts({ regime, batch }: Pick<PhaseProgram, 'regime' | 'batch'>): readonly string[] {
  const { accumulate, schedule, stop, keep, clip, average, rates } = regime;
  const shares = Object.entries(rates).map(([path, share]) => `${path}: ${share}`);
  return [
    ...(accumulate === 1 ? [] : [`batch: ${batch} * ${accumulate}`]),
    ...(schedule.kind === 'constant' ? [] : [`schedule: ${scheduleText(schedule.kind, schedule)}`]),
    ...(stop === null ? [] : [`stop: ${stopText(stop)}`]),
    ...(keep.kind === 'last' ? [] : [`keep: ${keepText(keep)}`]),
    ...(clip === null ? [] : [`clip: ${clipText(clip)}`]),
    ...(average === null ? [] : [`ema: ${average}`]),
    ...(shares.length === 0 ? [] : [`rates: { ${shares.join(', ')} }`]),
  ];
}

function scheduleText<K extends Schedule['kind']>(
  kind: K,
  schedule: Extract<Schedule, { readonly kind: K }>,
): string {
  return schedules[kind](schedule);
}

const stopText = ({ watch, patience, minDelta }: EarlyStop): string =>
  `early(patience: ${patience}, watch: ${figure(watch)}${minDelta === 0 ? '' : `, min_delta: ${minDelta}`})`;

const keepText = (keep: Keep): string => (keep.kind === 'last' ? 'last' : `best(${figure(keep.watch)})`);

const clipText = ({ kind, limit }: Clip): string => `${kind}(${limit})`;

const figure = (watch: Watch): string => watchText(watch);
