import { elements } from '../typecheck/layers/sizes.ts';
import { bytes, counted, grouped, shapeText } from './numbers.ts';
import { textTable } from './table.ts';

/** What a file of weights holds. */
export interface WeightListing {
  readonly file: string;
  readonly format: string;
  /** In words. */
  readonly formatName: string;
  /** Whose words the parts of its layers are. */
  readonly convention: 'keras' | 'torch';
  /** On disk. */
  readonly bytes: number;
  readonly tensors: readonly {
    readonly name: string;
    readonly layer: string;
    readonly part: string;
    readonly shape: readonly number[];
    readonly dtype: string;
  }[];
}

const programs = { keras: 'Keras', torch: 'PyTorch' } as const;

/** A line an array, then how many there are. */
export function listingText({ file, formatName, convention, bytes: size, tensors }: WeightListing): string {
  const layers = new Set(tensors.map(({ layer }) => layer)).size;
  const columns = [
    { title: 'array' },
    { title: 'shape' },
    { title: 'numbers', align: 'right' },
    { title: 'dtype' },
  ] as const;
  const rows = tensors.map(({ name, shape, dtype }) => [
    name,
    shapeText(shape),
    grouped(elements(shape)),
    dtype,
  ]);
  const total = tensors.reduce((sum, { shape }) => sum + elements(shape), 0);
  return [
    `${file}: ${formatName}, with names as ${programs[convention]} gives them, ${bytes(size)}`,
    ...(rows.length === 0 ? [] : ['', textTable(columns, rows), '']),
    `${counted(tensors.length, 'array')} in ${counted(layers, 'layer')}, ${counted(total, 'number')}`,
  ].join('\n');
}

/** A file of weights beside a part of a model that is to begin with it. */
export interface WeightComparison {
  readonly file: string;
  readonly formatName: string;
  readonly convention: 'keras' | 'torch';
  readonly model: string;
  /** Of the part; empty for the whole model. */
  readonly path: string;
  readonly block: string;
  /** Whether it would be loaded. */
  readonly fits: boolean;
  readonly how: 'names' | 'paths' | 'order';
  readonly wanted: number;
  readonly matched: number;
  readonly rows: readonly {
    readonly path: string | undefined;
    readonly wanted: readonly number[] | undefined;
    readonly name: string | undefined;
    readonly stored: readonly number[] | undefined;
    readonly status: RowStatus;
  }[];
  /** Layers of the file that nothing asked for. */
  readonly leftOut: readonly { readonly layer: string; readonly tensors: readonly string[] }[];
  readonly hint: string | undefined;
  /** Where several parts of the file fit alike. */
  readonly scopes: readonly string[];
}

type RowStatus = 'fits' | 'turned' | 'missing' | 'shape' | 'extra';

const statusTexts: Readonly<Record<RowStatus, string>> = {
  fits: 'fits',
  turned: 'fits, axes turned',
  missing: 'not in the file',
  shape: 'another shape',
  extra: 'not in the network',
};

const hows = {
  names: 'by a table of names',
  paths: 'by paths',
  order: 'by nothing but their order',
} as const;

/** Names and shapes side by side, then what it comes to. */
export function comparisonText(comparison: WeightComparison): string {
  const { file, formatName, convention, model, path, block, rows, leftOut, scopes, hint } = comparison;
  const { fits, how, wanted, matched } = comparison;
  const columns = ['weight', 'shape', 'in the file', 'shape', ''].map((title) => ({ title }));
  const shape = (sizes: readonly number[] | undefined): string =>
    sizes === undefined ? '' : shapeText(sizes);
  const cells = rows.map((row) => [
    row.path ?? '',
    shape(row.wanted),
    row.name ?? '',
    shape(row.stored),
    statusTexts[row.status],
  ]);
  const what = path === '' ? block : `${block} at ${path} of ${model}`;
  const rest = leftOut.map(({ layer, tensors }) => (layer === '' ? tensors.join(', ') : layer));
  return [
    `${file} (${formatName}, names of ${programs[convention]}) for ${what}`,
    ...(cells.length === 0 ? [] : ['', textTable(columns, cells), '']),
    ...(rest.length === 0 ? [] : [`Of the file not needed: ${rest.join(', ')}`]),
    ...(scopes.length === 0 ? [] : [`Several parts of the file fit alike: ${scopes.join(', ')}`]),
    fits
      ? `It fits: ${matched} of ${counted(wanted, 'array')}, matched ${hows[how]}`
      : `It does not fit: ${matched} of ${counted(wanted, 'array')} match, and nothing would be loaded`,
    ...(fits || hint === undefined ? [] : [hint]),
  ].join('\n');
}

/** A published file of weights, and whether it is here. */
export interface PublishedListing {
  readonly name: string;
  readonly block: string;
  readonly top: boolean;
  readonly file: string;
  readonly url: string;
  readonly md5: string | undefined;
  /** Where it is kept; undefined where it is not here. */
  readonly path: string | undefined;
  readonly bytes: number | undefined;
}

/** A line a file. */
export function publishedText(files: readonly PublishedListing[], folder: string): string {
  const columns = [
    { title: 'weights' },
    { title: 'top' },
    { title: 'file' },
    { title: 'here', align: 'right' },
  ] as const;
  const rows = files.map(({ name, top, file, bytes: size }) => [
    name,
    top ? 'with' : 'without',
    file,
    size === undefined ? 'no' : bytes(size),
  ]);
  return [
    textTable(columns, rows),
    `Kept in ${folder}; \`netc run\` downloads what it needs, \`netc weights add\` takes a file that is here`,
  ].join('\n');
}
