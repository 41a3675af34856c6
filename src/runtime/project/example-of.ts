import { plannedNumbers } from '../data/index.ts';
import type { CompiledTrain } from './compile-file.ts';

/** What a model could be asked about, as somebody would type it: a photo, or a table where it looks at several, or at numbers. */
export function exampleOf({
  program: { inputs },
  dataset,
}: Pick<CompiledTrain, 'program' | 'dataset'>): string {
  const photos = dataset.images.filter(({ name }) => inputs.some(({ column }) => column === name));
  const numbers = plannedNumbers(dataset.labels, inputs);
  return photos.length === 1 && numbers.length === 0 ? 'photo.jpg' : 'rows.csv';
}
