import { describe, expect, test } from 'vitest';
import { gradientRules } from '../../src/ir/gradient-rules/gradient-rules.ts';
import type { OpKind } from '../../src/ir/op-graph.ts';
import { interpret } from '../support/interpreter/interpret.ts';
import { arrayOf } from '../support/interpreter/array.ts';
import { relativeDifference } from './agreement.ts';
import { caseProgram, opCases } from './op-cases.ts';
import type { CaseProgram } from './op-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

/** Float32 against float32 in another order of summation. */
const tolerance = 2e-5;

const cases = opCases();

function compare(
  { expected }: CaseProgram,
  results: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>>,
): void {
  for (const [name, { label, tensor }] of expected) {
    const result = results[name];
    expect(result?.shape, label).toEqual(tensor.shape);
    expect(relativeDifference(result?.data ?? [], tensor.data.map(Number)), label).toBeLessThan(tolerance);
  }
}

test('every op that computes has a case', () => {
  // Sources and effects are what the networks test; an op's gradient ops run in its own case.
  const elsewhere =
    /^(input|constant|read|batch_size|assign|apply_\w+|\w+_grad(_input|_kernel|_gamma|_beta)?)$/;
  const kinds = Object.keys(gradientRules) as OpKind[];
  expect(kinds.filter((kind) => !elsewhere.test(kind) && !cases.has(kind))).toEqual([]);
});

describe('the reference interpreter agrees with TensorFlow', () => {
  test.each([...cases.keys()])('%s', (kind) => {
    const each = caseProgram(cases.get(kind) ?? []);
    const feeds = Object.entries(each.feeds).map(
      ([name, { shape, data }]) => [name, arrayOf(shape, data)] as const,
    );
    const environment = { feeds: Object.fromEntries(feeds), variables: new Map(), samples: 1 };
    compare(each, interpret(each.program.predict, environment).outputs);
  });
});

await onEachEngine('agrees with TensorFlow', (engine) => {
  test.each([...cases.keys()])('%s', async (kind) => {
    const each = caseProgram(cases.get(kind) ?? []);
    const session = await (await engine()).load(each.program);
    try {
      compare(each, await session.run('predict', each.feeds));
    } finally {
      await session.dispose();
    }
  });
});
