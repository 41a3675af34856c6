import type { OwnKernelName } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import type { HostKernel } from './host-kernel.ts';
import { conv2dGradInput, conv2dGradKernel } from './kernels/conv2d-gradients.ts';
import { depthwiseConv2d, depthwiseGradInput, depthwiseGradKernel } from './kernels/depthwise.ts';
import { copy, randomUniform, reluGrad } from './kernels/elementwise.ts';
import { avgPoolGrad, maxPoolGrad } from './kernels/pool-gradients.ts';
import {
  applyAdadelta,
  applyAdagrad,
  applyAdam,
  applyLion,
  applyRmsprop,
  applySgd,
  assign,
  averageWeight,
  decayWeight,
} from './kernels/updates.ts';

/** The kernels of ours that the cpu engine has: those that its table of lowerings names. */
export const hostKernels: { readonly [K in OwnKernelName]?: HostKernel<K> } = {
  Copy: copy,
  ReluGrad: reluGrad,
  Conv2dGradInput: conv2dGradInput,
  Conv2dGradKernel: conv2dGradKernel,
  DepthwiseConv2d: depthwiseConv2d,
  DepthwiseConv2dGradInput: depthwiseGradInput,
  DepthwiseConv2dGradKernel: depthwiseGradKernel,
  MaxPoolGrad: maxPoolGrad,
  AvgPoolGrad: avgPoolGrad,
  RandomUniform: randomUniform,
  Assign: assign,
  ApplySgd: applySgd,
  ApplyRmsprop: applyRmsprop,
  ApplyAdam: applyAdam,
  ApplyAdagrad: applyAdagrad,
  ApplyAdadelta: applyAdadelta,
  ApplyLion: applyLion,
  DecayWeight: decayWeight,
  AverageWeight: averageWeight,
};
