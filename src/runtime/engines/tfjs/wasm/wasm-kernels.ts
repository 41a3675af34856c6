import type { OwnKernelName } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import * as plain from './plain-kernels.ts';
import * as updates from './update-kernels.ts';
import type { WasmKernel } from './wasm-kernel.ts';
import * as windows from './window-kernels.ts';
import * as winograd from './winograd-kernels.ts';

/** The kernels of ours that the wasm engine has: those that its table of lowerings names. */
export const wasmKernels: { readonly [K in OwnKernelName]?: WasmKernel<K> } = {
  Copy: plain.copy,
  ReluGrad: plain.reluGrad,
  BiasAdd: plain.biasAdd,
  Elementwise: plain.elementwise,
  Expand: plain.expand,
  Reduce: plain.reduce,
  Dilate2d: windows.dilate2d,
  MatMul: plain.matMul,
  PackKernel: windows.packKernel,
  Conv2d: windows.conv2d,
  WinogradPack: winograd.pack,
  WinogradConv2d: winograd.conv2d,
  WinogradGradient: winograd.gradient,
  WinogradUnpack: winograd.unpack,
  Conv2dGradKernel: windows.conv2dGradKernel,
  DepthwiseConv2d: windows.depthwiseConv2d,
  DepthwiseConv2dGradInput: windows.depthwiseGradInput,
  DepthwiseConv2dGradKernel: windows.depthwiseGradKernel,
  MaxPool: windows.maxPool,
  MaxPoolGrad: windows.maxPoolGrad,
  AvgPool: windows.avgPool,
  AvgPoolGrad: windows.avgPoolGrad,
  RandomUniform: plain.randomUniform,
  Assign: plain.assign,
  ApplySgd: updates.applySgd,
  ApplyRmsprop: updates.applyRmsprop,
  ApplyAdam: updates.applyAdam,
  ApplyAdagrad: updates.applyAdagrad,
  ApplyAdadelta: updates.applyAdadelta,
  ApplyLion: updates.applyLion,
  DecayWeight: updates.decayWeight,
  AverageWeight: updates.averageWeight,
};
