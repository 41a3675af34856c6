import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { TypedPhase, TypedTrain } from '../../typecheck/typed-module.ts';
import { augmentPhoto } from '../data/augment/augment-photo.ts';
import { drawMix, mixPhotos } from '../data/augment/mix-batch.ts';
import { batchOf, drawSheet, levelsOf, type SheetPart } from '../data/augment/preview-sheet.ts';
import type { Dataset } from '../data/dataset.ts';
import { photoPixels } from '../data/decode/photo-pixels.ts';
import { FileReader } from '../data/decode/read-photo.ts';
import { loadDataset } from '../data/index.ts';
import { pixelBytes, type PhotoForm } from '../data/photo.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import { Problem } from '../problem.ts';
import { writeWhole } from '../run-folder/write-whole.ts';
import { checkFile } from './check-file.ts';

export interface PreviewRequest {
  readonly workingDirectory: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Where the picture goes. */
  readonly path: string;
  /** Photos, one a row. */
  readonly photos?: number;
  /** Epochs, one a column beside the photo itself. */
  readonly epochs?: number;
  /** What a block is called: by the train, or the phase of one, and what it does to photos. */
  readonly heading?: (where: string, what: string) => string;
}

type Heading = NonNullable<PreviewRequest['heading']>;

const plainHeading: Heading = (where, what) => `${where}: ${what}`;

/** Grey levels as they are. */
const levels: PixelMap = { scale: [1, 1, 1], offset: [0, 0, 0], reversed: false };

/**
 * Draws training photos beside what a file's trains make of them in their first epochs: one block for each phase that does
 * something else than those before it. These are the very pixels that training sees.
 * @returns what the blocks are called; nothing is written where there are none
 * @throws Problem with what the checker says of the file where it is wrong
 */
export async function previewAugmentation(file: string, request: PreviewRequest): Promise<readonly string[]> {
  const { workingDirectory, settings, path, photos = 3, epochs = 5, heading = plainHeading } = request;
  const { typed, diagnostics } = await checkFile(file, { workingDirectory, settings, data: 'needed' });
  if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
  const shown = new Set<string>();
  const parts: SheetPart[] = [];
  for (const train of typed.trains) {
    const declared = typed.datasets.find(({ name }) => name === train.dataset);
    if (declared === undefined) continue;
    const dataset = await loadDataset(declared, { base: workingDirectory, seed: train.seed });
    for (const phase of train.phases) {
      const { augment, mix } = phase;
      const what = JSON.stringify([train.dataset, augment, mix]);
      if ((augment === undefined && mix === undefined) || shown.has(what)) continue;
      shown.add(what);
      parts.push(...(await partsOf(train, phase, dataset, { photos, epochs, heading })));
    }
  }
  if (parts.length > 0) await writeWhole(path, [await drawSheet(parts, path)]);
  return parts.map(({ heading }) => heading);
}

async function partsOf(
  train: TypedTrain,
  phase: TypedPhase,
  dataset: Dataset,
  { heading, ...count }: { readonly photos: number; readonly epochs: number; readonly heading: Heading },
): Promise<readonly SheetPart[]> {
  const { augment: augmentation, mix } = phase;
  const names = [augmentation?.name ?? (augmentation && 'augment'), mix?.kind];
  const where = phase.name === train.name ? train.name : `${train.name}, phase ${phase.name}`;
  const parts: SheetPart[] = [];
  for (const [index, { size, resize }] of dataset.images.entries()) {
    const read = await readPhotos(dataset, index, { size, resize }, count.photos);
    const places = read.map(({ place }) => place);
    const columns = Array.from({ length: count.epochs }, (_, epoch) => {
      const made = read.map(({ pixels, place }) => {
        if (augmentation === undefined) return levelsOf(pixels);
        const floats = augmentPhoto(
          { augmentation, seed: train.seed, epoch },
          place,
          size,
          levels,
          (into) => {
            into.set(pixels);
            return true;
          },
        );
        return floats?.slice() ?? levelsOf(pixels);
      });
      if (mix === undefined) return made;
      const batch = batchOf(made, size);
      const mixed = new Float32Array(batch.length);
      mixPhotos(batch, mixed, size, drawMix(mix, { seed: train.seed, epoch, index: 0 }, places));
      return made.map((_, row) => mixed.subarray(row * pixelBytes(size), (row + 1) * pixelBytes(size)));
    });
    parts.push({
      heading: heading(where, names.filter((name) => name !== undefined).join(' and ')),
      columns: ['the photo', ...columns.map((_, epoch) => `epoch ${epoch + 1}`)],
      size,
      rows: read.map(({ pixels }, row) => [
        levelsOf(pixels),
        ...columns.flatMap((column) => column[row] ?? []),
      ]),
    });
  }
  return parts;
}

/** Some training photos from all over the split, so that they are of several classes. */
async function readPhotos(
  dataset: Dataset,
  image: number,
  form: PhotoForm,
  count: number,
): Promise<readonly { readonly place: number; readonly pixels: Uint8Array }[]> {
  const { train } = dataset.splits;
  const reader = new FileReader();
  const read = [];
  const rows = Math.min(count, train.length);
  for (let row = 0; row < rows; row++) {
    const place = Math.floor(((row + 0.5) * train.length) / rows);
    const photo = train.at(place).photos[image];
    if (photo === undefined) continue;
    const pixels = await photoPixels(reader, photo, form).catch(() => undefined);
    if (pixels !== undefined) read.push({ place, pixels });
  }
  return read;
}
