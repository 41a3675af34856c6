import type { OpKind, OpNode } from '../../../ir/op-graph.ts';
import { bool, type } from '../attributes.ts';
import type { TensorName } from '../graph-writer.ts';
import type { LoweringContext } from '../lowering.ts';

const T = type('float32');
const use_locking = bool(false);

interface StepContext extends LoweringContext {
  readonly gradient: TensorName;
  /** Control input that a step must wait for. */
  readonly ready: TensorName;
}

/** Writes one optimiser's step; gives back a node that is done when all of it is. */
export type OptimizerStep<K extends OpKind> = (op: OpNode<K>, context: StepContext) => TensorName;

/**
 * TensorFlow's fused kernels do each update in one pass over memory; where its formula is the one of the op graph
 * (tensorflow/core/kernels/training_ops.cc), the kernel is taken.
 */
export const optimizerSteps: {
  readonly apply_sgd: OptimizerStep<'apply_sgd'>;
  readonly apply_rmsprop: OptimizerStep<'apply_rmsprop'>;
  readonly apply_adam: OptimizerStep<'apply_adam'>;
  readonly apply_adagrad: OptimizerStep<'apply_adagrad'>;
  readonly apply_adadelta: OptimizerStep<'apply_adadelta'>;
  readonly apply_lion: OptimizerStep<'apply_lion'>;
} = {
  apply_sgd: ({ attributes }, { writer, add, operand, variable, gradient, ready }) => {
    const rate = operand(0);
    if (attributes.velocity === null) {
      return add('ResourceApplyGradientDescent', [variable(attributes.variable), rate, gradient, ready], {
        T,
        use_locking,
      });
    }
    // The Keras form keeps the learning rate inside the velocity: accum ← μ·accum − lr·g; var ← var + accum.
    return add(
      'ResourceApplyKerasMomentum',
      [
        variable(attributes.variable),
        variable(attributes.velocity),
        ...[rate, gradient, writer.float(attributes.momentum), ready],
      ],
      { T, use_locking, use_nesterov: bool(attributes.nesterov) },
    );
  },

  apply_rmsprop: ({ attributes }, { writer, add, operand, variable, scratch, gradient, ready }) => {
    const { velocity, rho, momentum, epsilon } = attributes;
    return add(
      'ResourceApplyRMSProp',
      [
        variable(attributes.variable),
        variable(attributes.meanSquare),
        // The kernel wants a velocity even where the momentum is 0 and nothing of it lasts.
        velocity === null ? scratch(attributes.variable) : variable(velocity),
        ...[operand(0), writer.float(rho), writer.float(momentum), writer.float(epsilon), gradient, ready],
      ],
      { T, use_locking },
    );
  },

  apply_adam: ({ attributes }, { writer, add, operand, variable, gradient, ready }) => {
    const [rate, beta1Power, beta2Power] = [operand(0), operand(1), operand(2)];
    const { beta1, beta2, epsilon } = attributes;
    return add(
      'ResourceApplyAdam',
      [
        variable(attributes.variable),
        variable(attributes.mean),
        variable(attributes.meanSquare),
        ...[beta1Power, beta2Power, rate],
        ...[writer.float(beta1), writer.float(beta2), writer.float(epsilon), gradient, ready],
      ],
      { T, use_locking, use_nesterov: bool(false) },
    );
  },

  // TensorFlow's own has ε outside of the root.
  apply_adagrad: ({ attributes }, { writer, add, operand, variable, gradient, ready }) => {
    const { variable: path, sumSquare, epsilon } = attributes;
    const square = add('Square', [gradient], { T });
    const summed = add('AssignAddVariableOp', [variable(sumSquare), square, ready], { dtype: T });
    const sum = add('ReadVariableOp', [variable(sumSquare), `^${summed}`], { dtype: T });
    const root = add('Sqrt', [add('AddV2', [sum, writer.float(epsilon)], { T })], { T });
    const change = add('RealDiv', [add('Mul', [gradient, operand(0)], { T }), root], { T });
    return add('AssignSubVariableOp', [variable(path), change, `^${summed}`], { dtype: T });
  },

  apply_adadelta: ({ attributes }, { writer, add, operand, variable, gradient, ready }) => {
    const { variable: path, meanSquare, meanSquareStep, rho, epsilon } = attributes;
    return add(
      'ResourceApplyAdadelta',
      [
        ...[variable(path), variable(meanSquare), variable(meanSquareStep), operand(0)],
        ...[writer.float(rho), writer.float(epsilon), gradient, ready],
      ],
      { T, use_locking },
    );
  },

  // TensorFlow has no kernel of it.
  apply_lion: ({ attributes }, { writer, add, operand, variable, gradient, ready }) => {
    const { variable: path, mean, beta1, beta2 } = attributes;
    const before = add('ReadVariableOp', [variable(mean), ready], { dtype: T });
    const mixed = (beta: number): TensorName =>
      add(
        'AddV2',
        [
          add('Mul', [before, writer.float(beta)], { T }),
          add('Mul', [gradient, writer.float(1 - beta)], { T }),
        ],
        { T },
      );
    const direction = add('Sign', [mixed(beta1)], { T });
    const change = add('Mul', [direction, operand(0)], { T });
    const stepped = add('AssignSubVariableOp', [variable(path), change, ready], { dtype: T });
    return add('AssignVariableOp', [variable(mean), mixed(beta2), `^${stepped}`], { dtype: T });
  },
};
