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

/** Ops whose result is a sum of products with a kernel. */
type KernelOp = OpOf<'conv2d' | 'depthwise_conv2d' | 'conv2d_grad_input' | 'matmul'>;

const kernelKinds: readonly string[] = [
  'conv2d',
  'depthwise_conv2d',
  'conv2d_grad_input',
  'matmul',
] satisfies readonly KernelOp['kind'][];

/**
 * A factor for each channel of a convolution's result goes into its kernel, and into a bias between them: s · (k ∗ x + b)
 * is (s · k) ∗ x + s · b. Batch normalisation by moving statistics is such a factor.
 */
export const scaleIntoKernel: Pass = {
  name: 'scale-into-kernel',
  run: (graph) => scaled(graph, paysEachStep),
};

/** The same wherever it can be done, for kernels that are scaled once and for all. */
export const foldScales: Pass = { name: 'fold-scales', run: (graph) => scaled(graph, () => true) };

/** Whether a kernel that is scaled anew in each step is less work than the images. */
function paysEachStep(builder: GraphBuilder, node: KernelOp): boolean {
  if (node.kind !== 'conv2d' && node.kind !== 'depthwise_conv2d') return false;
  const [, kernel = -1] = node.inputs;
  return elements(builder.shape(kernel), 1) <= elements(node.type.shape, SAMPLES);
}

function scaled(
  graph: Parameters<Pass['run']>[0],
  pays: (builder: GraphBuilder, node: KernelOp) => boolean,
): ReturnType<Pass['run']> {
  const uses = useCounts(graph);
  const usedOnce = (old: ValueId | undefined): boolean => old !== undefined && uses[old] === 1;
  return rebuild(graph, (builder, node, old) => {
    const original = graph.nodes[old];
    const source = original?.inputs[0];
    const [value, factor] = node.inputs;
    if (node.kind !== 'mul' || value === undefined || factor === undefined || !usedOnce(source)) {
      return builder.append(node);
    }
    const scale = (made: AnyOp): ValueId | undefined =>
      isKernelOp(made) && pays(builder, made) ? scaleKernel(builder, made, factor) : undefined;
    const made = builder.node(value);
    if (made.kind !== 'bias_add') return scale(made) ?? builder.append(node);
    const [summed, bias] = made.inputs;
    const inner = graph.nodes[source ?? -1]?.inputs[0];
    if (summed === undefined || bias === undefined || !usedOnce(inner)) return builder.append(node);
    const result = scale(builder.node(summed));
    if (result === undefined) return builder.append(node);
    return builder.add('bias_add', [result, builder.binary('mul', bias, factor)], {});
  });
}

const isKernelOp = (node: AnyOp): node is KernelOp => kernelKinds.includes(node.kind);

/** The op with its kernel scaled, or undefined where the factor is none for each channel of its result. */
function scaleKernel(builder: GraphBuilder, node: KernelOp, factor: ValueId): ValueId | undefined {
  const [x, kernel] = node.inputs;
  const channels = node.type.shape.at(-1) ?? 0;
  if (x === undefined || kernel === undefined) return undefined;
  if (builder.shape(factor).length !== 1 || builder.shape(factor)[0] !== channels) return undefined;
  if (node.kind === 'matmul' && node.attributes.transposeB) return undefined;
  const product = builder.binary('mul', kernel, builder.reshape(factor, factorShape(builder, node, kernel)));
  return builder.append({ ...node, inputs: [x, product] });
}

/** The shape in which a factor stands beside the kernel's axis of channels that come out. */
function factorShape(builder: GraphBuilder, { kind }: KernelOp, kernel: ValueId): readonly number[] {
  const shape = builder.shape(kernel);
  // A depthwise kernel's last two axes together are the channels of the result.
  if (kind === 'depthwise_conv2d') return shape.slice(2);
  return kind === 'conv2d_grad_input' ? [shape[2] ?? 1, 1] : [shape.at(-1) ?? 1];
}
