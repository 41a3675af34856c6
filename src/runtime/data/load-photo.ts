import { stat } from 'node:fs/promises';
import { epochBatches, type PhotoBatch, type PlannedNumbers } from './batches.ts';
import type { LeaveOut } from './broken-photos.ts';
import { decodePhoto } from './decode/decode-photo.ts';
import { FileReader } from './decode/read-photo.ts';
import { findPhotos, type UnreadableFolder } from './find-photos.ts';
import { isGlob, photosLike } from './glob.ts';
import { folderAt, type Folder } from './list-folder.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import { formKey, type PhotoFile, type PhotoForm } from './photo.ts';
import { PhotoList } from './photo-list.ts';
import type { PhotoProblem } from './photo-problem.ts';
import type { Samples } from './samples.ts';
import { PhotoStore } from './photo-store.ts';
import { WorkPool } from './workers/pool.ts';

/** Photos asked for ahead: enough to keep every thread busy. */
const LEAST_AHEAD = 32;

/** Photos that somebody named: files as they are, folders with all that is in them, patterns with all that fits. */
export interface NamedPhotos {
  readonly photos: readonly PhotoFile[];
  /** Paths where nothing is, and patterns that nothing fits. */
  readonly missing: readonly string[];
  readonly unreadable: readonly UnreadableFolder[];
}

/** Finds the photos at some paths, in their order; each is named by the path it was asked for with. */
export async function namedPhotos(paths: readonly string[]): Promise<NamedPhotos> {
  const photos: PhotoFile[] = [];
  const missing: string[] = [];
  const unreadable: UnreadableFolder[] = [];
  for (const path of paths) {
    const status = await stat(path).catch(() => undefined);
    // A file is tried whatever its name: it was asked for.
    if (status?.isFile()) {
      photos.push({ file: path, path, bytes: status.size, modified: status.mtimeMs });
      continue;
    }
    const folder = folderAt(path);
    if (folder === undefined && !isGlob(path)) {
      missing.push(path);
      continue;
    }
    const found = folder === undefined ? await photosLike(path) : await photosIn(folder, path);
    if (folder === undefined && found.photos.length === 0) missing.push(path);
    for (const photo of found.photos) photos.push(photo);
    unreadable.push(...found.unreadable);
  }
  return { photos, missing, unreadable };
}

async function photosIn(folder: Folder, path: string): Promise<Omit<NamedPhotos, 'missing'>> {
  const found = { photos: new PhotoList(''), ignored: [], unreadable: [] };
  await findPhotos(folder, path.endsWith('/') ? path : `${path}/`, [], found);
  return { photos: [...found.photos], unreadable: found.unreadable };
}

/**
 * The pixels of one photo, decoded and resized as for training, on this thread.
 * @returns `[height, width, channels]`, 0 to 255
 * @throws what `faultOf` puts into words, when it cannot be read
 */
export function loadPhoto(path: string | Uint8Array, form: PhotoForm): Promise<Uint8Array> {
  return decodePhoto(new FileReader().read(path), form);
}

/** A photo of each sample, as a model takes it. */
export interface PredictionImage {
  /** Its place among the photos of a sample. */
  readonly index: number;
  readonly form: PhotoForm;
  /** What grey levels become, as in training. */
  readonly map: PixelMap;
  /** Names of the model's inputs that get the photo. */
  readonly inputs: readonly string[];
}

export interface PredictionOptions {
  readonly images: readonly PredictionImage[];
  /** Columns of numbers, and the model's inputs that get them. */
  readonly numbers?: readonly PlannedNumbers[];
  readonly batch: number;
  /** Told of each sample that is left out because a photo of it cannot be read. */
  readonly leftOut?: ((problem: PhotoProblem) => void) | undefined;
  readonly workers?: number | undefined;
}

/** Samples in their order as batches without labels, whatever the number of workers; those that cannot be read are left out. */
export async function* predictionBatches(
  samples: Samples,
  { images, numbers = [], batch, leftOut, workers }: PredictionOptions,
): AsyncGenerator<PhotoBatch, void, undefined> {
  const known = new Set<number>();
  const broken: LeaveOut = {
    has: ({ number }) => known.has(number),
    add: (_split, { number }, problem) => {
      known.add(number);
      leftOut?.(problem);
    },
  };
  const stores = new Map<string, PhotoStore>();
  for (const { form } of images)
    if (!stores.has(formKey(form)))
      stores.set(formKey(form), new PhotoStore(new WorkPool(form, workers), undefined));
  const planned = images.flatMap(({ index, form, map, inputs }) => {
    const store = stores.get(formKey(form));
    return store === undefined ? [] : [{ index, size: form.size, map, inputs, store }];
  });
  try {
    yield* epochBatches(
      {
        split: 'test',
        samples,
        labels: [],
        images: planned,
        numbers,
        batch,
        shuffle: undefined,
        ahead: LEAST_AHEAD,
        broken,
      },
      0,
    );
  } finally {
    await Promise.all([...stores.values()].map((store) => store.close()));
  }
}
