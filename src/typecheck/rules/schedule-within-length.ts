import { scheduleTooLate } from '../../diagnostics/catalogue/optimization-advice.ts';
import type { Schedule } from '../regime.ts';
import type { TrainAdvice } from './train-advice.ts';
import { settingOf } from './train-advice.ts';

/** A schedule does something before its phase is over. */
export const scheduleWithinLength: TrainAdvice = ({ declaration, train, report }) => {
  const judged = new Set<number>();
  for (const { name, length, regime } of train.phases) {
    const { kind, count } = regime.stage?.whole ?? length;
    const first = firstChange(regime.schedule);
    const span = settingOf(declaration, name, 'schedule')?.values[0]?.span;
    if (kind === 'steps' || first === undefined || first < count) continue;
    if (span === undefined || judged.has(span.start)) continue;
    judged.add(span.start);
    const phase = name.split('.')[0] ?? name;
    report(scheduleTooLate(span, { schedule: regime.schedule.kind, first, phase, epochs: count }));
  }
};

/** The epoch, from 0, before which the rate does not fall; undefined for schedules that always do something. */
function firstChange(schedule: Schedule): number | undefined {
  if (schedule.kind === 'step') return schedule.every;
  return schedule.kind === 'cosine' && schedule.warmup > 0 ? schedule.warmup : undefined;
}
