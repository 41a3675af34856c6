import { topOfTooFew } from '../../diagnostics/catalogue/objectives.ts';
import { headOf } from '../train/head.ts';
import { metricText } from '../train/metrics.ts';
import type { TrainRule } from './train-rules.ts';

/** A metric of the k likeliest classes says something only where there are more classes. It is no error. */
export const topBelowClasses: TrainRule = ({ model, phases, report }) => {
  const judged = new Set<number>();
  for (const metric of phases.flatMap((phase) => phase.metrics ?? [])) {
    if (metric.k === null || judged.has(metric.nameSpan.start)) continue;
    // Phases inherit metrics: the same one is judged once.
    judged.add(metric.nameSpan.start);
    const output = model.outputs.find(({ statement }) => statement.name?.text === metric.output);
    const head = output && headOf(output.tensor);
    if (head?.activation !== 'softmax' || head.units > metric.k) continue;
    const always = metric.kind === 'top_error' ? '0' : '1';
    report(topOfTooFew(metric.nameSpan, { metric: metricText(metric), classes: head.units, always }));
  }
  return true;
};
