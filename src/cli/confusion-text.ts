import { textTable } from '../report/table.ts';
import { grouped } from '../report/numbers.ts';
import type { ConfusionTable } from '../runtime/metrics/confusion-tables.ts';

/** Beyond so many classes a table is wider than any terminal. */
const mostClasses = 20;

/** What is most often mistaken, where a whole table would not fit. */
const mostMistakes = 20;

/** A row for each class that is true, a column for each that was said; of many classes the most frequent mistakes. */
export function confusionText({ name, classes, counts }: ConfusionTable): string {
  if (classes.length > mostClasses) return mistakesText({ name, classes, counts });
  const columns = [
    { title: `${name}: is` },
    ...classes.map((title) => ({ title: `said ${title}`, align: 'right' as const })),
  ];
  return textTable(
    columns,
    counts.map((row, actual) => [classes[actual] ?? '', ...row.map(grouped)]),
  );
}

function mistakesText({ name, classes, counts }: ConfusionTable): string {
  const mistakes = counts.flatMap((row, actual) =>
    row.flatMap((count, said) => (said !== actual && count > 0 ? [{ actual, said, count }] : [])),
  );
  const rows = mistakes
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostMistakes)
    .map(({ actual, said, count }) => [classes[actual] ?? '', classes[said] ?? '', grouped(count)]);
  return textTable([{ title: `${name}: is` }, { title: 'said' }, { title: 'times', align: 'right' }], rows);
}
