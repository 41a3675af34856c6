import { splitName } from '../make-weight-file.ts';
import type { StoredTensor } from '../../weight-file.ts';

/**
 * In a graph, weights are called after the operation that reads them. What that operation is tells which part of a
 * layer they are; what stands before it is the layer.
 */
const parts: readonly (readonly [RegExp, string])[] = [
  [
    /\/(?:Conv2D|Conv1D|MatMul|Tensordot|depthwise|convolution)(?:\/ReadVariableOp(?:_\d+)?|_weights)$/,
    'kernel',
  ],
  [/\/BiasAdd(?:\/ReadVariableOp|_weights)$|\/(?:Conv2D|depthwise)_bn_offset$/, 'bias'],
  [/\/FusedBatchNormV3\/ReadVariableOp$/, 'moving_mean'],
  [/\/FusedBatchNormV3\/ReadVariableOp_1$/, 'moving_variance'],
  [/\/batchnorm\/mul\/ReadVariableOp$/, 'gamma'],
  [/\/batchnorm\/ReadVariableOp$/, 'moving_variance'],
  [/\/batchnorm\/ReadVariableOp_1$/, 'moving_mean'],
  [/\/batchnorm\/ReadVariableOp_2$/, 'beta'],
  [/\/ReadVariableOp$/, 'gamma'],
  [/\/ReadVariableOp_1$/, 'beta'],
];

/** The layer and part of a weight of a graph model. */
export function graphName(name: string): Pick<StoredTensor, 'layer' | 'part'> {
  const plain = name.replace(/^(?:StatefulPartitionedCall\/)+/, '');
  const known = parts.find(([pattern]) => pattern.test(plain));
  return known === undefined ? splitName(plain) : { layer: plain.replace(known[0], ''), part: known[1] };
}
