import { getKernel } from '@tensorflow/tfjs-core';
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TfjsAttribute } from '../../../codegen/kernel-schedule/schedule.ts';

/** Kernels that take a list of tensors: their inputs are named '0', '1', … */
const isList = (inputs: Readonly<Record<string, TensorInfo>>): boolean => '0' in inputs;

/**
 * Calls a registered kernel's function itself: nothing of tfjs's engine, its tape or its scopes comes near, so what is
 * alive is what a schedule says. @throws Error where the backend has no such kernel
 */
export function callTfjsKernel(
  backendName: string,
  backend: object,
  kernel: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: Readonly<Record<string, TfjsAttribute>>,
): TensorInfo {
  // The declared type says that there always is one.
  const found = getKernel(kernel, backendName) as ReturnType<typeof getKernel> | undefined;
  if (found === undefined) throw new Error(`tfjs's ${backendName} backend has no kernel ${kernel}`);
  // tfjs declares a map where its list kernels take an array, and mutable arrays that it does not change.
  const named = (isList(inputs) ? Object.values(inputs) : inputs) as NamedTensorInfoMap;
  const result = found.kernelFunc({ inputs: named, backend, attrs: { ...attributes } });
  const [first] = Array.isArray(result) ? result : [result];
  if (first === undefined) throw new Error(`tfjs's kernel ${kernel} gave nothing`);
  return first;
}
