import { closeSync } from 'node:fs';
import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrozenPrefix } from '../../ir/program.ts';
import type { HostTensor, Tensors } from '../engines/engine.ts';
import type { OpenFile } from '../run-folder/write-whole.ts';
import {
  featureSize,
  openFeatureFile,
  readFeature,
  writeFeatureFile,
  type FeatureFile,
  type LeftOut,
} from './feature-file.ts';

/** What the names of feature files end with. */
export const featureEnding = '.features';

/** How a set is divided into files: each has as many samples, the last one may have fewer. */
export interface SetLayout {
  readonly features: FrozenPrefix['features'];
  readonly samples: number;
  readonly samplesInFile: number;
}

/** Bytes of a file, as far as a batch allows: what is in memory before it is written. */
const fileBytes = 64e6;
/** Batches in a file: what a killed process loses at most. */
const batchesInFile = 8;
/** Files of a set, all of which are open at a time. */
const mostFiles = 256;

/** Divides the samples of a split into files of whole batches. */
export function layoutOf(
  { features, bytes }: Pick<FrozenPrefix, 'features' | 'bytes'>,
  samples: number,
  batch: number,
): SetLayout {
  const fitting = Math.max(1, Math.min(batchesInFile, Math.floor(fileBytes / (batch * bytes))));
  const batches = Math.max(fitting, Math.ceil(samples / (batch * mostFiles)));
  return { features, samples, samplesInFile: batches * batch };
}

/** The features of one version of a split, in the files of a folder. */
export class FeatureSet {
  readonly layout: SetLayout;
  readonly folder: string;
  readonly #version: number;
  readonly #openFile: OpenFile | undefined;
  readonly #files: (FeatureFile | undefined)[];

  constructor(folder: string, version: number, layout: SetLayout, openFile?: OpenFile) {
    this.folder = folder;
    this.#version = version;
    this.layout = layout;
    this.#openFile = openFile;
    this.#files = Array.from({ length: Math.ceil(layout.samples / layout.samplesInFile) });
  }

  /** Opens the files that are there and not open yet. */
  async open(): Promise<void> {
    const now = new Date();
    for (const number of this.missing) {
      const found = openFeatureFile(this.#path(number), this.layout.features, this.#samplesOf(number));
      this.#files[number] = found;
      // The time of a file says when it was last used: the oldest go first.
      if (found !== undefined) await utimes(found.path, now, now).catch(() => undefined);
    }
  }

  /** Numbers of the files that are not there. */
  get missing(): readonly number[] {
    return [...this.#files.keys()].filter((number) => this.#files[number] === undefined);
  }

  /** Samples in the files that are there. */
  get found(): number {
    return this.#files.reduce((sum, file) => sum + (file?.samples ?? 0), 0);
  }

  /** Paths of all its files, there or not. */
  get paths(): readonly string[] {
    return [...this.#files.keys()].map((number) => this.#path(number));
  }

  /** Samples that have no features, of all files that are there. */
  get leftOut(): readonly LeftOut[] {
    return this.#files.flatMap((file) => file?.leftOut ?? []);
  }

  /** The places of a file's samples: from the first to before the second. */
  rangeOf(number: number): readonly [number, number] {
    const first = number * this.layout.samplesInFile;
    return [first, first + this.#samplesOf(number)];
  }

  /**
   * Writes a file, and opens it.
   * @param blocks for each feature the numbers of all samples; those of samples that are left out do not matter
   * @throws Problem NET7003 when the disk is full, NET7004 otherwise
   */
  async write(number: number, blocks: readonly Float32Array[], leftOut: readonly LeftOut[]): Promise<void> {
    const { features } = this.layout;
    await mkdir(this.folder, { recursive: true });
    await writeFeatureFile(
      this.#path(number),
      features,
      this.#samplesOf(number),
      blocks,
      leftOut,
      this.#openFile,
    );
    this.#files[number] = openFeatureFile(this.#path(number), features, this.#samplesOf(number));
  }

  /** The features of the samples at some places, as graphs are fed them. */
  async read(places: ArrayLike<number>): Promise<Tensors> {
    const runs = runsOf(places, this.layout.samplesInFile);
    const tensors = await Promise.all(
      this.layout.features.map(async (feature, index): Promise<[string, HostTensor]> => {
        const size = featureSize(feature);
        const data = new Float32Array(places.length * size);
        await Promise.all(
          runs.map(({ file, first, row, count }) =>
            readFeature(
              this.#file(file),
              this.layout.features,
              index,
              first,
              data.subarray(row * size, (row + count) * size),
            ),
          ),
        );
        return [feature.name, { dtype: 'float32', shape: [places.length, ...feature.shape], data }];
      }),
    );
    return Object.fromEntries(tensors);
  }

  close(): void {
    for (const [number, file] of this.#files.entries()) {
      if (file !== undefined) closeSync(file.file);
      this.#files[number] = undefined;
    }
  }

  #file(number: number): FeatureFile {
    const file = this.#files[number];
    if (file === undefined) throw new Error(`${this.#path(number)} is not there`);
    return file;
  }

  #samplesOf(number: number): number {
    const { samples, samplesInFile } = this.layout;
    return Math.min(samplesInFile, samples - number * samplesInFile);
  }

  #path(number: number): string {
    return join(this.folder, `${this.#version}-${String(number).padStart(4, '0')}${featureEnding}`);
  }
}

interface Run {
  readonly file: number;
  /** Of its first sample in the file, and in the batch. */
  readonly first: number;
  readonly row: number;
  readonly count: number;
}

/** Places that follow one another in a file are read at once. */
function runsOf(places: ArrayLike<number>, samplesInFile: number): readonly Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < places.length; row++) {
    const place = places[row] ?? 0;
    const file = Math.floor(place / samplesInFile);
    const first = place - file * samplesInFile;
    const last = runs.at(-1);
    if (last?.file === file && last.first + last.count === first)
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ file, first, row, count: 1 });
  }
  return runs;
}
