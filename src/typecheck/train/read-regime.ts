import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { Regime, Watch } from '../regime.ts';
import { plainRegime } from '../regime.ts';
import type { MetricTerm, TypedModel } from '../typed-module.ts';
import { figuresOf } from './figures.ts';
import type { BatchSize } from './gradients.ts';
import { readAverage, readClip, readRates } from './gradients.ts';
import { readSchedule } from './schedule.ts';
import { readKeep, readStop } from './watching.ts';

/** How a phase moves its weights; undefined after something wrong. */
export function readRegime(
  find: (name: string) => Setting | undefined,
  size: BatchSize | undefined,
  metrics: readonly MetricTerm[] | undefined,
  model: TypedModel | undefined,
  place: Place,
): Regime | undefined {
  const read = <T>(name: string, standard: T, reader: (setting: Setting) => T | undefined): T | undefined => {
    const setting = find(name);
    return setting === undefined ? standard : reader(setting);
  };
  /** What is watched can only be judged where it is known what is measured. */
  const readWatching = <T>(
    name: string,
    standard: T,
    reader: (setting: Setting, figures: ReadonlyMap<string, Watch>, place: Place) => T | undefined,
  ): T | undefined =>
    read(name, standard, (setting) => metrics && reader(setting, figuresOf(metrics), place));

  const schedule = readWatching('schedule', plainRegime.schedule, readSchedule);
  const stop = readWatching('stop', plainRegime.stop, readStop);
  // A phase that stops where a figure is best hands on the weights of that epoch.
  const standardKeep = stop ? { kind: 'best' as const, watch: stop.watch } : plainRegime.keep;
  const keep = readWatching('keep', standardKeep, readKeep);
  const clip = read('clip', plainRegime.clip, (setting) => readClip(setting, place));
  const average = read('ema', plainRegime.average, (setting) => readAverage(setting, place));
  const rates = read('rates', plainRegime.rates, (setting) => model && readRates(setting, model, place));
  if (
    !size ||
    !schedule ||
    stop === undefined ||
    !keep ||
    clip === undefined ||
    average === undefined ||
    !rates
  )
    return undefined;
  return { accumulate: size.accumulate, schedule, stop, keep, clip, average, rates, stage: null };
}
