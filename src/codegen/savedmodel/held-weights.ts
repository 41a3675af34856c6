import type { ExportWeight } from '../export/export-subject.ts';
import type { TensorName } from './graph-writer.ts';
import type { VariableSource } from './variables.ts';

/** Writes a weight into a graph; gives back the tensor that is its float32 value. */
export type WriteWeight = (name: string, weight: ExportWeight) => TensorName;

/** Weights as constants of the graph, each written where it is first read. */
export class HeldWeights implements VariableSource {
  readonly #weights: ReadonlyMap<string, ExportWeight>;
  readonly #write: WriteWeight;
  readonly #made = new Map<string, TensorName>();

  constructor(weights: readonly ExportWeight[], write: WriteWeight) {
    this.#weights = new Map(weights.map((weight) => [weight.path, weight]));
    this.#write = write;
  }

  held(path: string): TensorName {
    const known = this.#made.get(path);
    if (known !== undefined) return known;
    const weight = this.#weights.get(path);
    if (weight === undefined) throw new Error(`The export has no weight ${path}`);
    const made = this.#write(heldName(path), weight);
    this.#made.set(path, made);
    return made;
  }

  handle(path: string): never {
    throw new Error(`${path} is a constant of the graph and has no handle`);
  }

  transformed(path: string): never {
    return this.handle(path);
  }

  scratch(path: string): never {
    return this.handle(path);
  }
}

/** What a weight is called in a graph, by its path: TensorFlow has letters, digits and `_.-/` in names of nodes. */
export function heldName(path: string): string {
  return `weights/${path.replace(/[^A-Za-z0-9_./-]/g, '_')}`;
}
