import { stat } from 'node:fs/promises';
import { splitDoesNotFit, type SplitFault } from '../../../diagnostics/catalogue/splits.ts';
import { groupedBy } from '../../../typecheck/data/grouped-by.ts';
import type { ArraySource, DrawnSplit, Label, Split, TypedDataset } from '../../../typecheck/typed-module.ts';
import { Problem } from '../../problem.ts';
import { countGroups } from '../count-groups.ts';
import type { Dataset, LoadOptions } from '../dataset.ts';
import { drawWords } from '../draws.ts';
import type { SplitName } from '../photo.ts';
import { readQuarantine } from '../quarantine.ts';
import { seededHash } from '../row-hash.ts';
import { divideRowsByLock, rowLock, rowsDigest, type RowLock, type SplitLock } from '../split-lock.ts';
import { divideRows } from '../table/divide-rows.ts';
import { LabelColumn } from '../table/label-column.ts';
import { ArrayProblem } from './array-problem.ts';
import { ArraySamples, elementName, type ArrayTable, type ImageArray } from './array-samples.ts';
import { arrayOf, photoLayout, requireSplits, samplesOf } from './check-parts.ts';
import { arrayFolder, arraysExist, findParts, GROUP, type ArrayPart } from './find-parts.ts';
import { placed } from './place-array.ts';
import { readLabels, readTexts } from './read-labels.ts';

type Rows = Readonly<Record<SplitName, Uint32Array>>;

/**
 * Describes the arrays of a data set and divides their samples; labels are read, pixels are not.
 * @throws Problem NET5211 to NET5217 where they cannot be used, NET5303 where its lock is of other samples
 */
export async function loadArrays(
  dataset: TypedDataset,
  source: ArraySource,
  options: LoadOptions,
): Promise<Dataset> {
  try {
    return await load(dataset, source, options);
  } catch (thrown) {
    throw thrown instanceof ArrayProblem ? new ArrayProblem(thrown.fault, source.span) : thrown;
  }
}

async function load(
  dataset: TypedDataset,
  source: ArraySource,
  { base, seed, lock }: LoadOptions,
): Promise<Dataset> {
  if (!(await arraysExist(source, base)))
    throw new ArrayProblem({ kind: 'missing', file: source.path, array: '', found: [] });
  const folder = arrayFolder(source, base);
  const quarantined = lock === undefined ? await readQuarantine(folder) : new Set<string>();
  const parts = await findParts(dataset, source, base);
  requireSplits(parts, dataset.split, source.path);
  const table = await tableOf(dataset, parts);
  const [all = 0] = table.starts.slice(-1);
  const usable = Uint32Array.from({ length: all }, (_, row) => row).filter(
    (row) => quarantined.size === 0 || !quarantined.has(elementName(table, row)),
  );
  const groups = groupsOf(dataset.split, parts);
  const rows =
    lock === undefined
      ? divided(dataset.split, { parts, table, groups, usable, seed })
      : divideRowsByLock(usable, fitting(dataset, lock));
  const splits = {
    train: new ArraySamples(table, rows.train),
    validation: new ArraySamples(table, rows.validation),
    test: new ArraySamples(table, rows.test),
  };
  if (lock?.kind === 'rows' && rowsDigest(splits) !== lock.digest)
    throw misfit(dataset, { kind: 'rows', file: source.path });
  return {
    name: dataset.name,
    folder,
    images: dataset.images,
    labels: table.labels.map(({ label }) => label),
    splits,
    quarantined,
    findings: [],
    gone: [],
    groups:
      groups && (() => countGroups(groups.by, (name) => Array.from(rows[name], (row) => groups.of[row]))),
    lock: () => rowLock(splits, rows),
  };
}

async function tableOf({ images, labels }: TypedDataset, parts: readonly ArrayPart[]): Promise<ArrayTable> {
  const starts = [0];
  for (const part of parts) starts.push((starts.at(-1) ?? 0) + samplesOf(part));
  const imageArrays = await Promise.all(
    images.map((image) =>
      Promise.all(
        parts.map(async (part): Promise<ImageArray> => {
          const stored = arrayOf(part, image.name);
          const { mtimeMs } = await stat(stored.path);
          const layout = photoLayout(image, stored);
          return { array: await placed(stored), layout, modified: mtimeMs };
        }),
      ),
    ),
  );
  return {
    images: imageArrays,
    labels: labels.map((label) => labelColumn(label, parts, starts)),
    names: parts.map(({ arrays }) => [...arrays.values()][0]?.name ?? ''),
    starts,
  };
}

