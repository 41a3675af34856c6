import { describe, expect, it } from 'vitest';
import { caseProgram, opCases } from '../conformance/op-cases.ts';
import { arrayOf } from '../support/interpreter/array.ts';
import { interpret } from '../support/interpreter/interpret.ts';

/** TensorFlow computed the fixtures in float32. */
const TOLERANCE = 2e-5;

describe('the reference interpreter, and the gradient rules in it, agree with TensorFlow', () => {
  it.each([...opCases()])('%s', (_, cases) => {
    const { program, feeds, expected } = caseProgram(cases);
    const arrays = Object.entries(feeds).map(
      ([name, { shape, data }]) => [name, arrayOf(shape, data)] as const,
    );
    const environment = { feeds: Object.fromEntries(arrays), variables: new Map(), samples: 1 };
    const { outputs } = interpret(program.predict, environment);
    for (const [name, { label, tensor }] of expected) {
      const wanted = tensor.data.map(Number);
      const scale = Math.max(1, ...wanted.filter(Number.isFinite).map(Math.abs));
      const worst = Math.max(
        0,
        ...wanted.map((value, index) => {
          const got = outputs[name]?.data[index] ?? NaN;
          return Object.is(got, value) ? 0 : Math.abs(got - value) / scale;
        }),
      );
      expect({ label, name, worst }).toSatisfy((result: { worst: number }) => result.worst < TOLERANCE);
    }
  });
});
