import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import type { GraphKey } from '../../src/ir/graph-keys.ts';
import { decomposeUpdates } from '../../src/ir/decompositions.ts';
import { GraphBuilder, number } from '../../src/ir/graph-builder.ts';
import type { OpGraph, OpKind } from '../../src/ir/op-graph.ts';
import { BATCH } from '../../src/ir/op-graph.ts';
import { scheduleKernels } from '../../src/codegen/kernel-schedule/schedule-kernels.ts';
import { isEffect } from '../../src/ir/op-kinds.ts';
import { commonSubexpressions } from '../../src/ir/passes/common-subexpressions.ts';
import { constantFolding } from '../../src/ir/passes/constants.ts';
import { deadCode } from '../../src/ir/passes/dead-code.ts';
import { earlyUpdates } from '../../src/ir/passes/early-updates.ts';
import { poolingFirst } from '../../src/ir/passes/pooling-first.ts';
import { scaleIntoKernel } from '../../src/ir/passes/scale-into-kernel.ts';
import { simplify } from '../../src/ir/passes/simplify.ts';
import { finalPasses, runPasses } from '../../src/ir/pipeline.ts';
import type { Program } from '../../src/ir/program.ts';
import { float32 } from '../../src/ir/tensor-type.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { relativeError } from '../support/finite-differences.ts';
import type { NdArray } from '../support/interpreter/array.ts';
import { interpret } from '../support/interpreter/interpret.ts';
import { sampleFeeds, sampleVariables } from '../support/program-run.ts';
import { sampleModels } from '../support/sample-models.ts';
import { updateCases } from '../runtime/engines/tfjs/update-cases.ts';

const SAMPLES = 3;
const origin = { path: 'test', file: 'test.net', line: 1 };

interface Stage {
  readonly name: string;
  readonly graph: OpGraph;
}

function compiled(model: string): { program: Program; stages: ReadonlyMap<GraphKey, readonly Stage[]> } {
  const typed = sampleModels[model]?.();
  if (typed === undefined) throw new Error(`No model ${model}.`);
  const stages = new Map<GraphKey, readonly Stage[]>();
  const { value: program } = compile(typed, 'run', (key, name, graph) => {
    stages.set(key, [...(stages.get(key) ?? []), { name, graph }]);
  });
  return { program, stages };
}

/** Everything a run of the graph gives, in one record. */
function results(graph: OpGraph, program: Program): Readonly<Record<string, NdArray>> {
  const environment = {
    feeds: sampleFeeds(graph, SAMPLES, 0.1),
    variables: sampleVariables(program),
    samples: SAMPLES,
  };
  const { outputs, changed } = interpret(graph, environment);
  return { ...outputs, ...Object.fromEntries(changed) };
}

function expectSame(
  after: Readonly<Record<string, NdArray>>,
  before: Readonly<Record<string, NdArray>>,
): void {
  expect(Object.keys(after)).toEqual(expect.arrayContaining(Object.keys(before)));
  for (const [name, value] of Object.entries(before)) {
    const other = after[name];
    expect(other && relativeError(other, value), name).toBeLessThan(1e-10);
  }
}

describe.each(Object.keys(sampleModels))('the pipeline on %s', (model) => {
  const { program, stages } = compiled(model);

  it.each([...stages.keys()])('keeps %s sound, and what it computes, from stage to stage', (key) => {
    let before: Readonly<Record<string, NdArray>> = {};
    for (const { name, graph } of stages.get(key) ?? []) {
      expect(verifyGraph(graph, program.variables), name).toEqual([]);
      const after = results(graph, program);
      expectSame(after, before);
      before = after;
    }
  });

  it('reaches its fixed point', () => {
    for (const { trainStep } of program.phases) {
      const again = runPasses(trainStep, finalPasses, () => undefined);
      expect(again.nodes.map((node) => node.kind)).toEqual(trainStep.nodes.map((node) => node.kind));
    }
  });

  it('is followed by decomposed updates that do the same', () => {
    for (const { trainStep } of program.phases) {
      const graph = decomposeUpdates(trainStep);
      expect(verifyGraph(graph, program.variables)).toEqual([]);
      expect(graph.nodes.filter(isEffect).every((node) => node.kind === 'assign')).toBe(true);
      expectSame(results(graph, program), results(trainStep, program));
    }
  });
});

