import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import { decomposeUpdates } from '../../src/ir/decompositions.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';
import type { Program } from '../../src/ir/program.ts';
import { plainBatchNorm } from '../../src/ir/passes/plain-batch-norm.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import type { LayerOptions, TypedModule } from '../../src/typecheck/typed-module.ts';
import { relativeError } from '../support/finite-differences.ts';
import { interpret } from '../support/interpreter/interpret.ts';
import type { Results } from '../support/interpreter/interpret.ts';
import { sampleFeeds, sampleVariables } from '../support/program-run.ts';
import { ModelSketch, adam, loss, phase, rmsprop, sgd, typedModule } from '../support/typed-model.ts';
import { labelOf } from '../support/label.ts';

const SAMPLES = 2;

/** A layer that keeps an image an image, whatever its size. */
interface Step {
  readonly kind: string;
  readonly options?: LayerOptions;
}

const steps: readonly Step[] = [
  { kind: 'conv', options: { filters: 3, size: 2, padding: 'same', activation: 'relu' } },
  { kind: 'conv', options: { filters: 2, size: 3, padding: 'same', bias: false } },
  { kind: 'conv', options: { filters: 4, size: 1 } },
  { kind: 'conv', options: { filters: 2, size: 3, stride: 2, padding: 'same', activation: 'elu' } },
  { kind: 'depthwise_conv', options: { size: 2, padding: 'same', multiplier: 2 } },
  { kind: 'separable_conv', options: { filters: 3, size: 3, padding: 'same', bias: false } },
  { kind: 'conv', options: { filters: 4, size: 2, padding: 'same', init: 'he_normal', l1: 0.1, l2: 0.2 } },
  { kind: 'conv_transpose', options: { filters: 2, size: 3, stride: 2, padding: 'same' } },
  { kind: 'maxpool', options: { size: 2, padding: 'same' } },
  { kind: 'avgpool', options: { size: 1, stride: 1, rounding: 'up' } },
  { kind: 'maxpool', options: { size: [3, 2], stride: 1, padding: 'same' } },
  { kind: 'avgpool', options: { size: 2, padding: 'same' } },
  { kind: 'batchnorm' },
  { kind: 'batchnorm', options: { scale: false } },
  { kind: 'dropout', options: { rate: 0.25 } },
  {
    kind: 'pad',
    options: {
      size: [
        [1, 0],
        [0, 2],
      ],
    },
  },
  { kind: 'spatial_dropout', options: { rate: 0.25 } },
  { kind: 'layernorm' },
  { kind: 'groupnorm', options: { groups: 1 } },
  { kind: 'lrn' },
  { kind: 'upsample', options: { size: [2, 1], method: 'bilinear' } },
  { kind: 'relu' },
  { kind: 'relu', options: { max: 6 } },
  { kind: 'hard_swish' },
  { kind: 'leaky_relu' },
  { kind: 'gelu' },
];

const joins = ['add', 'multiply', 'average', 'maximum', 'concat'];

/** A chain of layers, sometimes with a branch beside one of them, and a head. */
const recipes = fc.record({
  chain: fc.array(fc.record({ step: fc.nat(steps.length - 1), join: fc.option(fc.nat(joins.length - 1)) }), {
    minLength: 1,
    maxLength: 6,
  }),
  pooled: fc.constantFrom('global_avgpool', 'global_maxpool', 'flatten'),
  optimizer: fc.constantFrom(sgd(0.1), sgd(0.1, 0.9, true), rmsprop(0.01), adam(0.01)),
  frozen: fc.array(fc.nat(8), { maxLength: 3 }),
});

type Recipe = typeof recipes extends fc.Arbitrary<infer R> ? R : never;

function modelOf({ chain, pooled, optimizer, frozen }: Recipe): TypedModule {
  const sketch = new ModelSketch('Random');
  let from = sketch.layer('conv', sketch.input('photo', [5, 4, 2]), { filters: 2, size: 2 });
  for (const { step, join } of chain) {
    const { kind, options = {} } = steps[step] ?? { kind: 'relu' };
    // The same layer twice gives branches of one shape.
    const branches = join === null ? 1 : 2;
    const made = Array.from({ length: branches }, () => sketch.layer(kind, from, options));
    from = join === null ? (made[0] ?? from) : sketch.layer(joins[join] ?? 'add', made);
  }
  sketch.output(
    'kind',
    sketch.layer('dense', sketch.layer(pooled, from), { units: 1, activation: 'sigmoid' }),
  );
  const model = sketch.model();
  const paths = frozen.flatMap((index) => model.layers[index]?.path ?? []);
  const only = phase([loss('binary_crossentropy', 'kind')], optimizer, { frozen: paths });
  return typedModule(model, [labelOf('kind', 'binary')], [only]);
}

function run(graph: OpGraph, program: Program): Results {
  return interpret(graph, {
    feeds: sampleFeeds(graph, SAMPLES, 0.1),
    variables: sampleVariables(program),
    samples: SAMPLES,
  });
}

function expectSame(after: Results, before: Results): void {
  for (const [name, value] of [...Object.entries(before.outputs), ...before.changed]) {
    const other = after.outputs[name] ?? after.changed.get(name);
    expect(other && relativeError(other, value), name).toBeLessThan(1e-8);
  }
}

describe('any model', () => {
  it('compiles to sound graphs that compute what its layers say', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const first = new Map<string, OpGraph>();
        const withGradients = new Map<string, OpGraph>();
        const { value: program } = compile(modelOf(recipe), 'run', (key, stage, graph) => {
          if (stage === 'lower') first.set(key, graph);
          if (stage === 'gradients') withGradients.set(key, graph);
        });
        const [only] = program.phases;
        if (only === undefined) throw new Error('No phase.');
        const finals = {
          'train/0': only.trainStep,
          'evaluate/0': only.evaluateStep,
          predict: program.predict,
        };
        for (const [key, graph] of Object.entries(finals)) {
          expect(verifyGraph(graph, program.variables)).toEqual([]);
          const after = run(graph, program);
          for (const before of [first.get(key), withGradients.get(key)]) {
            if (before !== undefined) expectSame(after, run(before, program));
          }
        }
        expectSame(run(decomposeUpdates(only.trainStep), program), run(only.trainStep, program));
        expectSame(run(plainBatchNorm.run(only.trainStep), program), run(only.trainStep, program));
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
