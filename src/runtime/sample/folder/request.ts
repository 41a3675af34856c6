import {
  sampleBadNumber,
  sampleClassUnknown,
  sampleNothingLeft,
} from '../../../diagnostics/catalogue/sample.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { Problem } from '../../problem.ts';
import type { KindName } from '../kind-names.ts';
import { kindOf } from '../kinds.ts';

/** The splits, in the order they are drawn. */
export const splits = ['train', 'validation', 'test'] as const;

export type Split = (typeof splits)[number];

/** Photos of each split, all classes together. */
export type Counts = Readonly<Record<Split, number>>;

/** Which photos are wanted. Two requests that agree in kind, seed and size draw the same photos. */
export interface Request {
  readonly kind: KindName;
  readonly seed: number;
  /** Longest side a photo can have, in pixels. */
  readonly size: number;
  readonly counts: Counts;
  /** Classes of the kind that are left out. The photos of the others are the same without them, number by number. */
  readonly without?: readonly string[];
}

/** One photo to draw: everything about it follows from these. */
export interface Photo {
  readonly kind: KindName;
  readonly seed: number;
  readonly size: number;
  readonly split: Split;
  readonly className: string;
  /** From 1 in each class of each split. */
  readonly index: number;
}

/** Whole numbers to be checked before anything is drawn. */
const limits = {
  count: { least: 0, most: 1_000_000, wanted: 'a whole number from 0 to 1,000,000' },
  seed: { least: 0, most: Number.MAX_SAFE_INTEGER, wanted: 'a whole number from 0' },
  size: { least: 64, most: 2048, wanted: 'a whole number of pixels from 64 to 2048' },
} as const;

/** @throws Problem NET7904 for a count, seed or size that no photo can be drawn by */
export function checkRequest({
  counts,
  seed,
  size,
}: Pick<Request, 'counts' | 'seed'> & Partial<Request>): void {
  const problems = [
    ...splits.map((split) => outside(split, counts[split], limits.count)),
    outside('seed', seed, limits.seed),
    size === undefined ? undefined : outside('size', size, limits.size),
  ].filter((found) => found !== undefined);
  if (problems.length > 0) throw new Problem(...problems);
}

/** @throws Problem NET7907 or NET7908 for classes that cannot be left out */
export function checkWithout(kind: string, classes: readonly string[], without: readonly string[]): void {
  const unknown = without.filter((name) => !classes.includes(name));
  if (unknown.length > 0)
    throw new Problem(
      ...unknown.map((name) => sampleClassUnknown(undefined, { kind, name, known: classes })),
    );
  if (classes.length > 0 && classes.every((name) => without.includes(name)))
    throw new Problem(sampleNothingLeft(undefined, { kind, classes }));
}

/** The classes that are drawn of a kind, in the order of their names. */
export function classesOf({ kind, without = [] }: Pick<Request, 'kind' | 'without'>): readonly string[] {
  return Object.keys(kindOf(kind).classes).filter((name) => !without.includes(name));
}

function outside(
  name: string,
  value: number,
  { least, most, wanted }: { readonly least: number; readonly most: number; readonly wanted: string },
): Diagnostic | undefined {
  return Number.isSafeInteger(value) && value >= least && value <= most
    ? undefined
    : sampleBadNumber(undefined, { name, value, wanted });
}

/** The folder of a photo, below the folder of all: none for those of a table. */
export function photoPlace({ kind, split, className }: Omit<Photo, 'seed' | 'size' | 'index'>): string {
  return kindOf(kind).table === undefined ? `${split}/${className}` : '';
}

/** Where a photo lies below the folder. */
export function photoFile(photo: Photo): string {
  const place = photoPlace(photo);
  const name = `${photo.className}.${String(photo.index).padStart(4, '0')}.jpg`;
  return place === '' ? name : `${place}/${name}`;
}

/** The same request, with the photos of a kind with a table in one lot: who reads the table divides them. */
export function inOneLot(request: Request): Request {
  if (kindOf(request.kind).table === undefined) return request;
  const { train, validation, test } = request.counts;
  return { ...request, counts: { train: train + validation + test, validation: 0, test: 0 } };
}

/** Every photo of a request, classes in turn. An odd one out goes to the first class. */
export function photosOf(request: Request): readonly Photo[] {
  const { kind, seed, size, counts } = request;
  const names = classesOf(request);
  return splits.flatMap((split) =>
    Array.from({ length: counts[split] }, (_, i) => ({
      kind,
      seed,
      size,
      split,
      className: names[i % names.length] ?? '',
      index: Math.floor(i / names.length) + 1,
    })),
  );
}
