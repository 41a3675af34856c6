export { arrayNumbers, arrayPhotos, isArrayName } from './arrays/array-photos.ts';
export { bootstrapped, bootstrapPlaces, outOfBag, withTraining } from './bootstrap.ts';
export { classWeightFeeds } from './class-weights.ts';
export { dataFacts, loadDataset, scanDataset, type Dataset } from './dataset.ts';
export { dataFingerprint } from './fingerprint.ts';
export { isGlob } from './glob.ts';
export type { ClassCount, FolderFacts } from './folder-facts.ts';
export {
  loadPhoto,
  namedPhotos,
  predictionBatches,
  type NamedPhotos,
  type PredictionImage,
  type PredictionOptions,
} from './load-photo.ts';
export {
  Photos,
  type BatchOptions,
  type PhotoBatches,
  type PhotoOptions,
  type PhotoStatistics,
} from './open-photos.ts';
export type { PhotoBatch } from './batches.ts';
export type { PhotoFault, PhotoProblem, PhotoReason } from './photo-problem.ts';
export { summaryOf } from './inspect/duplicates.ts';
export { identicalAcross, MOST_BEFORE_RUN } from './inspect/identical-across.ts';
export type { SplitLock } from './split-lock.ts';
export { fedLabels, plannedNumbers } from './label-feeds.ts';
export { SPLITS, type PhotoFile, type PhotoSize, type SplitName } from './photo.ts';
export { SampleList, type Sample, type Samples } from './samples.ts';
export { isTableName, photoRows, type PhotoRows } from './table/photo-rows.ts';
