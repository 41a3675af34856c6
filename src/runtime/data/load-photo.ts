import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { photoLeftOut } from '../../diagnostics/catalogue/photos.ts';
import { stat } from 'node:fs/promises';
import { epochBatches, type PhotoBatch } from './batches.ts';
import type { LeaveOut } from './broken-photos.ts';
import { decodePhoto } from './decode/decode-photo.ts';
import { FileReader } from './decode/read-photo.ts';
import { findPhotos, type UnreadableFolder } from './find-photos.ts';
import { folderAt } from './list-folder.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { PhotoFile, PhotoForm } from './photo.ts';
import { SampleList } from './samples.ts';
import { PhotoStore } from './photo-store.ts';
import { WorkPool } from './workers/pool.ts';

/** Photos that somebody named: files as they are, folders with all that is in them. */
export interface NamedPhotos {
  readonly photos: readonly PhotoFile[];
  /** Paths where nothing is. */
  readonly missing: readonly string[];
  readonly unreadable: readonly UnreadableFolder[];
}

/** Finds the photos at some paths, in their order; each is named by the path it was asked for with. */
export async function namedPhotos(paths: readonly string[]): Promise<NamedPhotos> {
  const photos: PhotoFile[] = [];
  const missing: string[] = [];
  const unreadable: UnreadableFolder[] = [];
  for (const path of paths) {
    const folder = folderAt(path);
    if (folder !== undefined) {
      const found = await findPhotos(folder, path.endsWith('/') ? path : `${path}/`, []);
      photos.push(...found.photos);
      unreadable.push(...found.unreadable);
      continue;
    }
    const status = await stat(path).catch(() => undefined);
    // A file is tried whatever its name: it was asked for.
    if (status?.isFile()) photos.push({ file: path, path, bytes: status.size, modified: status.mtimeMs });
    else missing.push(path);
  }
  return { photos, missing, unreadable };
}

/**
 * The pixels of one photo, decoded and resized as for training, on this thread.
 * @returns `[height, width, channels]`, 0 to 255
 * @throws what `faultOf` puts into words, when it cannot be read
 */
export function loadPhoto(path: string | Uint8Array, form: PhotoForm): Promise<Uint8Array> {
  return decodePhoto(new FileReader().read(path), form);
}

export interface PredictionOptions {
  readonly form: PhotoForm;
  /** What grey levels become, as in training. */
  readonly map: PixelMap;
  readonly batch: number;
  /** Names of the model's inputs that get the photo. */
  readonly inputs: readonly string[];
  readonly warn?: ((diagnostic: Diagnostic) => void) | undefined;
  readonly workers?: number | undefined;
}

/** Photos in their order as batches without labels; those that cannot be read are left out with a warning. */
export async function* predictionBatches(
  photos: readonly PhotoFile[],
  { form, map, batch, inputs, warn, workers }: PredictionOptions,
): AsyncGenerator<PhotoBatch, void, undefined> {
  const known = new Set<number>();
  const broken: LeaveOut = {
    has: ({ number }) => known.has(number),
    add: (_split, { number }, problem) => {
      known.add(number);
      warn?.(photoLeftOut(undefined, problem));
    },
  };
  const samples = new SampleList(photos.map((photo, number) => ({ number, photos: [photo], labels: [] })));
  const store = new PhotoStore(new WorkPool(form, workers), undefined);
  try {
    yield* epochBatches(
      {
        split: 'test',
        samples,
        labels: [],
        images: [{ index: 0, size: form.size, map, inputs, store }],
        batch,
        shuffle: undefined,
        ahead: 32,
        broken,
      },
      0,
    );
  } finally {
    await store.close();
  }
}
