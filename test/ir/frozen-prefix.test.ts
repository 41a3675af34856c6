import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import type { OpGraph } from '../../src/ir/op-graph.ts';
import { BATCH } from '../../src/ir/op-graph.ts';
import { standings } from '../../src/ir/prefix/frozen-values.ts';
import { smallestCut } from '../../src/ir/prefix/smallest-cut.ts';
import type { FrozenPrefix, Program } from '../../src/ir/program.ts';
import { float32 } from '../../src/ir/tensor-type.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { goldenCases } from '../support/golden.ts';
import { interpret, type Results } from '../support/interpreter/interpret.ts';
import { origin } from '../support/plain-program.ts';
import { sampleFeeds, sampleVariables } from '../support/program-run.ts';

const SAMPLES = 2;

const programs = goldenCases('ir').flatMap(({ name, text }) => {
  const { value } = check(parse(sourceFile(`${name}.net`, text)).value);
  return value.trains.map((train) => compile(value, train.name).value);
});

const split = programs.flatMap((program) =>
  program.phases.flatMap((phase) =>
    phase.prefix === undefined ? [] : [{ program, phase, prefix: phase.prefix }],
  ),
);

/** The results of a graph, and of one that goes on from the features of the prefix. */
function both(program: Program, prefix: FrozenPrefix, whole: OpGraph, rest: OpGraph): readonly Results[] {
  const feeds = sampleFeeds(whole, SAMPLES, 0.1);
  const common = { variables: sampleVariables(program), samples: SAMPLES };
  const { outputs } = interpret(prefix.graph, { ...common, feeds });
  return [
    interpret(whole, { ...common, feeds }),
    interpret(rest, { ...common, feeds: { ...feeds, ...outputs } }),
  ];
}

describe('a frozen prefix', () => {
  it('is split off the phases that have one', () => {
    const where = split.map(({ program, phase }) => `${program.train}.${phase.name}`);
    expect(where).toEqual(['branches.branches', 'tune.top', 'tune.end', 'tune.moved']);
  });

  it.each(split)('gives $program.train $phase.name the same numbers', ({ program, phase, prefix }) => {
    const pairs = [
      [phase.trainStep, prefix.trainStep],
      [phase.accumulateStep, prefix.accumulateStep],
      [phase.evaluateStep, prefix.evaluateStep],
    ] as const;
    let compared = 0;
    for (const [whole, rest] of pairs) {
      if (whole === undefined || rest === undefined) continue;
      const [before, after] = both(program, prefix, whole, rest);
      expect(after?.outputs).toEqual(before?.outputs);
      expect(after?.changed).toEqual(before?.changed);
      compared += 1;
    }
    expect(compared).toBe(phase.augment === undefined ? (phase.regime.accumulate > 1 ? 3 : 2) : 1);
  });

  it('leaves the steps without what it computes', () => {
    for (const { phase, prefix } of split) {
      const kinds = (graph: OpGraph | undefined, kind: string): number =>
        graph?.nodes.filter((node) => node.kind === kind).length ?? 0;
      const frozen = kinds(prefix.graph, 'conv2d');
      expect(frozen).toBeGreaterThan(0);
      expect(kinds(prefix.evaluateStep, 'conv2d')).toBe(kinds(phase.evaluateStep, 'conv2d') - frozen);
      const inputs = prefix.evaluateStep.nodes.flatMap((node) =>
        node.kind === 'input' && node.attributes.name.startsWith('input/') ? [node.attributes.name] : [],
      );
      expect(inputs).toEqual(prefix.inputs.map((name) => `input/${name}`));
    }
  });
});

