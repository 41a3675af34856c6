import { changesNothing } from '../../diagnostics/catalogue/objectives.ts';
import { lossNames, smoothsLabels } from '../train/losses.ts';
import type { TrainRule } from './train-rules.ts';

/** Labels are smoothed for some loss that has labels to smooth. */
export const smoothingApplies: TrainRule = ({ phases, report }) => {
  const judged = new Set<number>();
  let holds = true;
  for (const { smoothing, objective } of phases) {
    const span = smoothing?.span;
    if (span === undefined || objective === undefined || judged.has(span.start)) continue;
    // Phases inherit the setting: the same one is judged once.
    judged.add(span.start);
    if (objective.some(({ kind }) => smoothsLabels(kind))) continue;
    const parameters = { setting: 'label_smoothing' as const, losses: lossNames(smoothsLabels) };
    report(changesNothing(span, parameters));
    holds = false;
  }
  return holds;
};