describe('decomposed updates', () => {
  it.each(updateCases)('$name', ({ graph, environment }) => {
    const changes = (written: OpGraph) => Object.fromEntries(interpret(written, environment).changed);
    expectSame(changes(decomposeUpdates(graph)), changes(graph));
  });
});

/** A graph with one output, and its kinds of op after a pass. */
function builder(): GraphBuilder {
  return new GraphBuilder(origin);
}

function kinds(graph: OpGraph): readonly OpKind[] {
  expect(verifyGraph(graph)).toEqual([]);
  return graph.nodes.map((node) => node.kind);
}

describe('constant folding', () => {
  it('computes elementwise ops on constants', () => {
    const b = builder();
    const y = b.binary('mul', b.unary('neg', b.scalar(3)), number(2));
    const graph = deadCode.run(constantFolding.run(b.finish('predict', { y })));
    expect(graph.nodes.map((node) => node.attributes)).toEqual([{ values: [-6] }]);
  });
});

describe('common subexpressions', () => {
  it('computes equal things once, and keeps streams of random numbers apart', () => {
    const b = builder();
    const seed = b.input('seed', { dtype: 'int32', shape: [2] });
    const draw = (stream: number): number => b.add('random_uniform', [seed], { stream }, float32([2]));
    const y = b.add('concat', [draw(0), draw(0), draw(1)], { axis: 0 });
    const graph = commonSubexpressions.run(b.finish('predict', { y }));
    expect(kinds(graph)).toEqual(['input', 'random_uniform', 'random_uniform', 'concat']);
  });
});

describe('dead code', () => {
  it('goes, but inputs stay', () => {
    const b = builder();
    const x = b.input('x', float32([2]));
    b.input('unused', float32([2]));
    b.unary('exp', x);
    expect(kinds(deadCode.run(b.finish('predict', { y: b.unary('neg', x) })))).toEqual([
      'input',
      'input',
      'neg',
    ]);
  });
});

describe('simplify', () => {
  const simplified = (
    make: (b: GraphBuilder, x: number) => number,
    shape: readonly number[] = [BATCH, 4],
  ): readonly OpKind[] => {
    const b = builder();
    const y = make(b, b.input('x', float32(shape)));
    return kinds(deadCode.run(simplify.run(b.finish('predict', { y }))));
  };

  it.each([
    ['x · 1', (b: GraphBuilder, x: number) => b.binary('mul', x, number(1))],
    ['1 · x', (b: GraphBuilder, x: number) => b.binary('mul', number(1), x)],
    ['x / 1', (b: GraphBuilder, x: number) => b.binary('div', x, number(1))],
    ['x + 0', (b: GraphBuilder, x: number) => b.binary('add', x, number(0))],
    ['x − 0', (b: GraphBuilder, x: number) => b.binary('sub', x, number(0))],
    ['−(−x)', (b: GraphBuilder, x: number) => b.unary('neg', b.unary('neg', x))],
    ['there and back', (b: GraphBuilder, x: number) => b.reshape(b.reshape(x, [BATCH, 2, 2]), [BATCH, 4])],
  ])('makes x of %s', (_, make) => {
    expect(simplified(make)).toEqual(['input']);
  });

  it('keeps an operand that is repeated', () => {
    expect(
      simplified((b) => b.binary('mul', b.broadcastTo(b.scalar(1), [2, 2]), b.read('v', [2]))),
    ).not.toEqual(['input']);
    expect(
      simplified((b) => b.binary('add', b.scalar(0), b.broadcastTo(b.read('v', [2]), [3, 2]))),
    ).toContain('broadcast_to');
  });

  it('divides instead of multiplying by a quotient', () => {
    const made = simplified((b, x) => {
      const share = b.binary('div', number(1), b.add('batch_size', [], {}));
      return b.binary('mul', x, b.broadcastTo(share, [BATCH, 4]));
    });
    expect(made).toEqual(['input', 'batch_size', 'div']);
  });

  it('adds biases to each other first', () => {
    const made = simplified((b, x) => {
      const once = b.add('bias_add', [x, b.read('a', [4])], {});
      return b.add('bias_add', [once, b.read('b', [4])], {});
    });
    expect(made).toEqual(['input', 'read', 'read', 'add', 'bias_add']);
  });

  it('sums channels as the gradient of a bias', () => {
    const made = simplified(
      (b, x) => b.add('reduce_sum', [x], { axes: [0, 1], keepDimensions: false }),
      [BATCH, 3, 2],
    );
    expect(made).toEqual(['input', 'bias_add_grad']);
  });

  it('pads within the convolution', () => {
    const b = builder();
    const x = b.input('x', float32([BATCH, 4, 4, 1]));
    const padded = b.add('pad', [x], {
      padding: [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ],
      value: 0,
    });
    const y = b.add('conv2d', [padded, b.read('k', [3, 3, 1, 2])], {
      strides: [1, 1],
      dilations: [1, 1],
      padding: [
        [1, 0],
        [0, 0],
      ],
    });
    const graph = deadCode.run(simplify.run(b.finish('predict', { y })));
    expect(kinds(graph)).toEqual(['input', 'read', 'conv2d']);
    expect(graph.nodes.at(-1)?.attributes).toMatchObject({
      padding: [
        [2, 2],
        [0, 1],
      ],
    });
  });
});

