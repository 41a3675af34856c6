import { BATCH } from '../../src/ir/op-graph.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';
import type { Program } from '../../src/ir/program.ts';
import { arrayOf, zeros } from './interpreter/array.ts';
import type { NdArray } from './interpreter/array.ts';
import type { Environment } from './interpreter/interpret.ts';
import { randomArray } from './random-arrays.ts';

/** Small values for every variable of a program: variances positive, slots 0. */
export function sampleVariables(program: Program): ReadonlyMap<string, NdArray> {
  return new Map(
    program.variables.map(({ path, shape, role }, index) => {
      if (role === 'slot') return [path, zeros(shape)];
      const positive = path.endsWith('variance') || path.endsWith('gamma');
      return [path, randomArray(shape, index + 1, positive ? 0.5 : -0.6, positive ? 1.5 : 0.6)];
    }),
  );
}

/** Values for every input of a graph; labels are 0 and 1 (as fractions where a mean is taken of them too), weights positive. */
export function sampleFeeds(graph: OpGraph, samples: number, learningRate = 1): Environment['feeds'] {
  const feeds: Record<string, NdArray> = {};
  for (const node of graph.nodes) {
    if (node.kind !== 'input') continue;
    const { name } = node.attributes;
    const shape = node.type.shape.map((size) => (size === BATCH ? samples : size));
    if (name === 'learning_rate') feeds[name] = arrayOf([], [learningRate]);
    else if (name === 'seed') feeds[name] = arrayOf([2], [11, 3]);
    else if (name === 'beta1_power') feeds[name] = arrayOf([], [0.9]);
    else if (name === 'beta2_power') feeds[name] = arrayOf([], [0.999]);
    else if (name === 'average_momentum') feeds[name] = arrayOf([], [0.75]);
    else if (name.startsWith('label/')) {
      feeds[name] = arrayOf(
        shape,
        zeros(shape).data.map((_, index) => index % 2),
      );
    } else if (/^(?:class_weights|mask)\//.test(name)) {
      feeds[name] = randomArray(shape, 71, 0.5, 2);
    } else feeds[name] = randomArray(shape, 71);
  }
  return feeds;
}
