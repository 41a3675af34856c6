import type { AnyOp, BinaryKind, OpKind, UnaryKind } from './op-graph.ts';

const unaryKinds = {
  neg: true,
  exp: true,
  log: true,
  log1p: true,
  expm1: true,
  sqrt: true,
  rsqrt: true,
  reciprocal: true,
  square: true,
  abs: true,
  sign: true,
  relu: true,
  sigmoid: true,
  tanh: true,
  softplus: true,
  erf: true,
} satisfies Record<UnaryKind, true>;

const binaryKinds = {
  add: true,
  sub: true,
  mul: true,
  div: true,
  pow: true,
  maximum: true,
  minimum: true,
} satisfies Record<BinaryKind, true>;

const effectKinds = {
  assign: true,
  apply_sgd: true,
  apply_rmsprop: true,
  apply_adam: true,
  apply_adagrad: true,
  apply_adadelta: true,
  apply_lion: true,
} satisfies Partial<Record<OpKind, true>>;

const batchNormKinds = {
  batch_norm: true,
  batch_mean: true,
  batch_variance: true,
  batch_norm_grad_input: true,
  batch_norm_grad_gamma: true,
  batch_norm_grad_beta: true,
} satisfies Partial<Record<OpKind, true>>;

/** Ops by the moments of a batch, which some targets have no kernels for. */
export type BatchNormKind = keyof typeof batchNormKinds;
export type BatchNormOp = Extract<AnyOp, { readonly kind: BatchNormKind }>;

export type EffectKind = keyof typeof effectKinds;
export type EffectOp = Extract<AnyOp, { readonly kind: EffectKind }>;

export function isUnary(kind: OpKind): kind is UnaryKind {
  return kind in unaryKinds;
}

export function isBinary(kind: OpKind): kind is BinaryKind {
  return kind in binaryKinds;
}

export function isBatchNorm(node: AnyOp): node is BatchNormOp {
  return node.kind in batchNormKinds;
}

/** Whether an op changes variables. */
export function isEffect(node: AnyOp): node is EffectOp {
  return node.kind in effectKinds;
}

/** Paths of the variables that an effect changes: the weight or statistic first, then the optimiser's slots. */
export function changedVariables(node: EffectOp): readonly string[] {
  const { attributes } = node;
  const slots = [
    'mean' in attributes ? attributes.mean : null,
    'meanSquare' in attributes ? attributes.meanSquare : null,
    'meanSquareStep' in attributes ? attributes.meanSquareStep : null,
    'sumSquare' in attributes ? attributes.sumSquare : null,
    'velocity' in attributes ? attributes.velocity : null,
    'average' in attributes ? attributes.average : null,
  ];
  return [attributes.variable, ...slots.filter((slot) => slot !== null)];
}
