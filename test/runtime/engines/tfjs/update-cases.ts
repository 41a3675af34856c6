import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import type { OpAttributes, OpKind, ValueId, WeightUpdate } from '../../../../src/ir/op-graph.ts';
import { arrayOf } from '../../../support/interpreter/array.ts';
import type { NdArray } from '../../../support/interpreter/array.ts';
import { randomArray } from '../../../support/random-arrays.ts';
import type { OpTestCase } from './op-cases.ts';

const origin = { path: 'update', file: 'test.net', line: 1 };
const effect = { dtype: 'float32', shape: [] } as const;

/** More than a block of elements, and not a multiple of four. */
const size = 5003;

/** One optimiser's update of a weight; the output is the weight before it. */
function updateCase<K extends OpKind & `apply_${string}`>(
  name: string,
  kind: K,
  attributes: Omit<OpAttributes[K], keyof WeightUpdate>,
  slots: readonly string[],
  beside: Partial<WeightUpdate> = {},
): OpTestCase {
  const builder = new GraphBuilder(origin);
  const weight = builder.read('w', [size]);
  const scalar = (feed: string): ValueId => builder.input(feed, effect);
  const gradient = builder.input('g', { dtype: 'float32', shape: [size] });
  const update = { variable: 'w', decay: null, average: null, ...beside };
  const operands = [
    scalar('learning_rate'),
    ...(kind === 'apply_adam' ? ['beta1_power', 'beta2_power'].map(scalar) : []),
    ...(update.average === null ? [] : [scalar('average_momentum')]),
    gradient,
  ];
  // TypeScript does not see that what was left out is put back.
  const whole = { ...attributes, ...update } as unknown as OpAttributes[K];
  const effectValue = builder.add(kind, operands, whole, effect);
  const variables = new Map<string, NdArray>([['w', randomArray([size], 3)]]);
  for (const [index, slot] of slots.entries()) variables.set(slot, randomArray([size], 20 + index, 0, 0.5));
  if (update.average !== null) variables.set(update.average, randomArray([size], 40));
  return {
    name: `${kind}: ${name}`,
    graph: builder.finish('case', { before: weight }, [effectValue]),
    environment: {
      feeds: {
        g: randomArray([size], 9),
        learning_rate: arrayOf([], [0.01]),
        beta1_power: arrayOf([], [0.9 ** 3]),
        beta2_power: arrayOf([], [0.999 ** 3]),
        average_momentum: arrayOf([], [0.75]),
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

const sgd = { velocity: null, momentum: 0, nesterov: false } as const;
const rmsprop = { meanSquare: 'v', rho: 0.9, epsilon: 1e-7 };
const adam = { mean: 'm', meanSquare: 'v', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const adadelta = { meanSquare: 'v', meanSquareStep: 'u', rho: 0.95, epsilon: 1e-7 };
const lion = { mean: 'm', beta1: 0.9, beta2: 0.99 };
const both = { decay: 0.3, average: 'a' } as const;

/** Every effect, with and without what goes beside it; each output is what was before it. */
export const updateCases: readonly OpTestCase[] = [
  exchange(),
  updateCase('plain', 'apply_sgd', sgd, []),
  updateCase('momentum', 'apply_sgd', { ...sgd, velocity: 'm', momentum: 0.9 }, ['m']),
  updateCase('nesterov', 'apply_sgd', { velocity: 'm', momentum: 0.9, nesterov: true }, ['m']),
  updateCase('plain', 'apply_rmsprop', { ...rmsprop, velocity: null, momentum: 0 }, ['v']),
  updateCase('momentum', 'apply_rmsprop', { ...rmsprop, velocity: 'd', momentum: 0.8 }, ['v', 'd']),
  updateCase('third step', 'apply_adam', adam, ['m', 'v']),
  updateCase('plain', 'apply_adagrad', { sumSquare: 's', epsilon: 1e-2 }, ['s']),
  updateCase('plain', 'apply_adadelta', adadelta, ['v', 'u']),
  updateCase('plain', 'apply_lion', lion, ['m']),
  updateCase('decay', 'apply_adam', adam, ['m', 'v'], { decay: 0.3 }),
  updateCase('average', 'apply_sgd', sgd, [], { average: 'a' }),
  updateCase('decay and average', 'apply_sgd', { ...sgd, velocity: 'm', momentum: 0.9 }, ['m'], both),
  updateCase('decay and average', 'apply_rmsprop', { ...rmsprop, velocity: null, momentum: 0 }, ['v'], both),
  updateCase('decay and average', 'apply_adam', adam, ['m', 'v'], both),
  updateCase('decay and average', 'apply_adagrad', { sumSquare: 's', epsilon: 1e-2 }, ['s'], both),
  updateCase('decay and average', 'apply_adadelta', adadelta, ['v', 'u'], both),
  updateCase('decay and average', 'apply_lion', lion, ['m'], both),
];
