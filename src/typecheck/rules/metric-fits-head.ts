import { metricDoesNotFitHead } from '../../diagnostics/catalogue/training.ts';
import type { HeadKind } from '../train/losses.ts';
import { losses } from '../train/losses.ts';
import { metricNames, metrics, metricText } from '../train/metrics.ts';
import type { Head } from '../train/head.ts';
import { headOf } from '../train/head.ts';
import type { TrainRule } from './train-rules.ts';

/** A metric measures what its output predicts: accuracy for classes, distances for numbers. A plain unit that
 * hinge trains tells classes, too. */
export const metricFitsHead: TrainRule = ({ model, phases, report }) => {
  let holds = true;
  for (const metric of phases.flatMap((phase) => phase.metrics ?? [])) {
    const output = model.outputs.find(({ statement }) => statement.name?.text === metric.output);
    const head = output && headOf(output.tensor);
    const terms = phases.flatMap(({ objective }) => objective ?? []);
    const margin = terms.some((term) => term.output === metric.output && losses[term.kind] === 'margin');
    const kind = head && kindOf(head, margin);
    // A head that fits nothing is the label's rule to report.
    if (head === undefined || kind === undefined || metrics[metric.kind].includes(kind)) continue;
    const parameters = { metric: metricText(metric), head: head.written, wanted: metricNames(kind) };
    report(metricDoesNotFitHead(metric.nameSpan, parameters));
    holds = false;
  }
  return holds;
};

function kindOf({ activation, units }: Head, margin: boolean): HeadKind | undefined {
  if (margin) return 'margin';
  if (activation === 'sigmoid') return units === 1 ? 'binary' : undefined;
  if (activation === 'softmax') return 'class';
  return activation === null ? 'number' : undefined;
}
