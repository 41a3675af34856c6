import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import type { OpAttributes, OpKind, ValueId } from '../../../../src/ir/op-graph.ts';
import { arrayOf } from '../../../support/interpreter/array.ts';
import type { NdArray } from '../../../support/interpreter/array.ts';
import { randomArray } from '../../../support/random-arrays.ts';
import type { OpTestCase } from './op-cases.ts';

const origin = { path: 'update', file: 'test.net', line: 1 };
const effect = { dtype: 'float32', shape: [] } as const;

/** More than a block of elements, and not a multiple of four. */
const size = 5003;

/** One optimiser's update of a weight; the output is the weight before it. */
function updateCase<K extends OpKind>(
  name: string,
  kind: K,
  attributes: OpAttributes[K],
  slots: readonly string[],
  powers = false,
): OpTestCase {
  const builder = new GraphBuilder(origin);
  const weight = builder.read('w', [size]);
  const rate = builder.input('learning_rate', effect);
  const betas = powers ? ['beta1_power', 'beta2_power'].map((power) => builder.input(power, effect)) : [];
  const gradient = builder.input('g', { dtype: 'float32', shape: [size] });
  const update = builder.add(kind, [rate, ...betas, gradient], attributes, effect);
  const variables = new Map<string, NdArray>([['w', randomArray([size], 3)]]);
  for (const [index, slot] of slots.entries()) variables.set(slot, randomArray([size], 20 + index, 0, 0.5));
  return {
    name: `${kind}: ${name}`,
    graph: builder.finish('case', { before: weight }, [update]),
    environment: {
      feeds: {
        g: randomArray([size], 9),
        learning_rate: arrayOf([], [0.01]),
        beta1_power: arrayOf([], [0.9 ** 3]),
        beta2_power: arrayOf([], [0.999 ** 3]),
      },
      variables,
      samples: 1,
    },
  };
}

/** Two variables exchange their values: both are read before either changes. */
function exchange(): OpTestCase {
  const builder = new GraphBuilder(origin);
  const [a, b] = [builder.read('a', [5]), builder.read('b', [5])];
  const updates = [
    builder.add('assign', [b], { variable: 'a' }, effect),
    builder.add('assign', [a], { variable: 'b' }, effect),
  ];
  const sum: ValueId = builder.add('add', [a, b], {});
  const variables = new Map([
    ['a', randomArray([5], 1)],
    ['b', randomArray([5], 2)],
  ]);
  return {
    name: 'assign: an exchange, with readers behind it',
    graph: builder.finish('case', { sum, a }, updates),
    environment: { feeds: {}, variables, samples: 1 },
  };
}

const rmsprop = { variable: 'w', meanSquare: 'v', rho: 0.9, epsilon: 1e-7 };

/** Every effect; each output is what was before it. */
export const updateCases: readonly OpTestCase[] = [
  exchange(),
  updateCase('plain', 'apply_sgd', { variable: 'w', velocity: null, momentum: 0, nesterov: false }, []),
  updateCase('momentum', 'apply_sgd', { variable: 'w', velocity: 'm', momentum: 0.9, nesterov: false }, [
    'm',
  ]),
  updateCase('nesterov', 'apply_sgd', { variable: 'w', velocity: 'm', momentum: 0.9, nesterov: true }, ['m']),
  updateCase('plain', 'apply_rmsprop', { ...rmsprop, velocity: null, momentum: 0 }, ['v']),
  updateCase('momentum', 'apply_rmsprop', { ...rmsprop, velocity: 'd', momentum: 0.8 }, ['v', 'd']),
  updateCase(
    'third step',
    'apply_adam',
    { variable: 'w', mean: 'm', meanSquare: 'v', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    ['m', 'v'],
    true,
  ),
];
