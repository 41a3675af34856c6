import type { Watch } from '../regime.ts';
import type { MetricTerm } from '../typed-module.ts';
import { metricText } from './metrics.ts';

/** Which way each metric is better; null for what is no single number. */
const better: Readonly<Record<MetricTerm['kind'], Watch['better'] | null>> = {
  accuracy: 'higher',
  top_accuracy: 'higher',
  top_error: 'lower',
  precision: 'higher',
  recall: 'higher',
  f1: 'higher',
  auc: 'higher',
  confusion: null,
  mae: 'lower',
  mse: 'lower',
  r2: 'higher',
};

/** `top5_error`, and `top5_error/OUTPUT` where several outputs have one: a metric's name in a run. */
export function metricName(metrics: readonly MetricTerm[], term: MetricTerm): string {
  const name = metricText(term);
  return metrics.filter((other) => metricText(other) === name).length > 1 ? `${name}/${term.output}` : name;
}

/**
 * What can be watched in a phase, by how a program writes it: `loss`, `val_loss`, `val_accuracy`, and
 * `val_accuracy(age)` where several outputs have an accuracy.
 */
export function figuresOf(metrics: readonly MetricTerm[]): ReadonlyMap<string, Watch> {
  const figures: Omit<Watch, 'split'>[] = [{ figure: 'loss', better: 'lower' }];
  for (const term of metrics) {
    const direction = better[term.kind];
    if (direction !== null) figures.push({ figure: metricName(metrics, term), better: direction });
  }
  return new Map<string, Watch>([
    ...figures.map((figure) => [`val_${written(figure)}`, { ...figure, split: 'validation' }] as const),
    ...figures.map((figure) => [written(figure), { ...figure, split: 'train' }] as const),
  ]);
}

function written({ figure }: Omit<Watch, 'split'>): string {
  const [name = '', output] = figure.split('/');
  return output === undefined ? name : `${name}(${output})`;
}

/** A watched figure as a program writes it. */
export function watchText({ split, figure }: Watch): string {
  return `${split === 'train' ? '' : 'val_'}${written({ figure, better: 'lower' })}`;
}
