import type { WeightRow } from '../../diagnostics/catalogue/pretrained.ts';
import type { WeightRequest } from '../../ir/program.ts';
import type { Shape } from '../../typecheck/typed-module.ts';
import { asStored, storedShape, torchLayout, type Layout } from './layouts.ts';
import { findLayers, type FoundLayers, type StoredLayer } from './find-layers.ts';
import { nameTable } from './name-table.ts';
import { conventionOf, storedParts, uncounted, type Convention } from './parts.ts';
import type { WantedLayer } from './wanted.ts';
import type { StoredTensor, WeightFile } from './weight-file.ts';

/** A weight and the array that it begins with. */
export interface Assignment {
  /** Of the program's variable. */
  readonly path: string;
  readonly shape: Shape;
  readonly tensor: StoredTensor;
  readonly layout: Layout;
}

/** A file beside the layers that are to begin with its weights. */
export interface WeightMatch {
  readonly convention: Convention;
  /** How layers were found: by a table of names, by their paths, or by their order where no name fits. */
  readonly how: 'names' | 'paths' | 'order';
  readonly wanted: number;
  readonly assignments: readonly Assignment[];
  /** What does not fit; nothing is loaded where there is any. */
  readonly misfits: readonly WeightRow[];
  readonly cause: 'no-top' | 'classes' | 'ambiguous' | 'other-names' | 'other-network';
  /** Parts of the file that fit alike, where several do. */
  readonly scopes: readonly string[];
  /** Layers of the file that nothing asked for. */
  readonly leftOut: readonly string[];
}

/**
 * Compares what a file holds with the layers that ask for it.
 * @param request what is asked for
 * @param layers of it that have weights
 */
export function matchWeights(
  request: Pick<WeightRequest, 'names' | 'top' | 'path'>,
  layers: readonly WantedLayer[],
  file: Pick<WeightFile, 'tensors' | 'format'>,
): WeightMatch {
  const convention = conventionOf(file.tensors);
  const table = nameTable(request.names[convention]);
  const stored = storedLayers(file.tensors);
  const found = findLayers(layers, stored, table, request.path, keepsOrder(file));
  const assignments: Assignment[] = [];
  const misfits: WeightRow[] = [];
  for (const layer of layers) {
    const holder = found.layers.get(layer.path);
    const taken = new Set<StoredTensor>();
    for (const { path, part, shape } of layer.parts) {
      const names = storedParts(layer, part, convention);
      const tensor = holder?.tensors.find((each) => names.includes(each.part));
      if (tensor === undefined) {
        misfits.push({ path, wanted: shape, name: undefined, stored: undefined });
        continue;
      }
      taken.add(tensor);
      const layout = convention === 'torch' ? torchLayout(layer, part, shape) : asStored;
      if (sameShape(tensor.shape, storedShape(layout, shape, layer)))
        assignments.push({ path, shape, tensor, layout });
      else misfits.push({ path, wanted: shape, name: tensor.name, stored: tensor.shape });
    }
    for (const { part, name, shape } of (holder?.tensors ?? []).filter((tensor) => !taken.has(tensor)))
      if (!uncounted.has(part)) misfits.push({ path: undefined, wanted: undefined, name, stored: shape });
  }
  const used = new Set([...found.layers.values()].map(({ name }) => name));
  const rest = stored.filter(({ name }) => !used.has(name));
  const foreign = new Set(found.foreign);
  for (const { tensors } of rest.filter(({ name }) => foreign.has(name)))
    for (const { name, shape } of tensors)
      misfits.push({ path: undefined, wanted: undefined, name, stored: shape });
  return {
    convention,
    how: found.how,
    wanted: layers.reduce((sum, { parts }) => sum + parts.length, 0),
    assignments,
    misfits,
    cause: causeOf(request, layers, found, misfits),
    scopes: found.scopes,
    leftOut: rest.map(({ name }) => name).filter((name) => !foreign.has(name)),
  };
}

/** Whether a match can be loaded. */
export const fits = ({ misfits, scopes }: WeightMatch): boolean =>
  misfits.length === 0 && scopes.length === 0;

/** Formats that keep the layers in the order in which they are computed. */
const keepsOrder = ({ format }: Pick<WeightFile, 'format'>): boolean =>
  format !== 'safetensors' && format !== 'savedmodel';

/** Arrays by the layers that they belong to, in the file's order. */
export function storedLayers(tensors: readonly StoredTensor[]): readonly StoredLayer[] {
  const layers = new Map<string, StoredTensor[]>();
  for (const tensor of tensors) {
    const before = layers.get(tensor.layer);
    if (before === undefined) layers.set(tensor.layer, [tensor]);
    else before.push(tensor);
  }
  return [...layers].map(([name, own]) => ({ name, tensors: own }));
}

function causeOf(
  { top }: Pick<WeightRequest, 'top'>,
  layers: readonly WantedLayer[],
  { layers: found, scopes }: FoundLayers,
  misfits: readonly WeightRow[],
): WeightMatch['cause'] {
  if (scopes.length > 0) return 'ambiguous';
  if (found.size === 0) return 'other-names';
  const head = (path: string | undefined): string => path?.split('/')[0] ?? '';
  const wrong = new Set(misfits.map(({ path }) => head(path)));
  const firstWrong = layers.findIndex(({ path }) => wrong.has(path));
  // All that is wrong are the last layers: those above the last feature map.
  const onlyLast =
    !wrong.has('') && firstWrong > 0 && layers.slice(firstWrong).every(({ path }) => wrong.has(path));
  if (top !== true || !onlyLast) return 'other-network';
  if (misfits.every(({ name }) => name === undefined)) return 'no-top';
  return firstWrong === layers.length - 1 ? 'classes' : 'other-network';
}

const sameShape = (left: Shape, right: Shape): boolean =>
  left.length === right.length && left.every((size, axis) => size === right[axis]);
