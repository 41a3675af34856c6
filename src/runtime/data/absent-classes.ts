import { classesAbsent } from '../../diagnostics/catalogue/tables.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import type { TypedDataset } from '../../typecheck/typed-module.ts';
import type { Dataset } from './dataset.ts';

/** Says of each label which of its classes no training sample has: a network cannot learn them. */
export function absentClasses(
  dataset: TypedDataset,
  { labels, splits: { train } }: Pick<Dataset, 'labels' | 'splits'>,
): readonly Diagnostic[] {
  return labels.flatMap(({ name, classes = [] }, label) => {
    const missing = new Set(classes.keys());
    for (let place = 0; place < train.length && missing.size > 0; place++)
      missing.delete(train.label(place, label)[0] ?? Number.NaN);
    if (missing.size === 0) return [];
    const absent = [...missing].map((number) => classes[number] ?? '');
    return [classesAbsent(dataset.source.span, { label: name, absent, noun: sampleNoun(dataset) })];
  });
}
