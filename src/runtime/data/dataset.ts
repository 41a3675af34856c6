import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DataFacts } from '../../typecheck/check-options.ts';
import type { Label, TypedDataset } from '../../typecheck/typed-module.ts';
import { folderFacts, type FolderFacts } from './folder-facts.ts';
import { SPLITS, type PhotoSize, type Sample, type SplitName } from './photo.ts';
import { scanFolder, type Scan } from './scan.ts';
import { divide } from './split.ts';

/** A data set as it lies on this machine: every photo, its labels and its split known; no pixel read. */
export interface Dataset {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly size: PhotoSize;
  /** With their classes. A sample's numbers stand in this order. */
  readonly labels: readonly Label[];
  readonly splits: Readonly<Record<SplitName, readonly Sample[]>>;
  readonly facts: FolderFacts;
}

/** Pixels of the photos of a data set with a single image column. */
function imageSize({ name, images }: TypedDataset): PhotoSize {
  const [image] = images;
  if (image === undefined) throw new Error(`the data ${name} has no image`);
  return image.size;
}

/** Where a data set's folder is looked through for what. */
export function scanDataset(dataset: TypedDataset, base: string): Promise<Scan> {
  const { source } = dataset;
  if (source.kind === 'table') throw new Error(`the table ${source.path} cannot be read`);
  const folder = resolve(base, source.path);
  return scanFolder(folder, dataset.split.kind === 'folders' ? 'splits' : 'classes');
}

/** What the checker wants to know of a data set on disk. */
export async function dataFacts(dataset: TypedDataset, base: string): Promise<DataFacts> {
  const { source, split } = dataset;
  if (source.kind === 'table') return { exists: existsSync(resolve(base, source.path)), splits: {} };
  return checkerFacts(folderFacts(await scanDataset(dataset, base)), split);
}

function checkerFacts({ exists, counts, splits }: FolderFacts, split: TypedDataset['split']): DataFacts {
  const names = split.kind === 'folders' ? splits : [undefined];
  return {
    exists,
    splits: Object.fromEntries(
      names.map((name) => [
        name ?? '',
        Object.fromEntries(
          counts
            .filter((count) => count.split === name && count.folder)
            .map((count) => [count.class, count.photos] as const),
        ),
      ]),
    ),
  };
}

/**
 * Finds the photos of a data set and divides them. What is missing shows in the facts: it does not throw.
 * @param base folder that a relative one starts from
 * @param seed of the division, where it is drawn
 */
export async function loadDataset(
  dataset: TypedDataset,
  { base, seed }: { readonly base: string; readonly seed: number },
): Promise<Dataset> {
  const scan = await scanDataset(dataset, base);
  const classes = dataset.labels[0]?.classes ?? scan.classes;
  const division = divide(scan, classes, dataset.split, seed);
  const samples = (split: SplitName): readonly Sample[] =>
    division[split].map(({ photo, class: number }) => ({ photo, labels: dataset.labels.map(() => number) }));
  const [train, validation, test] = SPLITS.map(samples);
  return {
    name: dataset.name,
    folder: scan.folder,
    size: imageSize(dataset),
    labels: dataset.labels.map((label) => ({ ...label, classes: label.classes ?? classes })),
    splits: { train: train ?? [], validation: validation ?? [], test: test ?? [] },
    facts: folderFacts(scan),
  };
}
