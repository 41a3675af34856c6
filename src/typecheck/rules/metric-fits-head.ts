import { metricDoesNotFitHead } from '../../diagnostics/catalogue/training.ts';
import type { HeadKind } from '../train/losses.ts';
import { metrics } from '../train/losses.ts';
import type { Head } from '../train/head.ts';
import { headOf } from '../train/head.ts';
import type { TrainRule } from './train-rules.ts';

/** A metric measures what its output predicts: accuracy for classes, distances for numbers. */
export const metricFitsHead: TrainRule = ({ model, phases, report }) => {
  let holds = true;
  for (const metric of phases.flatMap((phase) => phase.metrics ?? [])) {
    const output = model.outputs.find(({ statement }) => statement.name?.text === metric.output);
    const head = output && headOf(output.tensor);
    const kind = head && kindOf(head);
    // A head that fits nothing is the label's rule to report.
    if (head === undefined || kind === undefined || metrics[metric.kind].includes(kind)) continue;
    const wanted = Object.entries(metrics).flatMap(([name, kinds]) => (kinds.includes(kind) ? [name] : []));
    report(metricDoesNotFitHead(metric.nameSpan, { metric: metric.kind, head: head.written, wanted }));
    holds = false;
  }
  return holds;
};

function kindOf({ activation, units }: Head): HeadKind | undefined {
  if (activation === 'sigmoid') return units === 1 ? 'binary' : undefined;
  if (activation === 'softmax') return 'class';
  return activation === null ? 'number' : undefined;
}
