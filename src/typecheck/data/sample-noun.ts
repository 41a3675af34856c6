import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import type { TypedDataset } from '../typed-module.ts';

/** What people call a sample of this data: a photo where it is of one, else a row of its table, or an element of its arrays. */
export function sampleNoun({ source, images }: Pick<TypedDataset, 'source' | 'images'>): SampleNoun {
  if (images.length === 1) return 'photo';
  return source.kind === 'table' ? 'row' : 'sample';
}
