export { conv2d, dilate2d, packKernel } from './conv2d.as';
export { conv2dGradKernel } from './conv2d-grad-kernel.as';
export { depthwise, depthwiseGradInput, depthwiseGradKernel } from './depthwise.as';
export { copy, elementwise, expand, reluGrad } from './elementwise.as';
export { matmul } from './matmul.as';
export { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pool2d.as';
export { randomUniform } from './random.as';
export { reduce } from './reduce.as';
export {
  applyAdadelta,
  applyAdagrad,
  applyAdam,
  applyLion,
  applyRmsprop,
  applySgd,
  averageWeight,
  decayWeight,
} from './updates.as';
export { winogradPack, winogradUnpack } from './winograd-kernels.as';
export { winogradConv2d, winogradGradient } from './winograd.as';
