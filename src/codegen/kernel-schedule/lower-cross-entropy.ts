import { both } from './lowering-table.ts';
import type { Lowering } from './lowering-table.ts';

/** −Σ target·(z − max z − log Σ exp(z − max z)) over the classes: no exponential overflows. */
export const softmaxCrossEntropy: Lowering<'softmax_cross_entropy'> = (op, inputs, builder) => {
  const [logits, targets] = both(inputs);
  const type = builder.typeOf(logits);
  const rows = { dtype: type.dtype, shape: [...type.shape.slice(0, -1), 1] };
  const axis = [type.shape.length - 1];
  const kept = { axis, keepDims: true };
  const largest = builder.tfjs('Max', { x: logits }, rows, { reductionIndices: axis, keepDims: true });
  const shifted = builder.tfjs('Sub', { a: logits, b: largest }, type);
  const exponentials = builder.tfjs('Exp', { x: shifted }, type);
  const total = builder.tfjs('Sum', { x: exponentials }, rows, kept);
  const logTotal = builder.tfjs('Log', { x: total }, rows);
  // (log Σ exp − shifted) is −log softmax.
  const surprise = builder.tfjs('Sub', { a: logTotal, b: shifted }, type);
  const weighted = builder.tfjs('Multiply', { a: targets, b: surprise }, type);
  return builder.tfjs('Sum', { x: weighted }, op.type, { axis, keepDims: false });
};

/** max(z, 0) − z·t + log1p(e^−|z|): no exponential overflows. */
export const sigmoidCrossEntropy: Lowering<'sigmoid_cross_entropy'> = (op, inputs, builder) => {
  const [logits, targets] = both(inputs);
  const { type } = op;
  const positive = builder.tfjs('Relu', { x: logits }, type);
  const matched = builder.tfjs('Multiply', { a: logits, b: targets }, type);
  const linear = builder.tfjs('Sub', { a: positive, b: matched }, type);
  const magnitude = builder.tfjs('Abs', { x: logits }, type);
  const negated = builder.tfjs('Neg', { x: magnitude }, type);
  const small = builder.tfjs('Exp', { x: negated }, type);
  const tail = builder.tfjs('Log1p', { x: small }, type);
  return builder.tfjs('Add', { a: linear, b: tail }, type);
};
