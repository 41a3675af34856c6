import { endlessPatience } from '../../diagnostics/catalogue/optimization-advice.ts';
import type { TrainAdvice } from './train-advice.ts';
import { settingOf } from './train-advice.ts';

/** Early stopping and plateaus have fewer epochs of patience than their phase has epochs. */
export const patienceWithinLength: TrainAdvice = ({ declaration, train, report }) => {
  const judged = new Set<number>();
  for (const { name, length, regime } of train.phases) {
    const { kind, count } = regime.stage?.whole ?? length;
    if (kind === 'steps') continue;
    const { stop, schedule } = regime;
    const waits = [
      ...(stop === null ? [] : [{ setting: 'stop', patience: stop.patience }]),
      ...(schedule.kind === 'plateau' ? [{ setting: 'schedule', patience: schedule.patience }] : []),
    ] as const;
    for (const { setting, patience } of waits) {
      const span = settingOf(declaration, name, setting)?.values[0]?.span;
      // The first epoch is always the best so far.
      if (patience < count - 1 || span === undefined || judged.has(span.start)) continue;
      judged.add(span.start);
      report(endlessPatience(span, { setting, patience, phase: name.split('.')[0] ?? name, epochs: count }));
    }
  }
};
