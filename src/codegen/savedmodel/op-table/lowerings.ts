import type { OpKind } from '../../../ir/op-graph.ts';
import type { LoweringTable } from '../lowering.ts';
import { classification } from './classification.ts';
import { convolution } from './convolution.ts';
import { depthwiseConvolution } from './depthwise-convolution.ts';
import { effects } from './effects.ts';
import { elementwise } from './elementwise.ts';
import { linear } from './linear.ts';
import { normalization } from './normalization.ts';
import { pooling } from './pooling.ts';
import { reductions } from './reductions.ts';
import { shapeOps } from './shape.ts';
import { sources } from './sources.ts';

/** How each kind of op is written as TensorFlow nodes. */
export const lowerings: LoweringTable<OpKind> = {
  ...sources,
  ...elementwise,
  ...linear,
  ...convolution,
  ...depthwiseConvolution,
  ...pooling,
  ...normalization,
  ...reductions,
  ...shapeOps,
  ...classification,
  ...effects,
};
