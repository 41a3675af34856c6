import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { nearest } from '../../../diagnostics/nearest.ts';
import { SPLIT_PART } from '../../../typecheck/data/arrays.ts';
import { folderColumns } from '../../../typecheck/data/folder-columns.ts';
import { groupedBy } from '../../../typecheck/data/grouped-by.ts';
import type { ArraySource, TypedDataset } from '../../../typecheck/typed-module.ts';
import { SPLITS, type SplitName } from '../photo.ts';
import { ArrayProblem } from './array-problem.ts';
import { describeCifar } from './formats/cifar.ts';
import { describeIdx } from './formats/idx.ts';
import { describeNpyFile } from './formats/npy.ts';
import { openNpz } from './formats/npz.ts';
import type { StoredArray } from './stored-array.ts';

/** Some samples that lie together: an array for each column of the data. */
export interface ArrayPart {
  /** Undefined where the files do not say it. */
  readonly split: SplitName | undefined;
  readonly arrays: ReadonlyMap<string, StoredArray>;
}

/** Other words for splits in names of files and arrays. */
const SPLIT_WORDS: Readonly<Record<SplitName, readonly string[]>> = {
  train: ['train', 'training'],
  validation: ['validation', 'val', 'valid'],
  test: ['test', 'testing', 't10k'],
};

/** The folder from which names of arrays start. */
export function arrayFolder({ kind, path }: ArraySource, base: string): string {
  const full = resolve(base, path);
  return kind === 'arrays' && /\.np[yz]$/i.test(path) ? dirname(full) : full;
}

/** Whether there is anything where a source says. */
export async function arraysExist({ path }: ArraySource, base: string): Promise<boolean> {
  return (await stat(resolve(base, path)).catch(() => undefined)) !== undefined;
}

/**
 * The arrays of a data set by split and column, training first; none of their numbers is read.
 * @throws ArrayProblem NET5211 or NET5212 where a file is missing or unsound
 */
export async function findParts(
  dataset: TypedDataset,
  source: ArraySource,
  base: string,
): Promise<readonly ArrayPart[]> {
  const path = resolve(base, source.path);
  switch (source.kind) {
    case 'idx':
      return idxParts(path, source.path);
    case 'cifar10':
      return cifarParts(path, source.path, /^data_batch_(\d+)\.bin$/, 'test_batch.bin', [
        folderColumns.label,
      ]);
    case 'cifar100':
      return cifarParts(path, source.path, /^train(\d*)\.bin$/, 'test.bin', ['coarse', 'fine']);
    case 'arrays':
      return namedParts(dataset, path, source.path);
  }
}

async function namesIn(folder: string, shown: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined)
    throw new ArrayProblem({
      kind: 'broken',
      file: shown,
      reason: { kind: 'unreadable', code: 'it is no folder' },
    });
  return names.sort();
}

const IDX = /^(.*?)(train|validation|valid|val|test|t10k)-(images|labels)[-.]idx\d-ubyte(\.gz)?$/;

/** `train-images-idx3-ubyte` and the others, packed or not; with a name before them, as EMNIST has it. */
async function idxParts(folder: string, shown: string): Promise<readonly ArrayPart[]> {
  const names = await namesIn(folder, shown);
  const file = (split: SplitName, what: string): string | undefined => {
    const found = names.filter((name) => {
      const [, , word = '', kind] = IDX.exec(name) ?? [];
      return kind === what && SPLIT_WORDS[split].includes(word);
    });
    // The same file unpacked is read faster.
    const plain = found.filter((name) => !name.endsWith('.gz') || !found.includes(name.slice(0, -3)));
    const [only, second] = plain;
    if (second === undefined) return only;
    const array = `one file of ${what} for ${split}`;
    throw new ArrayProblem({ kind: 'missing', file: shown, array, found: plain });
  };
  return SPLITS.flatMap((split) => {
    const [images, labels] = [file(split, 'images'), file(split, 'labels')];
    if (images === undefined && labels === undefined && split !== 'train') return [];
    const word = split === 'test' ? 't10k' : split;
    if (images === undefined) throw lacks(shown, `${word}-images-idx3-ubyte`, names);
    if (labels === undefined) throw lacks(shown, `${word}-labels-idx1-ubyte`, names);
    const arrays = new Map([
      [folderColumns.image, describeIdx(join(folder, images), images, [3, 4])],
      [folderColumns.label, describeIdx(join(folder, labels), labels, [1])],
    ]);
    return [{ split, arrays }];
  });
}

