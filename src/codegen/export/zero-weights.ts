import type { OpGraph } from '../../ir/op-graph.ts';
import { elements } from '../../typecheck/layers/sizes.ts';

/** Zeros for all that a graph reads: for what of an export does not depend on the numbers of its weights. */
export function zeroWeights({ nodes }: OpGraph): ReadonlyMap<string, Float32Array> {
  return new Map(
    nodes.flatMap(({ kind, attributes, type }) =>
      kind === 'read' && 'variable' in attributes
        ? [[attributes.variable, new Float32Array(elements(type.shape))] as const]
        : [],
    ),
  );
}
