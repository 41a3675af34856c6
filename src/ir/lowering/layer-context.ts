import type { GraphBuilder } from '../graph-builder.ts';
import type { LayerNode } from '../layer-graph.ts';
import type { ValueId } from '../op-graph.ts';

/** What the lowering of one layer has to work with. */
export interface LayerContext {
  readonly builder: GraphBuilder;
  readonly layer: LayerNode;
  /** Values of its inputs, in order; `[BATCH, …]`. */
  readonly inputs: readonly ValueId[];
  /** The first of them. */
  readonly x: ValueId;
  readonly training: boolean;
  /** Its weights are not trained in this phase, and its statistics stay as they are. */
  readonly frozen: boolean;
  /** A weight by its relative name: `kernel`. */
  readonly weight: (name: string) => ValueId;
  /** A weight that depends on an option: `bias`. */
  readonly optionalWeight: (name: string) => ValueId | undefined;
  /** Gives a statistic a new value; `next` gets the value it has (after earlier calls of a shared layer). */
  readonly updateStatistic: (name: string, next: (current: ValueId) => ValueId) => void;
  /** Numbers in [0, 1) of a shape, from a stream that belongs to this layer alone. */
  readonly randomUniform: (shape: readonly number[]) => ValueId;
}

/** Turns a layer into ops and gives the value of its result. */
export type Lowering = (context: LayerContext) => ValueId;