/** A frozen convolution, and what a test makes of it. */
function cutOf(make: (builder: GraphBuilder, conv: number) => number): readonly string[] {
  const builder = new GraphBuilder(origin);
  const photo = builder.input('input/photo', float32([BATCH, 4, 4, 1]));
  const kernel = builder.read('kernel', [1, 1, 1, 2]);
  const conv = builder.add('conv2d', [photo, kernel], {
    strides: [1, 1],
    dilations: [1, 1],
    padding: [
      [0, 0],
      [0, 0],
    ],
  });
  const last = make(builder, conv);
  const live = builder.binary('mul', last, builder.read('w', [1]));
  const graph = builder.finish('train', { out: live });
  const standing = standings(graph, new Set(['w']));
  const needed = new Set(
    graph.nodes.flatMap(({ inputs }, value) => (standing[value] === 'live' ? inputs : [])),
  );
  const frozen = new Set([...needed].filter((value) => standing[value] === 'frozen'));
  return smallestCut(graph, standing, frozen).map((value) => graph.nodes[value]?.kind ?? '?');
}

describe('the smallest cut', () => {
  const pooled = { axes: [1, 2], keepDimensions: true };

  it('is behind what makes a tensor smaller', () => {
    expect(cutOf((builder, conv) => builder.add('reduce_mean', [conv], pooled))).toEqual(['reduce_mean']);
  });

  it('is before what is cheap and makes it larger', () => {
    const cut = cutOf((builder, conv) => {
      const small = builder.add('reduce_mean', [conv], pooled);
      return builder.broadcastTo(builder.unary('exp', small), [BATCH, 8, 8, 2]);
    });
    expect(cut).toEqual(['exp']);
  });

  it('is one tensor where two come from it', () => {
    const cut = cutOf((builder, conv) => {
      const both = [builder.unary('sigmoid', conv), builder.unary('tanh', conv)];
      return builder.add('concat', both, { axis: 3 });
    });
    expect(cut).toEqual(['conv2d']);
  });

  it('is the later of two of one size', () => {
    expect(cutOf((builder, conv) => builder.unary('relu', conv))).toEqual(['relu']);
  });

  it("is before what is normalised by a batch's moments, which each batch has anew", () => {
    const cut = cutOf((builder, conv) => {
      const [gamma, beta] = [builder.read('gamma', [2]), builder.read('beta', [2])];
      const normalised = builder.add('batch_norm', [conv, gamma, beta], { epsilon: 1e-3 });
      return builder.add('reduce_mean', [normalised], pooled);
    });
    expect(cut).toEqual(['conv2d']);
  });

  it('keeps no photo', () => {
    const cut = cutOf((builder, conv) => {
      const photo = builder.input('input/photo', float32([BATCH, 4, 4, 1]));
      const small = builder.add('reduce_mean', [conv], pooled);
      return builder.add(
        'concat',
        [builder.unary('neg', photo), builder.broadcastTo(small, [BATCH, 4, 4, 2])],
        {
          axis: 3,
        },
      );
    });
    expect(cut).toEqual(['input', 'reduce_mean']);
  });
});

describe('what is frozen', () => {
  it('is neither random, nor mixed over the batch, nor trained', () => {
    const builder = new GraphBuilder(origin);
    const photo = builder.input('input/photo', float32([BATCH, 2]));
    const seed = builder.input('seed', { dtype: 'int32', shape: [2] });
    const noise = builder.add('random_uniform', [seed], { stream: 0 }, float32([BATCH, 2]));
    const mean = builder.add('reduce_mean', [photo], { axes: [0], keepDimensions: false });
    const values = {
      own: builder.unary('exp', photo),
      scaled: builder.binary('mul', photo, builder.read('still', [2])),
      fixed: builder.unary('exp', builder.read('still', [2])),
      dropped: builder.binary('mul', photo, noise),
      centred: builder.binary('sub', photo, mean),
      trained: builder.binary('mul', photo, builder.read('moving', [2])),
    };
    const found = standings(builder.finish('train', {}), new Set(['moving']));
    expect(Object.entries(values).map(([name, value]) => [name, found[value]])).toEqual([
      ['own', 'frozen'],
      ['scaled', 'frozen'],
      ['fixed', 'fixed'],
      ['dropped', 'live'],
      ['centred', 'live'],
      ['trained', 'live'],
    ]);
  });
});
