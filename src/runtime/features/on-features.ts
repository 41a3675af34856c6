import type { PhotoBatches } from '../data/index.ts';
import type { BatchSource } from '../train/batch-source.ts';
import type { FeatureSet } from './feature-set.ts';

/**
 * The batches of a split with features in the place of what the frozen part takes.
 * @param batches with labels, and with those inputs alone that the steps take beside features
 * @param setOf the features for an epoch, counted over all phases
 * @param placeOf where the sample at a place of the batches' split stands in that of the features
 */
export function onFeatures(
  batches: PhotoBatches,
  setOf: (epoch: number) => FeatureSet,
  placeOf: (place: number) => number,
): BatchSource {
  return {
    get samples() {
      return batches.samples;
    },
    async *batches(epoch, skip) {
      const set = setOf(epoch);
      for await (const batch of batches.batches(epoch, skip)) {
        const features = await set.read(Array.from(batch.places, placeOf));
        yield {
          feeds: { ...batch.feeds, ...features },
          onFeatures: true,
          samples: batch.samples,
          files: batch.files,
          release: () => {
            batch.release();
          },
        };
      }
    },
  };
}
