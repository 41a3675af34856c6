import type { GraphKey } from '../../../ir/graph-keys.ts';
import { changedVariables, isEffect } from '../../../ir/op-kinds.ts';
import type { OpGraph } from '../../../ir/op-graph.ts';

/**
 * Which graphs read kernels in Winograd's form: convolutions by those that their phase does not change. Another phase may change
 * them, so that they must be transformed again before they are read.
 */
export class TransformedKernels {
  /** Paths of what a graph changes. */
  readonly #changes: ReadonlyMap<GraphKey, ReadonlySet<string>>;
  /** Paths of kernels that a graph reads transformed. */
  readonly #reads = new Map<GraphKey, Set<string>>();

  constructor(graphs: ReadonlyMap<GraphKey, OpGraph>) {
    this.#changes = new Map([...graphs].map(([key, { nodes }]) => [key, changed(nodes)]));
  }

  /** Whether a graph may read a kernel in this form; takes down that it does. */
  read(graph: GraphKey, path: string): boolean {
    // Predictions belong to no phase, and are mostly of a photo or two: transformed kernels are more to read.
    if (graph === 'predict') return false;
    const isChanged = [...this.#changes].some(
      ([other, changes]) => phaseOf(other) === phaseOf(graph) && changes.has(path),
    );
    if (isChanged) return false;
    this.#reads.set(graph, (this.#reads.get(graph) ?? new Set()).add(path));
    return true;
  }

  /** Paths of kernels that some graphs read transformed and others change. */
  unsteady(): ReadonlySet<string> {
    const changes = new Set([...this.#changes.values()].flatMap((paths) => [...paths]));
    return new Set(
      [...this.#reads.values()].flatMap((paths) => [...paths].filter((path) => changes.has(path))),
    );
  }

  /** The graphs that change such kernels, and those that read them. */
  unsteadyGraphs(): { readonly changedBy: ReadonlySet<GraphKey>; readonly readBy: ReadonlySet<GraphKey> } {
    const paths = this.unsteady();
    const touching = (graphs: ReadonlyMap<GraphKey, ReadonlySet<string>>): ReadonlySet<GraphKey> =>
      new Set(
        [...graphs].flatMap(([key, touched]) => ([...paths].some((path) => touched.has(path)) ? [key] : [])),
      );
    return { changedBy: touching(this.#changes), readBy: touching(this.#reads) };
  }
}

const phaseOf = (key: GraphKey): string | undefined => key.split('/')[1];

const changed = (nodes: OpGraph['nodes']): ReadonlySet<string> =>
  new Set(nodes.flatMap((node) => (isEffect(node) ? changedVariables(node) : [])));
