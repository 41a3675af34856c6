import { beforeAll, test } from 'vitest';
import type { Engine } from '../../../../src/runtime/engines/engine.ts';
import { createTensorflowEngine } from '../../../../src/runtime/engines/tensorflow/tensorflow-engine.ts';
import { describeWithEngine } from '../../../support/engines.ts';
import { expectLikeInterpreter } from '../tfjs/against-interpreter.ts';
import { batchNormCases } from '../tfjs/batch-norm-cases.ts';

// One node of TensorFlow's serves several of these ops; each must be right without the others, too.
await describeWithEngine('tensorflow', 'normalization by a batch on tensorflow', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createTensorflowEngine();
  });
  test.each(batchNormCases)('$name', async ({ graph, environment, tolerance }) => {
    await expectLikeInterpreter(engine, graph, environment, tolerance);
  });
});