/** The labels of all parts, with their classes: as many as the highest says where the program does not say it. */
function labelColumn(label: Label, parts: readonly ArrayPart[], starts: readonly number[]): LabelColumn {
  const numbers = parts.map((part) => readLabels(label, arrayOf(part, label.name)));
  const highest = (): number => numbers.reduce((most, own) => own.reduce((a, b) => Math.max(a, b), most), 0);
  const isClassed = label.kind === 'class' || label.kind === 'binary';
  const classes =
    label.classes ??
    (isClassed ? Array.from({ length: highest() + 1 }, (_, number) => String(number)) : undefined);
  const column = new LabelColumn({ ...label, classes });
  for (const [place, own] of numbers.entries()) column.set(starts[place] ?? 0, own);
  return column;
}

/** The group of each sample, by its number, and what the groups are called. */
interface ArrayGroups {
  /** What the program calls the array. */
  readonly by: string;
  readonly of: Uint32Array;
  readonly names: readonly string[];
}

function groupsOf(split: Split, parts: readonly ArrayPart[]): ArrayGroups | undefined {
  const by = groupedBy(split);
  if (by === undefined) return undefined;
  const numberOf = new Map<string, number>();
  const of = parts.flatMap((part) =>
    readTexts(arrayOf(part, GROUP)).map((name, index) => {
      if (name === '' || name === 'NaN') throw saysNothing(arrayOf(part, GROUP).name, index, name);
      const number = numberOf.get(name) ?? numberOf.size;
      numberOf.set(name, number);
      return number;
    }),
  );
  return { by, of: Uint32Array.from(of), names: [...numberOf.keys()] };
}

/** What tells a sample from others: where it lies, or, without photos, what it says, so that equal samples are never parted. */
function nameOf(table: ArrayTable, row: number): Uint8Array {
  if (table.images.length > 0) return Buffer.from(elementName(table, row));
  return Buffer.concat(table.labels.map((label) => label.bytesAt(row)));
}

const saysNothing = (array: string, index: number, given: string): ArrayProblem =>
  new ArrayProblem({
    ...{ kind: 'label', array, index, given: given === '' ? "''" : given },
    expected: 'a number or a text',
    what: 'group',
  });

interface Divisible {
  readonly parts: readonly ArrayPart[];
  readonly table: ArrayTable;
  /** What belongs together, where the program says it. */
  readonly groups: ArrayGroups | undefined;
  /** Numbers of the samples that are divided. */
  readonly usable: Uint32Array;
  readonly seed: number;
}

/** The numbers of the samples of each split. */
function divided(split: Split, all: Divisible): Rows {
  if (split.kind === 'folders') throw new Error('arrays are not divided by folders');
  if (split.kind !== 'files') return drawn(split, all);
  const { parts, table, usable } = all;
  const own = (name: SplitName): Uint32Array =>
    usable.filter((row) => parts[table.starts.findLastIndex((start) => start <= row)]?.split === name);
  const rows = { train: own('train'), validation: own('validation'), test: own('test') };
  const { validation } = split;
  if (validation === 0 || parts.some((part) => part.split === 'validation')) return rows;
  const count = rows.train.length;
  const division: DrawnSplit =
    validation < 1
      ? { kind: 'fractions', train: 1 - validation, validation, test: 0 }
      : {
          kind: 'counts',
          train: Math.max(0, count - validation),
          validation: Math.min(count, validation),
          test: 0,
        };
  return { ...drawn(division, { ...all, usable: rows.train }), test: rows.test };
}

/** Drawn by the seed and the samples' names, each class by itself. */
function drawn(split: DrawnSplit, { table, usable, groups, seed }: Divisible): Rows {
  const [own = 0] = drawWords('split', seed, 0, 1);
  const classed = table.labels.find(({ label }) => label.classes !== undefined);
  const unknown = classed?.label.classes?.length ?? 0;
  const encoder = new TextEncoder();
  const rows = divideRows(
    {
      count: usable.length,
      classes: usable.map((row) => {
        const [number = Number.NaN] = classed?.at(row) ?? [];
        return Number.isNaN(number) ? unknown : number;
      }),
      draws: Float64Array.from(usable, (row) => seededHash(nameOf(table, row), own)),
      groups: groups && {
        of: usable.map((row) => groups.of[row] ?? 0),
        draws: Float64Array.from(groups.names, (name) => seededHash(encoder.encode(name), own)),
      },
    },
    split,
  );
  const numbers = (name: SplitName): Uint32Array => rows[name].map((place) => usable[place] ?? 0);
  return { train: numbers('train'), validation: numbers('validation'), test: numbers('test') };
}

const misfit = ({ name, span }: TypedDataset, why: SplitFault): Problem =>
  new Problem(splitDoesNotFit(span, { dataset: name, why }));

function fitting(dataset: TypedDataset, lock: SplitLock): RowLock {
  if (lock.kind !== 'rows') throw misfit(dataset, { kind: 'folder' });
  return lock;
}
