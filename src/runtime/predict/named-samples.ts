import { existsSync } from 'node:fs';
import { noSuchPhoto, photosDoNotFit, tableWithoutColumns } from '../../diagnostics/catalogue/predict.ts';
import { folderUnreadable } from '../../diagnostics/catalogue/photos.ts';
import { noSuchFile } from '../../diagnostics/catalogue/run.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  arrayNumbers,
  arrayPhotos,
  isArrayName,
  isGlob,
  isTableName,
  namedPhotos,
  photoRows,
  SampleList,
  type Samples,
} from '../data/index.ts';
import { Problem } from '../problem.ts';
import type { LookedAt } from './looked-at.ts';

/** Samples that somebody named, in order: the photos among them, or the rows of one table. */
export interface NamedSamples {
  readonly samples: Samples;
  /** The numbers of rows in their table, as spreadsheets count. */
  readonly rows: readonly number[] | undefined;
  readonly longestName: number;
}

export interface Named {
  readonly parts: readonly NamedSamples[];
  /** What is left out, as warnings. */
  readonly problems: readonly Diagnostic[];
  /** How much is left out: paths, folders and rows. */
  readonly leftOut: number;
}

/**
 * Looks whether anything is at some paths, before more is done.
 * @throws Problem NET7010 where nothing is
 */
export function requireSomething(paths: readonly string[]): void {
  const [gone] = paths;
  if (gone === undefined || paths.some((path) => isGlob(path) || existsSync(path))) return;
  throw new Problem(noSuchFile(undefined, { path: gone, similar: undefined }));
}

/**
 * Finds what was named: photos, folders of photos, patterns, arrays, and tables whose rows name photos or hold numbers.
 * @param columns what a sample has
 * @throws Problem NET7331 for photos where a sample has several, or numbers, NET7332 for a table
 * where a sample's photos have no columns
 */
export async function namedSamples(paths: readonly string[], columns: LookedAt): Promise<Named> {
  const parts: NamedSamples[] = [];
  const problems: Diagnostic[] = [];
  let leftOut = 0;
  for (const group of grouped(paths)) {
    const part = await partOf(group, columns);
    if (part.samples.length > 0) parts.push(part);
    problems.push(...part.problems);
    leftOut += part.leftOut;
  }
  return { parts, problems, leftOut };
}

interface Found extends NamedSamples {
  readonly problems: readonly Diagnostic[];
  readonly leftOut: number;
}

type Group =
  | { readonly kind: 'table' | 'array'; readonly path: string }
  | { readonly kind: 'photos'; readonly paths: string[] };

/** Photos that stand together, tables and arrays, in their order. */
function grouped(paths: readonly string[]): readonly Group[] {
  const groups: Group[] = [];
  for (const path of paths) {
    const last = groups.at(-1);
    if (isTableName(path)) groups.push({ kind: 'table', path });
    else if (isArrayName(path) && existsSync(path)) groups.push({ kind: 'array', path });
    else if (last?.kind === 'photos') last.paths.push(path);
    else groups.push({ kind: 'photos', paths: [path] });
  }
  return groups;
}

function partOf(group: Group, columns: LookedAt): Promise<Found> {
  if (group.kind === 'photos') return photosOf(group.paths, columns);
  return group.kind === 'table' ? rowsOf(group.path, columns) : elementsOf(group.path, columns);
}

const doNotFit = ({ images, numbers }: LookedAt): Problem =>
  new Problem(
    photosDoNotFit(undefined, {
      photos: images.map(({ name }) => name),
      numbers: numbers.map(({ name }) => name),
    }),
  );

async function elementsOf(path: string, columns: LookedAt): Promise<Found> {
  const { images, numbers } = columns;
  const [[image], [label]] = [images, numbers];
  if (images.length + numbers.length !== 1) throw doNotFit(columns);
  const samples =
    image !== undefined
      ? await arrayPhotos(path, image)
      : label !== undefined
        ? arrayNumbers(path, label)
        : new SampleList([]);
  const longestName = `${path}#${samples.length - 1}`.length;
  return { samples, rows: undefined, longestName, problems: [], leftOut: 0 };
}

async function photosOf(paths: readonly string[], columns: LookedAt): Promise<Found> {
  if (columns.images.length > 1 || columns.numbers.length > 0) throw doNotFit(columns);
  const { photos, missing, unreadable } = await namedPhotos(paths);
  return {
    samples: new SampleList(photos.map((photo, number) => ({ number, photos: [photo], labels: [] }))),
    rows: undefined,
    longestName: photos.reduce((most, { file }) => Math.max(most, file.length), 0),
    problems: [
      ...missing.map((path) => noSuchPhoto(undefined, { path })),
      ...unreadable.map((folder) => folderUnreadable(undefined, folder)),
    ],
    leftOut: missing.length + unreadable.length,
  };
}

async function rowsOf(table: string, { images, numbers, delimiter }: LookedAt): Promise<Found> {
  if (images.some(({ path }) => path.length === 0))
    throw new Problem(tableWithoutColumns(undefined, { table }));
  return photoRows({ path: table, delimiter }, images, numbers);
}
