import { number } from './graph-builder.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { ValueId, WeightUpdate } from './op-graph.ts';
import { sumPath } from './accumulation.ts';
import type { Variable } from './program.ts';
import { float32 } from './tensor-type.ts';
import type { Optimizer, Shape } from './upstream.ts';

type OptimizerOf<K extends Optimizer['kind']> = Extract<Optimizer, { readonly kind: K }>;

/** A trained variable and the loss's gradient with respect to it. */
export interface Step {
  readonly variable: string;
  readonly shape: Shape;
  readonly gradient: ValueId;
}

/** How a phase changes its weights. */
export interface UpdateRecipe {
  readonly optimizer: Optimizer;
  /** Whether a moving average of each trained weight is kept. */
  readonly averaged: boolean;
  /** The share of the learning rate that a variable's layer is trained with. */
  readonly rateOf: (variable: string) => number;
}

/** What one update is made of, beside its optimiser. */
interface Parts {
  readonly builder: GraphBuilder;
  readonly common: WeightUpdate;
  /** The path of a slot. */
  readonly slot: (name: string) => string;
  /** The op's operands, `more` between the learning rate and the rest. */
  readonly operands: (more?: readonly ValueId[]) => readonly ValueId[];
}

interface UpdateRule<K extends Optimizer['kind']> {
  /** What the optimiser remembers of a variable, tensors of its shape, each with the number it begins with. */
  readonly slots: (optimizer: OptimizerOf<K>) => Readonly<Record<string, number>>;
  /** Adds the op that updates one variable. */
  readonly apply: (optimizer: OptimizerOf<K>, parts: Parts) => ValueId;
}

/** Of adam, and of adamw, whose weights decay. */
const adamStep = {
  slots: () => ({ mean: 0, mean_square: 0 }),
  apply: (
    { beta1, beta2, epsilon }: OptimizerOf<'adam' | 'adamw'>,
    { builder, common, slot, operands }: Parts,
  ) => {
    const powers = [builder.input('beta1_power', float32([])), builder.input('beta2_power', float32([]))];
    return builder.add('apply_adam', operands(powers), {
      ...common,
      mean: slot('mean'),
      meanSquare: slot('mean_square'),
      beta1,
      beta2,
      epsilon,
    });
  },
};

const rules: { readonly [K in Optimizer['kind']]: UpdateRule<K> } = {
  sgd: {
    slots: ({ momentum }): Record<string, number> => (momentum > 0 ? { velocity: 0 } : {}),
    apply: ({ momentum, nesterov }, { builder, common, slot, operands }) =>
      builder.add('apply_sgd', operands(), {
        ...common,
        velocity: momentum > 0 ? slot('velocity') : null,
        momentum,
        nesterov,
      }),
  },
  rmsprop: {
    slots: ({ momentum }) => ({ mean_square: 0, ...(momentum > 0 && { velocity: 0 }) }),
    apply: ({ rho, momentum, epsilon }, { builder, common, slot, operands }) =>
      builder.add('apply_rmsprop', operands(), {
        ...common,
        meanSquare: slot('mean_square'),
        velocity: momentum > 0 ? slot('velocity') : null,
        rho,
        momentum,
        epsilon,
      }),
  },
  adam: adamStep,
  adamw: adamStep,
  adagrad: {
    slots: ({ accumulator }) => ({ sum_square: accumulator }),
    apply: ({ epsilon }, { builder, common, slot, operands }) =>
      builder.add('apply_adagrad', operands(), { ...common, sumSquare: slot('sum_square'), epsilon }),
  },
  adadelta: {
    slots: () => ({ mean_square: 0, mean_square_step: 0 }),
    apply: ({ rho, epsilon }, { builder, common, slot, operands }) =>
      builder.add('apply_adadelta', operands(), {
        ...common,
        meanSquare: slot('mean_square'),
        meanSquareStep: slot('mean_square_step'),
        rho,
        epsilon,
      }),
  },
  lion: {
    slots: () => ({ mean: 0 }),
    apply: ({ beta1, beta2 }, { builder, common, slot, operands }) =>
      builder.add('apply_lion', operands(), { ...common, mean: slot('mean'), beta1, beta2 }),
  },
};

/**
 * What an optimiser remembers of a variable: `base.conv1/kernel:rmsprop/mean_square`; its moving average, if one is kept,
 * and the sum of its gradients where several batches make an update.
 */
export function slotsOf(
  {
    optimizer,
    averaged,
    summed,
  }: Pick<UpdateRecipe, 'optimizer' | 'averaged'> & { readonly summed: boolean },
  variable: string,
  shape: Shape,
): readonly Variable[] {
  const slot = (path: string, value: number): Variable => ({
    path,
    shape,
    initializer: { kind: 'constant', value },
    role: 'slot',
  });
  return [
    ...Object.entries(firstSlots(optimizer.kind, optimizer)).map(([name, value]) =>
      slot(slotPath(optimizer, variable, name), value),
    ),
    ...(averaged ? [slot(averagePath(variable), 0)] : []),
    ...(summed ? [slot(sumPath(variable), 0)] : []),
  ];
}

/** Where the moving average of a weight stands. */
export function averagePath(variable: string): string {
  return `${variable}:average`;
}

/** Adds the effects that change the variables by their gradients. */
export function addUpdates(
  builder: GraphBuilder,
  recipe: UpdateRecipe,
  steps: readonly Step[],
): readonly ValueId[] {
  return steps.map((step) => applyOne(builder, recipe.optimizer.kind, recipe.optimizer, recipe, step));
}

function applyOne<K extends Optimizer['kind']>(
  builder: GraphBuilder,
  kind: K,
  optimizer: OptimizerOf<K>,
  { averaged, rateOf }: UpdateRecipe,
  { variable, gradient }: Step,
): ValueId {
  const { weightDecay } = optimizer;
  return rules[kind].apply(optimizer, {
    builder,
    common: {
      variable,
      decay: weightDecay === 0 ? null : weightDecay,
      average: averaged ? averagePath(variable) : null,
    },
    slot: (name) => slotPath(optimizer, variable, name),
    operands: (more = []) => [
      learningRate(builder, rateOf(variable)),
      ...more,
      ...(averaged ? [builder.input('average_momentum', float32([]))] : []),
      gradient,
    ],
  });
}

function firstSlots<K extends Optimizer['kind']>(
  kind: K,
  optimizer: OptimizerOf<K>,
): Readonly<Record<string, number>> {
  return rules[kind].slots(optimizer);
}

function slotPath(optimizer: Optimizer, variable: string, name: string): string {
  return `${variable}:${optimizer.kind}/${name}`;
}

/** Fed at each step, so that a schedule can change it. */
function learningRate(builder: GraphBuilder, share: number): ValueId {
  const rate = builder.input('learning_rate', float32([]));
  return share === 1 ? rate : builder.binary('mul', rate, number(share));
}
