import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DataFacts } from '../../typecheck/check-options.ts';
import { labelTableProblem } from '../../diagnostics/catalogue/label-tables.ts';
import { folderUnreadable } from '../../diagnostics/catalogue/photos.ts';
import { splitDoesNotFit, type SplitFault } from '../../diagnostics/catalogue/splits.ts';
import { namesWithoutClass } from '../../diagnostics/catalogue/tables.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { groupedBy } from '../../typecheck/data/grouped-by.ts';
import { nameReader } from '../../typecheck/data/name-pattern.ts';
import type { ImageColumn, Label, TypedDataset } from '../../typecheck/typed-module.ts';
import { Problem } from '../problem.ts';
import { absentClasses } from './absent-classes.ts';
import { countGroups, type GroupCounts } from './count-groups.ts';
import { folderFacts, type FolderFacts } from './folder-facts.ts';
import { arrayFacts } from './arrays/array-facts.ts';
import { loadArrays } from './arrays/load-arrays.ts';
import { ClassColumn, FolderSamples, type FolderColumns } from './folder-samples.ts';
import { SPLITS, type SplitName } from './photo.ts';
import type { Samples } from './samples.ts';
import { readQuarantine } from './quarantine.ts';
import { baseName, scanFolder, type Scan } from './scan.ts';
import { divide, type Division, type GroupOf } from './split.ts';
import { divideByLock, photoLock, type PhotoLock, type SplitLock, type GonePhoto } from './split-lock.ts';
import { loadTable } from './table/load-table.ts';
import { tableColumns } from './table/read-table.ts';
import { TableError } from './table/row-reader.ts';

/** A data set as it lies on this machine: every photo, its labels and its split known; no pixel read. */
export interface Dataset {
  readonly name: string;
  /** Absolute; names of photos start from it. */
  readonly folder: string;
  readonly images: readonly ImageColumn[];
  /** With their classes. */
  readonly labels: readonly Label[];
  readonly splits: Readonly<Record<SplitName, Samples>>;
  /** Photos that its list of quarantine names: they are in no split. */
  readonly quarantined: ReadonlySet<string>;
  /** What was met while it was looked through, and people should know. */
  readonly findings: readonly Diagnostic[];
  /** Photos of the lock that it was divided by, which are not there any more. */
  readonly gone: readonly GonePhoto[];
  /** The groups that its division keeps together; absent where it keeps none. */
  readonly groups?: (() => GroupCounts) | undefined;
  /** How it is divided, for a file. */
  lock(): SplitLock;
}

/** How a data set is to be looked for and divided. */
export interface LoadOptions {
  /** Folder that a relative one starts from. */
  readonly base: string;
  /** Of the division, where it is drawn. */
  readonly seed: number;
  /** The division to be used in the place of the one that the program says; lists of quarantine change nothing of it. */
  readonly lock?: SplitLock | undefined;
}

/** Where a data set's folder is looked through for what. */
export function scanDataset(dataset: TypedDataset, base: string): Promise<Scan> {
  const folder = resolve(base, dataset.source.path);
  const { names, table } = dataset.source.kind === 'images' ? dataset.source : {};
  const { split } = dataset;
  const layout = split.kind === 'folders' ? 'splits' : 'classes';
  const group = 'by' in split && split.byNames === undefined ? split.by : undefined;
  return scanFolder(folder, layout, names ?? table, group);
}

type FolderSource = Extract<TypedDataset['source'], { readonly kind: 'images' }>;

/** What the checker wants to know of a data set on disk. */
export async function dataFacts(dataset: TypedDataset, base: string): Promise<DataFacts> {
  const { source, split } = dataset;
  if (source.kind === 'table') return tableFacts(source, base);
  if (source.kind !== 'images') return arrayFacts(dataset, source, base);
  const scan = await scanDataset(dataset, base);
  const labelFault = scan.labels?.fault;
  return { ...checkerFacts(folderFacts(scan), split), ...(labelFault && { labelFault }) };
}

/** The columns of a table; of a file that is none, why. One that cannot be opened has none that are known. */
async function tableFacts(
  { path, delimiter }: Extract<TypedDataset['source'], { readonly kind: 'table' }>,
  base: string,
): Promise<DataFacts> {
  const file = resolve(base, path);
  if (!existsSync(file)) return { exists: false, splits: {} };
  const found = await tableColumns({ path: file, delimiter }).then(
    (columns) => ({ columns }),
    (thrown: unknown) => (thrown instanceof TableError ? { broken: thrown.message } : {}),
  );
  return { exists: true, splits: {}, ...found };
}

