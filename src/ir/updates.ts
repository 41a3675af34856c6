import type { GraphBuilder } from './graph-builder.ts';
import type { ValueId } from './op-graph.ts';
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

interface UpdateRule<K extends Optimizer['kind']> {
  /** Names of the tensors, one of a variable's shape each and 0 at first, that the optimiser remembers. */
  readonly slots: (optimizer: OptimizerOf<K>) => readonly string[];
  /** Adds the op that updates one variable; `slot` gives the path of a slot. */
  readonly apply: (
    builder: GraphBuilder,
    optimizer: OptimizerOf<K>,
    step: Step,
    slot: (name: string) => string,
  ) => ValueId;
}

const rules: { readonly [K in Optimizer['kind']]: UpdateRule<K> } = {
  sgd: {
    slots: ({ momentum }) => (momentum > 0 ? ['velocity'] : []),
    apply: (b, { momentum, nesterov }, { variable, gradient }, slot) =>
      b.add('apply_sgd', [learningRate(b), gradient], {
        variable,
        velocity: momentum > 0 ? slot('velocity') : null,
        momentum,
        nesterov,
      }),
  },
  rmsprop: {
    slots: ({ momentum }) => ['mean_square', ...(momentum > 0 ? ['velocity'] : [])],
    apply: (b, { rho, momentum, epsilon }, { variable, gradient }, slot) =>
      b.add('apply_rmsprop', [learningRate(b), gradient], {
        variable,
        meanSquare: slot('mean_square'),
        velocity: momentum > 0 ? slot('velocity') : null,
        rho,
        momentum,
        epsilon,
      }),
  },
  adam: {
    slots: () => ['mean', 'mean_square'],
    apply: (b, { beta1, beta2, epsilon }, { variable, gradient }, slot) => {
      const powers = [b.input('beta1_power', float32([])), b.input('beta2_power', float32([]))];
      return b.add('apply_adam', [learningRate(b), ...powers, gradient], {
        variable,
        mean: slot('mean'),
        meanSquare: slot('mean_square'),
        beta1,
        beta2,
        epsilon,
      });
    },
  },
};

/** What an optimiser remembers of a variable: `base.conv1/kernel:rmsprop/mean_square`. */
export function slotsOf(optimizer: Optimizer, variable: string, shape: Shape): readonly Variable[] {
  return slotNames(optimizer.kind, optimizer).map((name) => ({
    path: slotPath(optimizer, variable, name),
    shape,
    initializer: { kind: 'constant', value: 0 },
    role: 'slot',
  }));
}

/** Adds the effects that change the variables by their gradients. */
export function addUpdates(
  builder: GraphBuilder,
  optimizer: Optimizer,
  steps: readonly Step[],
): readonly ValueId[] {
  return steps.map((step) => applyOne(builder, optimizer.kind, optimizer, step));
}

function applyOne<K extends Optimizer['kind']>(
  builder: GraphBuilder,
  kind: K,
  optimizer: OptimizerOf<K>,
  step: Step,
): ValueId {
  return rules[kind].apply(builder, optimizer, step, (name) => slotPath(optimizer, step.variable, name));
}

function slotNames<K extends Optimizer['kind']>(kind: K, optimizer: OptimizerOf<K>): readonly string[] {
  return rules[kind].slots(optimizer);
}

function slotPath(optimizer: Optimizer, variable: string, name: string): string {
  return `${variable}:${optimizer.kind}/${name}`;
}

/** Fed at each step, so that a schedule can change it. */
function learningRate(builder: GraphBuilder): ValueId {
  return builder.input('learning_rate', float32([]));
}
