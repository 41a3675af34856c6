import { bool, type } from '../attributes.ts';
import type { LoweringTable } from '../lowering.ts';

const T = type('float32');
const use_locking = bool(false);

/**
 * Writes to variables. TensorFlow's fused kernels do each update in one pass over memory; their formulas are those of
 * the op graph (tensorflow/core/kernels/training_ops.cc).
 */
export const effects: LoweringTable<'assign' | 'apply_sgd' | 'apply_rmsprop' | 'apply_adam'> = {
  assign: ({ attributes: { variable: path } }, { add, operand, variable, barrier }) =>
    add('AssignVariableOp', [variable(path), operand(0), barrier()], { dtype: T }),

  apply_sgd: ({ attributes }, { writer, add, operand, variable, barrier }) => {
    const [rate, gradient] = [operand(0), operand(1)];
    if (attributes.velocity === null) {
      return add('ResourceApplyGradientDescent', [variable(attributes.variable), rate, gradient, barrier()], {
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
        ...[rate, gradient, writer.float(attributes.momentum), barrier()],
      ],
      { T, use_locking, use_nesterov: bool(attributes.nesterov) },
    );
  },

  apply_rmsprop: ({ attributes }, { writer, add, operand, variable, scratch, barrier }) => {
    const { velocity, rho, momentum, epsilon } = attributes;
    return add(
      'ResourceApplyRMSProp',
      [
        variable(attributes.variable),
        variable(attributes.meanSquare),
        // The kernel wants a velocity even where the momentum is 0 and nothing of it lasts.
        velocity === null ? scratch(attributes.variable) : variable(velocity),
        ...[
          operand(0),
          writer.float(rho),
          writer.float(momentum),
          writer.float(epsilon),
          operand(1),
          barrier(),
        ],
      ],
      { T, use_locking },
    );
  },

  apply_adam: ({ attributes }, { writer, add, operand, variable, barrier }) => {
    const [rate, beta1Power, beta2Power, gradient] = [operand(0), operand(1), operand(2), operand(3)];
    const { beta1, beta2, epsilon } = attributes;
    return add(
      'ResourceApplyAdam',
      [
        variable(attributes.variable),
        variable(attributes.mean),
        variable(attributes.meanSquare),
        ...[beta1Power, beta2Power, rate],
        ...[writer.float(beta1), writer.float(beta2), writer.float(epsilon), gradient, barrier()],
      ],
      { T, use_locking, use_nesterov: bool(false) },
    );
  },
};
