import { GraphBuilder } from '../graph-builder.ts';
import type { AnyOp, DataType, OpGraph, OpKind, TensorType, ValueId } from '../op-graph.ts';
import type { Pass } from './pass.ts';

/**
 * What decides whether an op computes in bfloat16:
 * - `always`: the large ones, which gain by it; their operands are cast.
 * - `first`: it does where its first operand is there in bfloat16; the others are cast.
 * - `image`: as `first`; what each channel has one of, operand or result, stays float32.
 * - `all`: it does where an operand is there in bfloat16, and the others are, too, or lose nothing by it.
 * - `never`: sums over many numbers, losses, logarithms, updates.
 */
type Rule = 'always' | 'first' | 'image' | 'all' | 'never';

const rules: Readonly<Record<OpKind, Rule>> = {
  input: 'never',
  constant: 'never',
  read: 'never',
  batch_size: 'never',
  neg: 'all',
  exp: 'never',
  log: 'never',
  log1p: 'never',
  expm1: 'never',
  sqrt: 'never',
  rsqrt: 'never',
  reciprocal: 'never',
  square: 'never',
  abs: 'all',
  sign: 'all',
  relu: 'all',
  sigmoid: 'all',
  tanh: 'all',
  softplus: 'never',
  erf: 'never',
  add: 'all',
  sub: 'all',
  mul: 'all',
  div: 'never',
  pow: 'never',
  maximum: 'all',
  minimum: 'all',
  greater: 'all',
  greater_equal: 'all',
  equal: 'all',
  select: 'all',
  cast: 'never',
  relu_grad: 'first',
  matmul: 'always',
  bias_add: 'first',
  bias_add_grad: 'first',
  conv2d: 'always',
  conv2d_grad_input: 'always',
  conv2d_grad_kernel: 'always',
  depthwise_conv2d: 'always',
  depthwise_conv2d_grad_input: 'always',
  depthwise_conv2d_grad_kernel: 'always',
  max_pool: 'first',
  max_pool_grad: 'first',
  avg_pool: 'first',
  avg_pool_grad: 'first',
  batch_norm: 'image',
  batch_mean: 'image',
  batch_variance: 'image',
  batch_norm_grad_input: 'image',
  batch_norm_grad_gamma: 'image',
  batch_norm_grad_beta: 'image',
  reduce_sum: 'never',
  reduce_mean: 'never',
  reduce_max: 'never',
  reshape: 'first',
  transpose: 'first',
  concat: 'all',
  slice: 'first',
  pad: 'first',
  broadcast_to: 'first',
  softmax: 'never',
  one_hot: 'never',
  softmax_cross_entropy: 'never',
  sigmoid_cross_entropy: 'never',
  random_uniform: 'never',
  assign: 'never',
  apply_sgd: 'never',
  apply_rmsprop: 'never',
  apply_adam: 'never',
  apply_adagrad: 'never',
  apply_adadelta: 'never',
  apply_lion: 'never',
};

/** A value of the graph that is copied, in the copy. */
interface Copied {
  /** As the op gives it. */
  readonly made: ValueId;
  /** Whether it is exact in bfloat16 already, or a constant, which fits itself to what it is used with. */
  readonly yielding: boolean;
}

/**
 * A training step whose large ops and what lies between them compute in bfloat16: the upper half of a float32. Weights, the
 * optimiser's memory and their updates stay float32, and so do the losses and the layers that give the predictions, forward
 * and backward, as in Micikevicius et al. 2018 (Mixed Precision Training); bfloat16 has float32's range, so that losses
 * need no scaling (Kalamkar et al. 2019).
 */
export const bfloat16: Pass = { name: 'bfloat16', run: (graph) => inBfloat16(graph) };

/**
 * What the pass makes of a graph that goes on from another one.
 * @param low inputs that the other graph has computed in bfloat16, so that they lose nothing by being cast back
 */
export function inBfloat16(graph: OpGraph, low: ReadonlySet<string> = new Set()): OpGraph {
  const [first] = graph.nodes;
  if (first === undefined) return graph;
  const heads = headPaths(graph);
  const copy = new Copy(new GraphBuilder(first.origin), low);
  for (const node of graph.nodes) copy.add(node, heads.has(node.origin.path));
  const outputs = Object.entries(graph.outputs).map(
    ([name, value]) => [name, copy.as('float32', value)] as const,
  );
  const updates = graph.updates.map((value) => copy.as('float32', value));
  return copy.builder.finish(graph.name, Object.fromEntries(outputs), updates);
}

