import { type } from '../attributes.ts';
import type { TensorName } from '../graph-writer.ts';
import type { Lowering, LoweringTable } from '../lowering.ts';
import type { OptimizerStep } from './optimizer-steps.ts';
import { optimizerSteps } from './optimizer-steps.ts';

const T = type('float32');

type UpdateKind =
  'apply_sgd' | 'apply_rmsprop' | 'apply_adam' | 'apply_adagrad' | 'apply_adadelta' | 'apply_lion';

/** Writes to variables. */
export const effects: LoweringTable<'assign' | UpdateKind> = {
  assign: ({ attributes: { variable: path } }, { add, operand, variable, barrier }) =>
    add('AssignVariableOp', [variable(path), operand(0), barrier()], { dtype: T }),

  apply_sgd: weightUpdate(optimizerSteps.apply_sgd),
  apply_rmsprop: weightUpdate(optimizerSteps.apply_rmsprop),
  apply_adam: weightUpdate(optimizerSteps.apply_adam),
  apply_adagrad: weightUpdate(optimizerSteps.apply_adagrad),
  apply_adadelta: weightUpdate(optimizerSteps.apply_adadelta),
  apply_lion: weightUpdate(optimizerSteps.apply_lion),
};

/**
 * An optimiser's step with the decay of the weight before it and its moving average after it; each waits for the one
 * before.
 */
function weightUpdate<K extends UpdateKind>(step: OptimizerStep<K>): Lowering<K> {
  return (op, context) => {
    const { writer, inputs, add, operand, variable, barrier } = context;
    const { variable: path, decay, average } = op.attributes;
    const weight = variable(path);
    const read = (handle: TensorName, after: TensorName): TensorName =>
      add('ReadVariableOp', [handle, after], { dtype: T });
    let ready = barrier();
    if (decay !== null) {
      const share = add('Mul', [operand(0), writer.float(decay)], { T });
      const lost = add('Mul', [read(weight, ready), share], { T });
      ready = `^${add('AssignSubVariableOp', [weight, lost, ready], { dtype: T })}`;
    }
    const stepped = step(op, { ...context, gradient: operand(inputs.length - 1), ready });
    if (average === null) return stepped;
    // a + (1 − μ)(w − a).
    const kept = variable(average);
    const after = `^${stepped}`;
    const apart = add('Sub', [read(weight, after), read(kept, after)], { T });
    const rest = add('Sub', [writer.float(1), operand(inputs.length - 2)], { T });
    const change = add('Mul', [apart, rest], { T });
    return add('AssignAddVariableOp', [kept, change, after], { dtype: T });
  };
}
