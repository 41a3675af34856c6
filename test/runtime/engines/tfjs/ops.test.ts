import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cpuTable } from '../../../../src/codegen/kernel-schedule/cpu-table.ts';
import type { Engine, Session } from '../../../../src/runtime/engines/engine.ts';
import { expectLikeInterpreter } from './against-interpreter.ts';
import { batchNormCases } from './batch-norm-cases.ts';
import { engines } from './engines.ts';
import { graphProgram } from './graph-program.ts';
import { opTestCases } from './op-cases.ts';
import { updateCases } from './update-cases.ts';

test('every op has a case', () => {
  const tested = new Set(
    [...opTestCases, ...updateCases].flatMap(({ graph }) => graph.nodes.map(({ kind }) => kind)),
  );
  expect(Object.keys(cpuTable).filter((kind) => !tested.has(kind as keyof typeof cpuTable))).toEqual([]);
});

describe.each(engines)('%s', (_, create) => {
  let engine: Engine;
  let open: Session;

  // An open session keeps the device from closing after each test.
  beforeAll(async () => {
    engine = await create();
    open = await engine.load(graphProgram({ name: 'empty', nodes: [], outputs: {}, updates: [] }));
  });
  afterAll(() => open.dispose());

  test.each([...opTestCases, ...batchNormCases, ...updateCases])(
    '$name',
    async ({ graph, environment, tolerance }) => {
      await expectLikeInterpreter(engine, graph, environment, tolerance);
    },
  );
});
