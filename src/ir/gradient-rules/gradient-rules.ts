import type { OpKind } from '../op-graph.ts';
import { sigmoidCrossEntropy, softmax, softmaxCrossEntropy } from './classification.ts';
import { binaryRules, selectRule, unaryRules } from './elementwise.ts';
import type { GradientRule } from './gradient-rule.ts';
import { biasAdd, biasAddGrad, conv2d, conv2dGradInput, depthwiseConv2d, matmul } from './linear.ts';
import { batchNorm } from './normalization.ts';
import { avgPool, maxPool } from './pooling.ts';
import { reduceMax, reduceMean, reduceSum } from './reductions.ts';
import { broadcastTo, concat, pad, reshape, slice, transpose } from './shape.ts';

/** Ops that no gradient passes: sources, what is not continuous, effects, and gradients themselves (first order only). */
type WithoutGradient =
  | 'input'
  | 'constant'
  | 'read'
  | 'batch_size'
  | 'greater'
  | 'greater_equal'
  | 'equal'
  | 'cast'
  | 'relu_grad'
  | 'conv2d_grad_kernel'
  | 'depthwise_conv2d_grad_input'
  | 'depthwise_conv2d_grad_kernel'
  | 'max_pool_grad'
  | 'avg_pool_grad'
  | 'batch_mean'
  | 'batch_variance'
  | 'batch_norm_grad_input'
  | 'batch_norm_grad_gamma'
  | 'batch_norm_grad_beta'
  | 'one_hot'
  | 'random_uniform'
  | 'assign'
  | 'apply_sgd'
  | 'apply_rmsprop'
  | 'apply_adam'
  | 'apply_adagrad'
  | 'apply_adadelta'
  | 'apply_lion';

type Rules = { readonly [K in Exclude<OpKind, WithoutGradient>]: GradientRule<K> } & {
  readonly [K in WithoutGradient]: null;
};

const rules: Rules = {
  input: null,
  constant: null,
  read: null,
  batch_size: null,
  greater: null,
  greater_equal: null,
  equal: null,
  cast: null,
  relu_grad: null,
  conv2d_grad_kernel: null,
  depthwise_conv2d_grad_input: null,
  depthwise_conv2d_grad_kernel: null,
  max_pool_grad: null,
  avg_pool_grad: null,
  batch_mean: null,
  batch_variance: null,
  batch_norm_grad_input: null,
  batch_norm_grad_gamma: null,
  batch_norm_grad_beta: null,
  one_hot: null,
  random_uniform: null,
  assign: null,
  apply_sgd: null,
  apply_rmsprop: null,
  apply_adam: null,
  apply_adagrad: null,
  apply_adadelta: null,
  apply_lion: null,

  ...unaryRules,
  ...binaryRules,
  select: selectRule,
  matmul,
  bias_add: biasAdd,
  bias_add_grad: biasAddGrad,
  conv2d,
  conv2d_grad_input: conv2dGradInput,
  depthwise_conv2d: depthwiseConv2d,
  max_pool: maxPool,
  avg_pool: avgPool,
  batch_norm: batchNorm,
  reduce_sum: reduceSum,
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  reshape,
  transpose,
  concat,
  slice,
  pad,
  broadcast_to: broadcastTo,
  softmax,
  softmax_cross_entropy: softmaxCrossEntropy,
  sigmoid_cross_entropy: sigmoidCrossEntropy,
};

/** How the gradient passes each op; null where it ends. */
export const gradientRules: { readonly [K in OpKind]: GradientRule<K> | null } = rules;
