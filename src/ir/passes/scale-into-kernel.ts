import type { GraphBuilder } from '../graph-builder.ts';
import type { AnyOp, OpOf, ValueId } from '../op-graph.ts';
import { elements } from '../tensor-type.ts';
import { rebuild, useCounts } from './pass.ts';
import type { Pass } from './pass.ts';

/**
 * Samples that a batch is taken to have at least: scaling a kernel must be less work than scaling the images that come
 * out of it.
 */
const SAMPLES = 8;

/**
 * A factor for each channel of a convolution's result goes into its kernel, and into a bias between them: s · (k ∗ x + b)
 * is (s · k) ∗ x + s · b. Batch normalisation by moving statistics is such a factor.
 */
export const scaleIntoKernel: Pass = {
  name: 'scale-into-kernel',
  run: (graph) => {
    const uses = useCounts(graph);
    const usedOnce = (old: ValueId | undefined): boolean => old !== undefined && uses[old] === 1;
    return rebuild(graph, (builder, node, old) => {
      const original = graph.nodes[old];
      const scaled = original?.inputs[0];
      const [value, factor] = node.inputs;
      if (node.kind !== 'mul' || value === undefined || factor === undefined || !usedOnce(scaled)) {
        return builder.append(node);
      }
      const made = builder.node(value);
      if (made.kind !== 'bias_add') return scaleConvolution(builder, made, factor) ?? builder.append(node);
      const [convolution, bias] = made.inputs;
      const inner = graph.nodes[scaled ?? -1]?.inputs[0];
      if (convolution === undefined || bias === undefined || !usedOnce(inner)) return builder.append(node);
      const result = scaleConvolution(builder, builder.node(convolution), factor);
      if (result === undefined) return builder.append(node);
      return builder.add('bias_add', [result, builder.binary('mul', bias, factor)], {});
    });
  },
};

/** A convolution with its kernel scaled, or undefined where it is none or it does not pay. */
function scaleConvolution(builder: GraphBuilder, node: AnyOp, factor: ValueId): ValueId | undefined {
  if (node.kind !== 'conv2d' && node.kind !== 'depthwise_conv2d') return undefined;
  const [x, kernel] = node.inputs;
  const channels = node.type.shape.at(-1) ?? 0;
  if (x === undefined || kernel === undefined) return undefined;
  if (builder.shape(factor).length !== 1 || builder.shape(factor)[0] !== channels) return undefined;
  if (elements(builder.shape(kernel), 1) > elements(node.type.shape, SAMPLES)) return undefined;
  return builder.add(node.kind, [x, scaledKernel(builder, node, kernel, factor)], node.attributes);
}

function scaledKernel(
  builder: GraphBuilder,
  { kind }: OpOf<'conv2d' | 'depthwise_conv2d'>,
  kernel: ValueId,
  factor: ValueId,
): ValueId {
  // A depthwise kernel's last two axes together are the channels of the result.
  const shape = kind === 'conv2d' ? builder.shape(factor) : builder.shape(kernel).slice(2);
  return builder.binary('mul', kernel, builder.reshape(factor, shape));
}