describe('pooling first', () => {
  const chain = (stride: number, twice: boolean): readonly OpKind[] => {
    const b = builder();
    const x = b.input('x', float32([BATCH, 4, 4, 2]));
    const active = b.unary('relu', b.add('bias_add', [x, b.read('bias', [2])], {}));
    const y = b.add('max_pool', [active], {
      window: [2, 2],
      strides: [stride, stride],
      padding: [
        [0, 0],
        [0, 0],
      ],
    });
    const graph = b.finish('predict', twice ? { y, active } : { y });
    return kinds(deadCode.run(poolingFirst.run(graph)));
  };

  it('moves bias and relu behind the pool', () => {
    expect(chain(2, false)).toEqual(['input', 'read', 'max_pool', 'bias_add', 'relu']);
  });

  it('leaves what something else uses too', () => {
    expect(chain(2, true)).toEqual(['input', 'read', 'bias_add', 'relu', 'max_pool']);
  });
});

describe('scale into kernel', () => {
  const scaled = (size: number, bias: boolean, twice = false): readonly OpKind[] => {
    const b = builder();
    const x = b.input('x', float32([BATCH, size, size, 2]));
    const attributes = {
      strides: [1, 1],
      dilations: [1, 1],
      padding: [
        [0, 0],
        [0, 0],
      ],
    } as const;
    const convolved = b.add('conv2d', [x, b.read('k', [3, 3, 2, 64])], attributes);
    const biased = bias ? b.add('bias_add', [convolved, b.read('b', [64])], {}) : convolved;
    const y = b.binary('mul', biased, b.read('s', [64]));
    const graph = b.finish('predict', twice ? { y, convolved } : { y });
    return kinds(deadCode.run(scaleIntoKernel.run(graph)));
  };

  it('scales what is smaller', () => {
    expect(scaled(8, false)).toEqual(['input', 'read', 'read', 'mul', 'conv2d']);
    expect(scaled(3, false)).toEqual(['input', 'read', 'conv2d', 'read', 'mul']);
  });

  it('scales a bias too', () => {
    expect(scaled(8, true)).toEqual(['input', 'read', 'read', 'read', 'mul', 'conv2d', 'mul', 'bias_add']);
  });

  it('leaves a convolution that something else uses', () => {
    expect(scaled(8, true, true)).toContain('mul');
    expect(scaled(8, true, true).indexOf('conv2d')).toBeLessThan(scaled(8, true, true).indexOf('mul'));
  });
});

describe('early updates', () => {
  it('need less memory, and never change what is still to be read', () => {
    const { stages } = compiled('miniConvnet');
    const made = stages.get('train/0') ?? [];
    const late = made.find((stage) => stage.name === 'dead-code' && stage.graph.updates.length > 0)?.graph;
    if (late === undefined) throw new Error('No graph before early updates.');
    const atTheEnd = late.nodes.findIndex(isEffect);
    expect(late.nodes.slice(atTheEnd).every(isEffect)).toBe(true);
    const early = earlyUpdates.run(late);
    expect(verifyGraph(early)).toEqual([]);
    expect(early.nodes.slice(early.nodes.findIndex(isEffect)).every(isEffect)).toBe(false);
    const peak = (graph: OpGraph): number => scheduleKernels(graph, 'wasm', 20).peakBytes;
    expect(peak(early)).toBeLessThanOrEqual(peak(late));
  });
});
