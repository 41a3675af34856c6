import { createHash } from 'node:crypto';
import type { PhotoFile } from './photo.ts';

/** What a network sees once, and what is to be learned from it. */
export interface Sample {
  /** Tells it from every other sample of the data set. */
  readonly number: number;
  /** One for each image column of the data set, in its order. */
  readonly photos: readonly PhotoFile[];
  /**
   * The numbers of each label, in the order of the data set's: a class's number, a value, or those of a vector. NaN
   * where it is missing.
   */
  readonly labels: readonly ArrayLike<number>[];
}

/**
 * The samples of a split, in order. A sample is put together when it is asked for: a table of a million rows keeps no
 * object a row.
 */
export interface Samples extends Iterable<Sample> {
  readonly length: number;
  /** The sample at a place from 0. @throws RangeError outside */
  at(place: number): Sample;
  /** The photo of an image column of the sample at a place, as messages name it; nothing is looked at for it. */
  file(place: number, image: number): string;
  /** The numbers of a label of the sample at a place. */
  label(place: number, label: number): ArrayLike<number>;
  /** Says in a few characters which samples these are, with their labels and in their order. */
  digest(): string;
}

/** Samples that are there as objects. */
export class SampleList implements Samples {
  private readonly samples: readonly Sample[];

  constructor(samples: readonly Sample[]) {
    this.samples = samples;
  }

  get length(): number {
    return this.samples.length;
  }

  at(place: number): Sample {
    const sample = this.samples[place];
    if (sample === undefined) throw new RangeError(`there is no sample ${place} of ${this.length}`);
    return sample;
  }

  file(place: number, image: number): string {
    return this.at(place).photos[image]?.file ?? '';
  }

  label(place: number, label: number): ArrayLike<number> {
    return this.at(place).labels[label] ?? [];
  }

  /** Names, sizes in bytes and labels: not the photos' content, which would have to be read. */
  digest(): string {
    const hash = createHash('sha256');
    for (const { photos, labels } of this.samples) {
      const parts = [
        ...photos.map(({ file, bytes }) => [file, bytes]),
        ...labels.map((label) => Array.from(label)),
      ];
      // JSON keeps parts apart whatever characters are in them.
      hash.update(`${JSON.stringify(parts)}\n`);
    }
    return hash.digest('hex');
  }

  [Symbol.iterator](): Iterator<Sample> {
    return this.samples[Symbol.iterator]();
  }
}

/** Samples at some places of others, in the order of these; a place may stand there several times. */
export function chosenSamples(samples: Samples, places: Uint32Array): Samples {
  const placeOf = (place: number): number => {
    const chosen = places[place];
    if (chosen === undefined) throw new RangeError(`there is no sample ${place} of ${places.length}`);
    return chosen;
  };
  return {
    length: places.length,
    at: (place) => samples.at(placeOf(place)),
    file: (place, image) => samples.file(placeOf(place), image),
    label: (place, label) => samples.label(placeOf(place), label),
    digest: () => createHash('sha256').update(samples.digest()).update(places).digest('hex'),
    *[Symbol.iterator]() {
      for (const place of places) yield samples.at(place);
    },
  };
}
