import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addGradients } from '../../src/ir/gradients.ts';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import { addLoss } from '../../src/ir/losses.ts';
import { BATCH } from '../../src/ir/op-graph.ts';
import { float32, int32 } from '../../src/ir/tensor-type.ts';
import type { LossTerm } from '../../src/typecheck/typed-module.ts';
import { compareGradients } from '../support/finite-differences.ts';
import { arrayOf } from '../support/interpreter/array.ts';
import { interpret } from '../support/interpreter/interpret.ts';
import { randomArray } from '../support/random-arrays.ts';
import { loss } from '../support/typed-model.ts';

interface OracleCase {
  readonly name: string;
  readonly loss: LossTerm['kind'];
  readonly options: LossTerm['options'];
  readonly classWeights: readonly number[] | null;
  readonly mask: readonly number[] | null;
  readonly head: 'sigmoid' | 'softmax' | null;
  readonly units: number;
  readonly inputs: readonly number[];
  readonly labels: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
}

const cases = JSON.parse(
  readFileSync(new URL('../fixtures/losses.json', import.meta.url), 'utf8'),
) as readonly OracleCase[];

const origin = { path: 'test', file: 'test.net', line: 1 };

/** The loss of a head on inputs; `apart` hides the logits from it behind a step that changes nothing. */
function valueAndGradient(each: OracleCase, apart: boolean) {
  const { units, head, labels } = each;
  const builder = new GraphBuilder(origin);
  const samples = each.inputs.length / units;
  const inputs = builder.input('inputs', float32([BATCH, units]));
  const label = builder.input('label', head === 'softmax' ? int32([BATCH]) : float32([BATCH, units]));
  const made =
    head === null
      ? inputs
      : head === 'sigmoid'
        ? builder.unary('sigmoid', inputs)
        : builder.add('softmax', [inputs], {});
  const prediction = apart ? builder.binary('mul', made, builder.scalar(1)) : made;
  const classWeights =
    each.classWeights === null ? undefined : builder.input('weights', float32([each.classWeights.length]));
  const mask = each.mask === null ? undefined : builder.input('mask', float32([BATCH]));
  const term = loss(each.loss, 'kind', 'kind', 1, each.options);
  const value = addLoss(builder, term, { prediction, label, classWeights, mask });
  const gradient = addGradients(builder, value, new Set([inputs])).get(inputs) ?? NaN;
  const graph = builder.finish('loss', { value, gradient });
  const { outputs } = interpret(graph, {
    feeds: {
      inputs: arrayOf([samples, units], [...each.inputs]),
      label: arrayOf(head === 'softmax' ? [samples] : [samples, units], [...labels]),
      mask: arrayOf([samples], each.mask ?? Array.from({ length: samples }, () => 1)),
      weights: arrayOf([each.classWeights?.length ?? 0], [...(each.classWeights ?? [])]),
    },
    variables: new Map(),
    samples,
  });
  return { value: outputs['value']?.data[0] ?? NaN, gradient: [...(outputs['gradient']?.data ?? [])] };
}

describe('losses', () => {
  it.each(cases.map((each) => [`${each.loss}: ${each.name}`, each] as const))(
    'are what Keras says, and so are their gradients: %s',
    (_, each) => {
      for (const apart of each.head === null ? [false] : [false, true]) {
        const { value, gradient } = valueAndGradient(each, apart);
        expect(value).toBeCloseTo(each.value, 5);
        expect(gradient).toHaveLength(each.gradient.length);
        for (const [index, expected] of each.gradient.entries())
          expect(gradient[index], `of input ${index}`).toBeCloseTo(expected, 5);
      }
    },
  );

  it.each(['binary_focal', 'focal', 'huber', 'hinge'] as const)(
    'have the gradient that finite differences show: %s',
    (kind) => {
      const several = kind === 'focal';
      const shape = [4, several ? 3 : 1];
      const b = new GraphBuilder(origin);
      const x = b.read('x', shape);
      const prediction = several
        ? b.add('softmax', [x], {})
        : kind === 'binary_focal'
          ? b.unary('sigmoid', x)
          : x;
      const label = several
        ? b.add('constant', [], { values: [0, 2, 1, 1] }, int32([4]))
        : b.add('constant', [], { values: [0, 1, 1, 0] }, float32([4, 1]));
      const value = addLoss(b, loss(kind, 'kind'), {
        prediction,
        label,
        classWeights: undefined,
        mask: undefined,
      });
      const variables = new Map([['x', randomArray(shape, 5, -2, 2)]]);
      const [compared] = compareGradients(b, value, new Map([['x', x]]), {
        feeds: {},
        variables,
        samples: 4,
      });
      expect(compared?.error).toBeLessThan(1e-6);
      expect(compared?.rule.data.some((gradient) => gradient !== 0)).toBe(true);
    },
  );

  it('stay finite where a probability is 0 or 1', () => {
    for (const kind of ['binary_focal', 'binary_crossentropy'] as const) {
      const each: OracleCase = {
        name: 'sure',
        loss: kind,
        options: { gamma: 0.5 },
        classWeights: null,
        mask: null,
        head: 'sigmoid',
        units: 1,
        inputs: [200, -200, 200, -200],
        labels: [1, 1, 0, 0],
        value: NaN,
        gradient: [],
      };
      for (const apart of [false, true]) {
        const { value, gradient } = valueAndGradient(each, apart);
        expect([value, ...gradient].every(Number.isFinite)).toBe(true);
      }
    }
  });
});
