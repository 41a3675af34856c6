import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { notAWeightDtype, weightsNotFinite } from '../../../diagnostics/catalogue/weight-files.ts';
import { isPrintable } from '../../../diagnostics/printable.ts';
import { Problem } from '../../problem.ts';
import type { StoredTensor, WeightFile, WeightFormat } from '../weight-file.ts';
import { elementCount, firstNotFinite } from './numbers.ts';

/** An array that a format has found, and how its numbers are read. */
export interface FoundTensor {
  readonly tensor: StoredTensor;
  /** Undefined where its dtype is no floating point number. */
  readonly load: (() => Promise<Float32Array>) | undefined;
}

/** What a format makes of its file. */
export interface FoundWeights {
  readonly format: WeightFormat;
  readonly found: readonly FoundTensor[];
  readonly notes: readonly Diagnostic[];
  readonly close: () => Promise<void>;
}

/** More arrays than any network has: what claims more is made to waste time. */
export const mostTensors = 200_000;

const longestName = 1000;

/**
 * The common part of all formats: unique names, dtypes that are weights, numbers that are finite.
 * @param broken makes the error for a file that contradicts itself
 */
export function makeWeightFile(
  path: string,
  { format, found, notes, close }: FoundWeights,
  broken: (reason: string) => Problem,
): WeightFile {
  for (const { tensor } of found)
    if (tensor.name.length > longestName || !isPrintable(tensor.name))
      throw broken('it has an array whose name is too long, or holds control characters');
  const byName = new Map(found.map((each) => [each.tensor.name, each]));
  if (byName.size !== found.length) {
    const names = new Set<string>();
    for (const { tensor } of found) {
      if (names.has(tensor.name)) throw broken(`it has two arrays called ${tensor.name}`);
      names.add(tensor.name);
    }
  }
  const said: Diagnostic[] = [...notes];
  const warned = new Set<string>();
  return {
    path,
    format,
    tensors: found.map(({ tensor }) => tensor),
    notes: said,
    close,
    async read({ name }) {
      const wanted = byName.get(name);
      if (wanted === undefined) throw new RangeError(`${name} is of another file than ${path}`);
      const { tensor, load } = wanted;
      if (load === undefined)
        throw new Problem(notAWeightDtype(undefined, { path, tensor: name, dtype: tensor.dtype }));
      const data = await load();
      if (data.length !== elementCount(tensor.shape))
        throw broken(`${name} has ${data.length} numbers, which do not fit its shape`);
      const index = firstNotFinite(data);
      if (index !== undefined && !warned.has(name)) {
        warned.add(name);
        said.push(weightsNotFinite(undefined, { path, tensor: name, value: String(data[index]), index }));
      }
      return data;
    },
  };
}

/** Splits a name into the layer and the part of it: at the last stroke or, where there is none, at the last dot. */
export function splitName(name: string): Pick<StoredTensor, 'layer' | 'part'> {
  const at = name.includes('/') ? name.lastIndexOf('/') : name.lastIndexOf('.');
  return { layer: name.slice(0, Math.max(at, 0)), part: name.slice(at + 1) };
}
