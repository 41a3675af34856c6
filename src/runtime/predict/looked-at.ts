import { isSameImage } from '../../typecheck/data/same-column.ts';
import type { ImageColumn, Label } from '../../typecheck/typed-module.ts';
import type { Predictor } from './predictor.ts';

/** What models look at of a sample: columns of photos, and of numbers. */
export interface LookedAt {
  readonly images: readonly ImageColumn[];
  readonly numbers: readonly Label[];
  /** What parts the cells of the table that was trained on, where its ending did not say it: others are alike. */
  readonly delimiter?: string | undefined;
}

/** What several models look at together: a column that some of them share is there once. */
export function lookedAtBy(predictors: readonly Predictor[]): LookedAt {
  const images: ImageColumn[] = [];
  const numbers: Label[] = [];
  for (const predictor of predictors) {
    for (const { column } of predictor.photos)
      if (!images.some((known) => isSameImage(known, column))) images.push(column);
    for (const { column } of predictor.numbers)
      if (!numbers.some(({ name }) => name === column.name)) numbers.push(column);
  }
  return {
    images,
    numbers,
    delimiter: predictors.find(({ delimiter }) => delimiter !== undefined)?.delimiter,
  };
}
