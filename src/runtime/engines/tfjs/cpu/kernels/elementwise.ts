import { uniform } from '../../../../../ir/philox.ts';
import type { HostKernel } from '../host-kernel.ts';

export const copy: HostKernel<'Copy'> = ({ input, output }) => {
  output.values.set(input(0).values);
};

export const reluGrad: HostKernel<'ReluGrad'> = ({ input, output }) => {
  const dy = input(0).values;
  const y = input(1).values;
  const dx = output.values;
  for (let index = 0; index < dx.length; index++) dx[index] = (y[index] ?? 0) > 0 ? (dy[index] ?? 0) : 0;
};

export const randomUniform: HostKernel<'RandomUniform'> = ({ integers, output }, { stream }) => {
  const [seed0 = 0, seed1 = 0] = integers(0);
  output.values.set(uniform((seed0 + stream) | 0, seed1, output.values.length));
};
