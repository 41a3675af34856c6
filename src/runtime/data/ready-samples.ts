import type { LeaveOut } from './broken-photos.ts';
import type { FilledPhoto, MissingPhoto, PhotoStore } from './photo-store.ts';
import { problemOf, type PhotoFault, type PhotoProblem } from './photo-problem.ts';
import type { PhotoFile, SplitName } from './photo.ts';
import type { Sample, Samples } from './samples.ts';
import type { PhotoSource } from './workers/messages.ts';
import type { PartToFill } from './workers/pool.ts';

/** Which photos of a split are to be read. */
export interface SamplePlan {
  readonly split: SplitName;
  readonly samples: Samples;
  /** Photos of a sample that are used. */
  readonly images: readonly PlannedPhoto[];
  /** Samples that are asked for at once: those of a batch. */
  readonly batch: number;
  /** Photos that may be asked for before they are needed: two batches at least. */
  readonly ahead: number;
  readonly broken: LeaveOut;
}

interface PlannedPhoto {
  /** Its place among those of the data set. */
  readonly index: number;
  readonly store: PhotoStore;
}

/** Where the pixels of a photo are, or the photo in a batch. */
export type ReadyPhoto = PhotoSource | FilledPhoto;

export interface ReadySample<Photo extends ReadyPhoto = ReadyPhoto> {
  readonly place: number;
  readonly sample: Sample;
  /** One for each image in use. */
  readonly photos: readonly Photo[];
}

/**
 * A new batch for photos that are decoded, where they come into one at once.
 * @param image the photos' place among the images in use
 */
export type NewBatch = (image: number) => Omit<PartToFill, 'numbers' | 'places'>;

/** What became of photos, one for each sample or each image in use; undefined for what could be read at once. */
type Decoded = readonly (ReadyPhoto | PhotoFault | undefined)[];

/** Samples that were looked at ahead of their turn, with the photos that are being decoded for them. */
interface AskedSamples {
  readonly samples: readonly Sample[];
  /** Their places in the split. */
  readonly places: readonly number[];
  /** One for each image in use, of undefined where all can be read at once. */
  readonly decoding: readonly Promise<Decoded | undefined>[];
}

/**
 * The samples of an order with the pixels of their photos, some at a time, without those of which a photo is broken. What must be
 * decoded is asked for ahead, and comes into a batch at once, in the hope that no photo before it is broken.
 * @param skip samples to leave out at the beginning; whether they are readable is found out all the same, for it says where the
 * others stand
 * @param newBatch without one photos come into none
 */
export function readableSamples(
  plan: SamplePlan,
  order: Uint32Array,
  skip: number,
): AsyncGenerator<readonly ReadySample<PhotoSource>[], void, undefined>;
export function readableSamples(
  plan: SamplePlan,
  order: Uint32Array,
  skip: number,
  newBatch: NewBatch,
): AsyncGenerator<readonly ReadySample[], void, undefined>;
export async function* readableSamples(
  plan: SamplePlan,
  order: Uint32Array,
  skip: number,
  newBatch?: NewBatch,
): AsyncGenerator<readonly ReadySample[], void, undefined> {
  const { broken, split, batch, ahead } = plan;
  const asked: AskedSamples[] = [];
  let next = 0;
  /** Samples that were asked for and have not turned out to be broken: how many there are is known for as far as that. */
  let hoped = 0;
  let waiting = 0;
  let left = skip;

  const ask = (): void => {
    // As many as a batch still lacks, so that after a broken photo the next batch is one again.
    const lacking = batch - (hoped % batch);
    const samples: Sample[] = [];
    const places: number[] = [];
    for (; samples.length < lacking && next < order.length; next++) {
      const place = order[next] ?? 0;
      const sample = plan.samples.at(place);
      if (broken.has(sample)) continue;
      samples.push(sample);
      places.push(place);
    }
    const isWhole = lacking === batch && hoped >= skip;
    asked.push({
      samples,
      places,
      decoding: decodingOf(plan, samples, places, isWhole ? newBatch : undefined),
    });
    hoped += samples.length;
    waiting += samples.length;
  };

  for (;;) {
    while (next < order.length && (asked.length < 2 || waiting + batch <= ahead + 1)) ask();
    const coming = asked.shift();
    if (coming === undefined) return;
    waiting -= coming.samples.length;
    const decoded = await Promise.all(coming.decoding);
    const ready: ReadySample[] = [];
    // By index, as what follows: this runs for every photo of an epoch.
    for (let number = 0; number < coming.samples.length; number++) {
      const sample = coming.samples[number];
      if (sample === undefined) continue;
      const known = decoded.map((photos) => photos?.[number]);
      if (broken.has(sample)) hoped--;
      else if (left > 0 && known.every((photo) => photo === undefined)) left--;
      else {
        const photos = photosOf(plan, sample, known) ?? (await decodeRest(plan, sample, known));
        if ('reason' in photos) {
          hoped--;
          broken.add(split, sample, photos);
        } else if (left > 0) left--;
        else ready.push({ place: coming.places[number] ?? 0, sample, photos });
      }
    }
    if (ready.length > 0) yield ready;
  }
}

