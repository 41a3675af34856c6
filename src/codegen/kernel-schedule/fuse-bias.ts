import type { Convolution2d, OpGraph, OpNode, ValueId } from '../../ir/op-graph.ts';

/** A bias addition together with what stands before and behind it, computed in one pass over memory. */
export interface FusedBias {
  readonly relu: boolean;
  readonly bias: ValueId;
  /** What the bias is added to: (x, kernel) of a convolution, or a tensor. */
  readonly to:
    | { readonly kind: 'tensor'; readonly value: ValueId }
    | {
        readonly kind: 'conv2d';
        readonly image: ValueId;
        readonly kernel: ValueId;
        readonly attributes: Convolution2d;
      };
}

export interface BiasFusions {
  /** By the op whose result is the fusion's. */
  readonly fused: ReadonlyMap<ValueId, FusedBias>;
  /** Ops that are computed as a part of a fusion. */
  readonly absorbed: ReadonlySet<ValueId>;
}

/** How often each value is read, by ops and by outputs. */
function useCounts(graph: OpGraph): readonly number[] {
  const counts = graph.nodes.map(() => 0);
  const use = (value: ValueId): void => {
    counts[value] = (counts[value] ?? 0) + 1;
  };
  for (const node of graph.nodes) node.inputs.forEach(use);
  Object.values(graph.outputs).forEach(use);
  return counts;
}

const isKind = <K extends OpNode['kind']>(node: OpNode | undefined, kind: K): node is OpNode<K> =>
  node?.kind === kind;

/** conv2d → bias_add → relu where nothing else reads what is between: all, or any two neighbours. */
export function biasFusions(graph: OpGraph): BiasFusions {
  const uses = useCounts(graph);
  const fused = new Map<ValueId, FusedBias>();
  const absorbed = new Set<ValueId>();
  for (const [id, node] of graph.nodes.entries()) {
    if (!isKind(node, 'bias_add')) continue;
    const [value, bias] = node.inputs;
    if (value === undefined || bias === undefined) continue;
    const reluId = graph.nodes.findIndex((reader) => reader.kind === 'relu' && reader.inputs[0] === id);
    const relu = reluId >= 0 && uses[id] === 1;
    const before: OpNode | undefined = graph.nodes[value];
    const conv = isKind(before, 'conv2d') && uses[value] === 1 ? before : undefined;
    if (!relu && conv === undefined) continue;
    const [image, kernel] = conv?.inputs ?? [];
    const to: FusedBias['to'] =
      conv !== undefined && image !== undefined && kernel !== undefined
        ? { kind: 'conv2d', image, kernel, attributes: conv.attributes }
        : { kind: 'tensor', value };
    fused.set(relu ? reluId : id, { relu, bias, to });
    if (relu) absorbed.add(id);
    if (to.kind === 'conv2d') absorbed.add(value);
  }
  return { fused, absorbed };
}