/** The outputs of a graph after the pass that were computed in bfloat16. */
export function outputsInBfloat16({ nodes, outputs }: OpGraph): ReadonlySet<string> {
  const isLow = (value: ValueId): boolean => {
    const node = nodes[value];
    const source = nodes[node?.inputs[0] ?? -1];
    return node?.kind === 'cast' && source?.type.dtype === 'bfloat16';
  };
  return new Set(Object.entries(outputs).flatMap(([name, value]) => (isLow(value) ? [name] : [])));
}

class Copy {
  readonly builder: GraphBuilder;
  readonly #values: Copied[] = [];
  /** Casts that are there, by value and type. */
  readonly #casts = new Map<string, ValueId>();

  readonly #low: ReadonlySet<string>;

  constructor(builder: GraphBuilder, low: ReadonlySet<string>) {
    this.builder = builder;
    this.#low = low;
  }

  /** @param isHead whether it belongs to a layer that stays float32 */
  add(node: AnyOp, isHead: boolean): void {
    this.builder.origin = node.origin;
    const low = !isHead && this.#isLow(node);
    const dtypeOf = ({ shape }: TensorType): 'bfloat16' | 'float32' =>
      low && (rules[node.kind] !== 'image' || shape.length > 1) ? 'bfloat16' : 'float32';
    const inputs = node.inputs.map((input) => this.as(dtypeOf(this.#typeOf(input)), input));
    const { shape } = node.type;
    const type: TensorType = node.type.dtype === 'float32' ? { dtype: dtypeOf(node.type), shape } : node.type;
    const value = this.builder.append({ ...node, inputs, type });
    const isLowInput = node.kind === 'input' && this.#low.has(node.attributes.name);
    const made = isLowInput ? this.builder.add('cast', [value], {}, { ...type, dtype: 'bfloat16' }) : value;
    this.#values.push({ made, yielding: this.#isYielding(node) });
  }

  /** A value in a type of numbers; truth values and whole numbers are as they are. */
  as(dtype: 'float32' | 'bfloat16', old: ValueId): ValueId {
    const { made } = this.#value(old);
    const type = this.builder.type(made);
    if (type.dtype === dtype || !isFloat(type.dtype)) return made;
    const key = `${made} ${dtype}`;
    const known = this.#casts.get(key);
    if (known !== undefined) return known;
    const cast = this.builder.add('cast', [this.#source(made)], {}, { dtype, shape: type.shape });
    this.#casts.set(key, cast);
    return cast;
  }

  /** What a cast starts from: a number that was made of a truth value is made of it anew. */
  #source(made: ValueId): ValueId {
    const node = this.builder.node(made);
    const [input] = node.inputs;
    const isOfTruth =
      node.kind === 'cast' && input !== undefined && this.builder.type(input).dtype === 'bool';
    return isOfTruth ? input : made;
  }

  #isLow({ kind, inputs }: AnyOp): boolean {
    const isThere = (old: ValueId): boolean => this.builder.type(this.#value(old).made).dtype === 'bfloat16';
    switch (rules[kind]) {
      case 'always':
        return true;
      case 'never':
        return false;
      case 'first':
      case 'image':
        return inputs.slice(0, 1).some(isThere);
      case 'all':
        return inputs.some(isThere) && inputs.every((old) => isThere(old) || this.#value(old).yielding);
    }
  }

  #isYielding({ kind, inputs }: AnyOp): boolean {
    if (kind === 'constant') return true;
    const [first] = inputs;
    if (first === undefined) return false;
    if (kind === 'cast') return this.builder.type(this.#value(first).made).dtype === 'bool';
    return (
      rules[kind] !== 'never' && rules[kind] !== 'always' && inputs.every((old) => this.#value(old).yielding)
    );
  }

  #typeOf(old: ValueId): TensorType {
    return this.builder.type(this.#value(old).made);
  }

  #value(old: ValueId): Copied {
    const value = this.#values[old];
    if (value === undefined) throw new Error(`Value ${old} is used before it is computed.`);
    return value;
  }
}

const isFloat = (dtype: DataType): boolean => dtype === 'float32' || dtype === 'bfloat16';

/** The paths of the last layers with weights before each prediction. */
function headPaths(graph: OpGraph): ReadonlySet<string> {
  const paths = new Set<string>();
  const seen = new Set<ValueId>();
  const search = (value: ValueId): void => {
    const node = graph.nodes[value];
    if (node === undefined || seen.has(value)) return;
    seen.add(value);
    if (node.inputs.some((input) => graph.nodes[input]?.kind === 'read')) paths.add(node.origin.path);
    else node.inputs.forEach(search);
  };
  for (const [name, value] of Object.entries(graph.outputs)) {
    if (name.startsWith('prediction/')) search(value);
  }
  return paths;
}