/** Begins to decode the photos of samples that cannot be read at once. */
function decodingOf(
  { images }: SamplePlan,
  samples: readonly Sample[],
  places: readonly number[],
  newBatch: NewBatch | undefined,
): AskedSamples['decoding'] {
  return images.map(({ index, store }, image) => {
    const numbers: number[] = [];
    const photos: MissingPhoto[] = [];
    for (let number = 0; number < samples.length; number++) {
      const sample = samples[number];
      const missing = sample && store.missing(photoOf(sample, index));
      if (missing === undefined) continue;
      numbers.push(number);
      photos.push(missing);
    }
    if (photos.length === 0) return Promise.resolve(undefined);
    const decoding: Promise<readonly (ReadyPhoto | PhotoFault)[]> =
      newBatch === undefined
        ? store.decode(photos)
        : store.decodeInto(
            { ...newBatch(image), numbers, places: numbers.map((number) => places[number] ?? 0) },
            photos,
          );
    const decoded = decoding.then((found) => spread(found, numbers, samples.length));
    // A failure counts when the photos are needed; until then it must not count as unhandled.
    decoded.catch(() => undefined);
    return decoded;
  });
}

/** Puts some at their places among others. */
function spread<T>(
  some: readonly T[],
  places: readonly number[],
  length: number,
): readonly (T | undefined)[] {
  const all: (T | undefined)[] = Array.from({ length }, () => undefined);
  for (const [index, place] of places.entries()) all[place] = some[index];
  return all;
}

/** The photos of a sample, or what is wrong with the first of them that is broken; undefined where one is to be decoded. */
function photosOf(
  { images }: SamplePlan,
  sample: Sample,
  decoded: Decoded,
): readonly ReadyPhoto[] | PhotoProblem | undefined {
  const photos: ReadyPhoto[] = [];
  for (let image = 0; image < images.length; image++) {
    const planned = images[image];
    if (planned === undefined) continue;
    const photo = photoOf(sample, planned.index);
    const ready = decoded[image] ?? planned.store.locate(photo);
    if (ready === undefined) return undefined;
    if ('reason' in ready) return problemOf(photo, ready);
    photos.push(ready);
  }
  return photos;
}

/** The same where what was in the cache has gone from it in the meantime. */
async function decodeRest(
  { images }: SamplePlan,
  sample: Sample,
  decoded: Decoded,
): Promise<readonly ReadyPhoto[] | PhotoProblem> {
  const photos: ReadyPhoto[] = [];
  for (const [image, { index, store }] of images.entries()) {
    const photo = photoOf(sample, index);
    const ready = decoded[image] ?? (await store.decodeOne(store.keyed(photo)));
    if ('reason' in ready) return problemOf(photo, ready);
    photos.push(ready);
  }
  return photos;
}

/** The photo of a sample in an image column. */
export function photoOf({ photos, number }: Sample, index: number): PhotoFile {
  const photo = photos[index];
  if (photo === undefined) throw new RangeError(`sample ${number} has no photo ${index}`);
  return photo;
}
