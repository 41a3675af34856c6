import { resolve } from 'node:path';
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

/** Where a data set's folder is looked through for what. */
export function scanDataset(dataset: TypedDataset, base: string): Promise<Scan> {
  const folder = resolve(base, dataset.source.folder);
  return scanFolder(folder, dataset.split.kind === 'folders' ? 'splits' : 'classes');
}

/** What the checker wants to know of a data set's folder. */
export async function dataFacts(dataset: TypedDataset, base: string): Promise<FolderFacts> {
  return folderFacts(await scanDataset(dataset, base));
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
    size: dataset.size,
    labels: dataset.labels.map((label) => ({ ...label, classes: label.classes ?? classes })),
    splits: { train: train ?? [], validation: validation ?? [], test: test ?? [] },
    facts: folderFacts(scan),
  };
}