function checkerFacts(
  { folder, exists, counts, splits, stray, unreadable }: FolderFacts,
  split: TypedDataset['split'],
): DataFacts {
  const names = split.kind === 'folders' ? splits : [undefined];
  const hidden = unreadable.map((each) => ({
    folder: each.folder === folder ? '' : each.folder.replace(/\/$/, ''),
    reason: each.reason,
  }));
  return {
    exists,
    ...(stray.count > 0 && { stray }),
    ...(hidden.length > 0 && { unreadable: hidden }),
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
 * @throws Problem NET5303 where its lock is of other data
 */
export async function loadDataset(dataset: TypedDataset, options: LoadOptions): Promise<Dataset> {
  const { source } = dataset;
  if (source.kind === 'images') return loadFolder(dataset, source, options);
  const loaded =
    source.kind === 'table'
      ? await loadTable(dataset, source, options)
      : await loadArrays(dataset, source, options);
  // Which classes a folder has is known before it is loaded, and judged by the checker.
  return { ...loaded, findings: [...loaded.findings, ...absentClasses(dataset, loaded)] };
}

async function loadFolder(
  dataset: TypedDataset,
  source: FolderSource,
  options: LoadOptions,
): Promise<Dataset> {
  const { base, seed, lock } = options;
  const scan = await scanDataset(dataset, base);
  const fault = scan.labels?.fault;
  if (fault !== undefined) throw new Problem(labelTableProblem(dataset.span, fault));
  const classes = dataset.labels[0]?.classes ?? lockedClasses(lock) ?? scan.classes;
  const quarantined = lock === undefined ? await readQuarantine(scan.folder) : new Set<string>();
  const groupOf = groupsOf(dataset, scan);
  const { division, gone } =
    lock === undefined
      ? { division: divide(without(scan, quarantined), classes, dataset.split, seed, groupOf), gone: [] }
      : divideByLock(scan, fitting(dataset, lock, classes));
  const ungrouped = lock === undefined && groupOf !== undefined ? withoutGroup(dataset, scan, groupOf) : [];
  const splits = samplesOf(scan, division, classes.length);
  return {
    name: dataset.name,
    folder: scan.folder,
    images: dataset.images,
    labels: dataset.labels.map((label) => ({ ...label, classes: label.classes ?? classes })),
    splits,
    quarantined,
    findings: [
      ...scan.unreadable.map((unreadable) => folderUnreadable(dataset.span, unreadable)),
      ...withoutClass(source, scan),
      ...ungrouped,
      ...(scan.labels?.findings(source.span) ?? []),
    ],
    gone,
    groups: groupOf && groupCounts(groupedBy(dataset.split) ?? '', groupOf, splits),
    lock: () => photoLock(splits, classes),
  };
}

/** Counts the groups of photos, once somebody asks. */
function groupCounts(by: string, groupOf: GroupOf, splits: Dataset['splits']): () => GroupCounts {
  return () =>
    countGroups(by, (name) =>
      Array.from({ length: splits[name].length }, (_, place) => groupOf(splits[name].file(place, 0))),
    );
}

/** The samples of each split. Nothing but their columns is kept of the scan. */
function samplesOf(
  { photos }: Scan,
  division: Division,
  classes: number,
): Readonly<Record<SplitName, Samples>> {
  const divided = SPLITS.map((split) => division[split]);
  const table: FolderColumns = { photos, labels: [new ClassColumn(photos.length, divided, classes)] };
  const samples = (split: SplitName): Samples => new FolderSamples(table, division[split].rows);
  return { train: samples('train'), validation: samples('validation'), test: samples('test') };
}

const lockedClasses = (lock: SplitLock | undefined): readonly string[] | undefined =>
  lock?.kind === 'photos' ? lock.classes : undefined;

function fitting({ name, span }: TypedDataset, lock: SplitLock, classes: readonly string[]): PhotoLock {
  const misfit = (why: SplitFault): Problem => new Problem(splitDoesNotFit(span, { dataset: name, why }));
  if (lock.kind !== 'photos') throw misfit({ kind: 'table' });
  if (lock.classes.join('\n') !== classes.join('\n'))
    throw misfit({ kind: 'classes', before: lock.classes, now: classes });
  return lock;
}

/** What says which photos belong together: a word in their names, or a column of the table of their classes. */
function groupsOf({ source, split }: TypedDataset, { labels }: Scan): GroupOf | undefined {
  const by = groupedBy(split);
  if (source.kind !== 'images' || by === undefined) return undefined;
  if (labels !== undefined) return (file) => labels.groupOf(file);
  const pattern = ('byNames' in split ? split.byNames : undefined) ?? source.names;
  if (pattern === undefined) return undefined;
  const read = nameReader(pattern, by);
  return (file) => read(baseName(file));
}

/** Says of photos that it is not known what they belong together with: in several splits they would not be told apart. */
function withoutGroup({ split, span }: TypedDataset, scan: Scan, groupOf: GroupOf): readonly Diagnostic[] {
  const files = scan.groups.flatMap(({ rows }) =>
    Array.from(rows, (row) => scan.photos.file(row)).filter((file) => groupOf(file) === undefined),
  );
  if (files.length === 0) return [];
  const pattern = 'byNames' in split ? (split.byNames ?? '') : '';
  return [namesWithoutClass(span, { what: 'group', pattern, count: files.length, first: files.slice(0, 5) })];
}

/** Says of photos that their names do not fit the pattern that classes are read by. */
function withoutClass({ names, span }: FolderSource, { stray }: Scan): readonly Diagnostic[] {
  if (names === undefined || stray.length === 0) return [];
  return [
    namesWithoutClass(span, { what: 'class', pattern: names, count: stray.length, first: stray.slice(0, 5) }),
  ];
}

/** A scan without some photos. */
function without(scan: Scan, files: ReadonlySet<string>): Scan {
  if (files.size === 0) return scan;
  const groups = scan.groups.map((group) => ({
    ...group,
    rows: group.rows.filter((row) => !files.has(scan.photos.file(row))),
  }));
  return { ...scan, groups };
}