async function cifarParts(
  folder: string,
  shown: string,
  training: RegExp,
  test: string,
  labels: readonly string[],
): Promise<readonly ArrayPart[]> {
  const names = await namesIn(folder, shown);
  const number = (name: string): number => Number(training.exec(name)?.[1] ?? 0);
  const batches = names.filter((name) => training.test(name)).sort((a, b) => number(a) - number(b));
  if (batches.length === 0) throw lacks(shown, test === 'test.bin' ? 'train.bin' : 'data_batch_1.bin', names);
  const part = (split: SplitName, name: string): ArrayPart => {
    const batch = describeCifar(join(folder, name), name, labels.length === 1 ? 1 : 2);
    const columns = batch.labels.map((array, place) => [labels[place] ?? '', array] as const);
    return { split, arrays: new Map([[folderColumns.image, batch.images], ...columns]) };
  };
  return [
    ...batches.map((name) => part('train', name)),
    ...(names.includes(test) ? [part('test', test)] : []),
  ];
}

/** The arrays that columns name: of a `.npz`, of a folder of `.npy`, or the only one of a `.npy`. */
async function namedParts(dataset: TypedDataset, path: string, shown: string): Promise<readonly ArrayPart[]> {
  const columns = columnArrays(dataset);
  const { names, describe } = await openNamed(path, shown);
  const isDivided = columns.some(({ array }) => array.includes(SPLIT_PART));
  if (!isDivided)
    return [
      { split: undefined, arrays: new Map(columns.map(({ column, array }) => [column, describe(array)])) },
    ];
  const parts = SPLITS.flatMap((split): readonly ArrayPart[] => {
    const word = SPLIT_WORDS[split].find((each) =>
      columns.some(
        ({ array }) => array.includes(SPLIT_PART) && names.includes(array.replace(SPLIT_PART, each)),
      ),
    );
    if (word === undefined) return [];
    return [
      {
        split,
        arrays: new Map(
          columns.map(({ column, array }) => [column, describe(array.replace(SPLIT_PART, word))]),
        ),
      },
    ];
  });
  const [first] = columns;
  if (parts.length === 0 && first !== undefined)
    throw lacks(shown, first.array.replace(SPLIT_PART, 'train'), names);
  return parts;
}

/** Under which a part has the array that says what belongs together: no column is called so. */
export const GROUP = 'by:';

/** Each column, and the array that holds it. */
function columnArrays({
  images,
  labels,
  split,
}: TypedDataset): readonly { readonly column: string; readonly array: string }[] {
  const by = groupedBy(split);
  return [
    ...images.flatMap(({ name, path: [part] }) =>
      part === undefined ? [] : [{ column: name, array: typeof part === 'string' ? part : part.column }],
    ),
    ...labels.flatMap(({ name, columns: [array] }) => (array === undefined ? [] : [{ column: name, array }])),
    ...(by === undefined ? [] : [{ column: GROUP, array: by }]),
  ];
}

interface NamedArrays {
  readonly names: readonly string[];
  readonly describe: (name: string) => StoredArray;
}

async function openNamed(path: string, shown: string): Promise<NamedArrays> {
  const status = await stat(path);
  if (status.isDirectory()) {
    const names = (await namesIn(path, shown)).flatMap((name) =>
      name.endsWith('.npy') ? [name.slice(0, -4)] : [],
    );
    const describe = (name: string): StoredArray => {
      if (!names.includes(name)) throw lacks(shown, name, names);
      return describeNpyFile(join(path, `${name}.npy`), `${name}.npy`);
    };
    return { names, describe };
  }
  const file = basename(path);
  if (/\.npy$/i.test(path)) {
    const own = file.slice(0, -4);
    return {
      names: [own],
      describe: (name) => {
        if (name !== own) throw lacks(shown, name, [own]);
        return describeNpyFile(path, file);
      },
    };
  }
  const npz = await openNpz(path, file);
  return {
    names: npz.names,
    describe: (name) => {
      if (!npz.names.includes(name)) throw lacks(shown, name, npz.names);
      return npz.array(name);
    },
  };
}

function lacks(file: string, array: string, found: readonly string[]): ArrayProblem {
  return new ArrayProblem({ kind: 'missing', file, array, found, suggestion: nearest(array, found) });
}
