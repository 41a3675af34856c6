import type { MetricTerm } from '../typed-module.ts';
import type { HeadKind } from './losses.ts';

/** What a metric measures; `k` of those that look at the k likeliest classes. */
export type Measure = Pick<MetricTerm, 'kind' | 'k'>;

/** Metrics, each with the heads it is for. */
export const metrics: Readonly<Record<MetricTerm['kind'], readonly HeadKind[]>> = {
  accuracy: ['binary', 'class', 'margin'],
  top_accuracy: ['class'],
  top_error: ['class'],
  precision: ['binary', 'class', 'margin'],
  recall: ['binary', 'class', 'margin'],
  f1: ['binary', 'class', 'margin'],
  auc: ['binary', 'class', 'margin'],
  confusion: ['binary', 'class', 'margin'],
  mae: ['number'],
  mse: ['number'],
  r2: ['number'],
};

/** `accuracy`, `top5_error`: how a program writes it. */
export function metricText({ kind, k }: Measure): string {
  return k === null ? kind : kind.replace('top', `top${k}`);
}

/** What a name means: `top3_accuracy` counts the three likeliest classes; undefined where there is no such metric. */
export function measureOf(name: string): Measure | undefined {
  const top = /^top([1-9]\d{0,5})_(accuracy|error)$/.exec(name);
  if (top !== null) return { kind: top[2] === 'error' ? 'top_error' : 'top_accuracy', k: Number(top[1]) };
  return isPlain(name) ? { kind: name, k: null } : undefined;
}

/** Names to offer for heads of a kind, or for any: those with a number as people use them most. */
export function metricNames(head?: HeadKind): readonly string[] {
  return Object.entries(metrics).flatMap(([name, heads]) =>
    head === undefined || heads.includes(head) ? [name.replace('top_', 'top5_')] : [],
  );
}

/** Names that other frameworks have for the same. */
export const metricSynonyms: ReadonlyMap<string, string> = new Map([
  ['acc', 'accuracy'],
  ['binary_accuracy', 'accuracy'],
  ['categorical_accuracy', 'accuracy'],
  ['sparse_categorical_accuracy', 'accuracy'],
  ['top_k_categorical_accuracy', 'top5_accuracy'],
  ['sparse_top_k_categorical_accuracy', 'top5_accuracy'],
  ['top_accuracy', 'top5_accuracy'],
  ['top_error', 'top5_error'],
  ['top_5_accuracy', 'top5_accuracy'],
  ['top_5_error', 'top5_error'],
  ['f1_score', 'f1'],
  ['roc_auc', 'auc'],
  ['confusion_matrix', 'confusion'],
  ['mean_squared_error', 'mse'],
  ['mean_absolute_error', 'mae'],
  ['r2_score', 'r2'],
  ['r_squared', 'r2'],
]);

function isPlain(name: string): name is MetricTerm['kind'] {
  return Object.hasOwn(metrics, name) && !name.startsWith('top_');
}
