import { describe, expect, test } from 'vitest';
import { lowerOp } from '../../../src/codegen/kernel-schedule/lowering-table.ts';
import type { LoweringTable } from '../../../src/codegen/kernel-schedule/lowering-table.ts';
import { ScheduleBuilder } from '../../../src/codegen/kernel-schedule/schedule-builder.ts';
import { scheduleKernels } from '../../../src/codegen/kernel-schedule/schedule-kernels.ts';
import type { BufferId, KernelSchedule, KernelStep } from '../../../src/codegen/kernel-schedule/schedule.ts';
import { wasmTable } from '../../../src/codegen/kernel-schedule/wasm-table.ts';
import { compile } from '../../../src/ir/compile.ts';
import { GraphBuilder } from '../../../src/ir/graph-builder.ts';
import { BATCH } from '../../../src/ir/op-graph.ts';
import type { OpGraph, TensorType } from '../../../src/ir/op-graph.ts';
import { typedSmallConvnet } from '../../support/typed-small-convnet.ts';

const origin = { path: 'model', file: 'test.net', line: 7 };
const float = (...shape: number[]): TensorType => ({ dtype: 'float32', shape });
const plain = {
  strides: [1, 1],
  dilations: [1, 1],
  padding: [
    [0, 0],
    [0, 0],
  ],
} as const;

const inputsOf = (step: KernelStep): readonly number[] =>
  step.library === 'own' ? step.inputs : Object.values(step.inputs);

const kernelsOf = (schedule: KernelSchedule): readonly string[] => schedule.steps.map(({ kernel }) => kernel);

const small = compile(typedSmallConvnet(46, 20), 'run').value;
const trainStep = (): OpGraph => {
  const graph = small.phases[0]?.trainStep;
  if (graph === undefined) throw new Error('there is no phase');
  return graph;
};

describe.each(['cpu', 'wasm'] as const)('the schedule of a training step for %s', (target) => {
  const schedule = scheduleKernels(trainStep(), target, 5);
  const bufferOf = (slot: number): BufferId => schedule.slots[slot]?.buffer ?? -1;

  test('uses nothing before it is made and nothing after it is freed', () => {
    const alive = new Set<BufferId>(
      schedule.buffers.flatMap(({ kind }, id) => (kind === 'step' ? [] : [id])),
    );
    for (const step of schedule.steps) {
      for (const slot of inputsOf(step)) expect(alive, step.kernel).toContain(bufferOf(slot));
      if (step.output !== null) alive.add(bufferOf(step.output));
      for (const buffer of step.frees) expect(alive.delete(buffer), step.kernel).toBe(true);
    }
    const kept = new Set(Object.values(schedule.outputs).map(bufferOf));
    for (const id of alive) {
      const kind = schedule.buffers[id]?.kind;
      expect(kept.has(id) || kind === 'constant' || kind === 'variable', `buffer ${id}`).toBe(true);
    }
    for (const id of kept) expect(alive).toContain(id);
  });

  test('has no BATCH left in any shape', () => {
    expect(schedule.slots.flatMap(({ type }) => type.shape).filter((size) => size === BATCH)).toEqual([]);
    const photo = schedule.buffers.findIndex(
      (buffer) => buffer.kind === 'feed' && buffer.name === 'input/photo',
    );
    expect(schedule.slots.find(({ buffer }) => buffer === photo)?.type.shape).toEqual([5, 46, 46, 3]);
  });

  test('says for each step which layer of which line it is for', () => {
    const paths = new Set(schedule.steps.map((step) => step.origin.path));
    expect(paths).toContain('kind.conv1');
    expect(schedule.steps.every((step) => step.origin.file.endsWith('.net') && step.origin.line > 0)).toBe(
      true,
    );
  });

  test('survives a copy as plain data', () => {
    expect(structuredClone(schedule)).toEqual(schedule);
  });
});

describe('on wasm', () => {
  function convRelu(alsoGiven: boolean): readonly string[] {
    const builder = new GraphBuilder(origin);
    const x = builder.input('x', float(BATCH, 5, 5, 2));
    const conv = builder.add('conv2d', [x, builder.read('w', [3, 3, 2, 4])], plain);
    const biased = builder.add('bias_add', [conv, builder.read('b', [4])], {});
    const y = builder.unary('relu', biased);
    const outputs = alsoGiven ? { y, biased } : { y };
    return kernelsOf(scheduleKernels(builder.finish('predict', outputs), 'wasm', 1));
  }

  test('a convolution, its bias and relu are one pass', () => {
    expect(convRelu(false)).toEqual(['PackKernel', 'Conv2d']);
  });

  test('unless something else reads what is between', () => {
    expect(convRelu(true)).toEqual(['PackKernel', 'Conv2d', 'Relu']);
  });

  test('convolutions by 3×3 kernels go Winograd’s way where there is work enough', () => {
    const builder = new GraphBuilder(origin);
    const x = builder.input('x', float(BATCH, 14, 14, 16));
    const dy = builder.input('dy', float(BATCH, 12, 12, 24));
    const kernel = builder.read('w', [3, 3, 16, 24]);
    const graph = builder.finish('convolutions', {
      y: builder.add('conv2d', [x, kernel], plain),
      dx: builder.add('conv2d_grad_input', [dy, kernel], plain, float(BATCH, 14, 14, 16)),
      dw: builder.add('conv2d_grad_kernel', [x, dy], plain, float(3, 3, 16, 24)),
    });
    expect(kernelsOf(scheduleKernels(graph, 'wasm', 2))).toEqual([
      ...['WinogradPack', 'WinogradConv2d', 'WinogradPack', 'WinogradConv2d'],
      ...['WinogradGradient', 'WinogradUnpack'],
    ]);
    expect(kernelsOf(scheduleKernels(graph, 'wasm', 1))).toEqual([
      ...['PackKernel', 'Conv2d', 'PackKernel', 'Conv2d', 'Conv2dGradKernel'],
    ]);
  });

  test('the gradient by a strided input moves pixels apart first', () => {
    const builder = new GraphBuilder(origin);
    const dy = builder.input('dy', float(BATCH, 2, 2, 4));
    const kernel = builder.read('w', [3, 3, 2, 4]);
    const strided = { ...plain, strides: [2, 2] } as const;
    const dx = builder.add('conv2d_grad_input', [dy, kernel], strided, float(BATCH, 5, 5, 2));
    const schedule = scheduleKernels(builder.finish('gradient', { dx }), 'wasm', 1);
    expect(kernelsOf(schedule)).toEqual(['Dilate2d', 'PackKernel', 'Conv2d']);
  });
});

describe('effects', () => {
  test('change their variables where they stand, once nothing reads them', () => {
    const kernels = kernelsOf(scheduleKernels(trainStep(), 'wasm', 2));
    const firstUpdate = kernels.indexOf('ApplyRmsprop');
    expect(firstUpdate).toBeGreaterThan(0);
    expect(kernels.lastIndexOf('Conv2dGradKernel')).toBeGreaterThan(firstUpdate);
  });

  test('wait for readers behind them, and outputs that they would change are copied', () => {
    const builder = new GraphBuilder(origin);
    const w = builder.read('w', [3]);
    const update = builder.add('assign', [builder.unary('neg', w)], { variable: 'w' }, float());
    const y = builder.unary('exp', w);
    const graph = builder.finish('step', { y, w }, [update]);
    expect(kernelsOf(scheduleKernels(graph, 'cpu', 1))).toEqual(['Neg', 'Exp', 'Copy', 'Assign']);
  });
});

describe('memory', () => {
  test('a view of another shape shares its memory', () => {
    const builder = new GraphBuilder(origin);
    const x = builder.unary('exp', builder.input('x', float(BATCH, 6)));
    const y = builder.reshape(x, [BATCH, 2, 3]);
    const schedule = scheduleKernels(builder.finish('view', { y }), 'cpu', 4);
    expect(kernelsOf(schedule)).toEqual(['Exp']);
    expect(schedule.slots[schedule.outputs['y'] ?? -1]?.type.shape).toEqual([4, 2, 3]);
    expect(schedule.peakBytes).toBe(2 * 4 * 6 * 4);
  });

  test('what nothing reads is freed by its maker, and feeds by their last reader', () => {
    const builder = new GraphBuilder(origin);
    const x = builder.input('x', float(2));
    builder.unary('exp', x);
    const y = builder.unary('neg', x);
    const { steps, buffers } = scheduleKernels(builder.finish('waste', { y }), 'cpu', 1);
    expect(steps.map(({ kernel, frees }) => [kernel, frees.map((id) => buffers[id]?.kind)])).toEqual([
      ['Exp', ['step']],
      ['Neg', ['feed']],
    ]);
  });
});

test('an op that a target has no kernels for is named', () => {
  const builder = new GraphBuilder(origin);
  const op = builder.make('relu_grad', [builder.input('x', float(2)), builder.input('y', float(2))], {});
  const lacking = { ...wasmTable, relu_grad: undefined } as unknown as LoweringTable;
  expect(() => lowerOp(lacking, op, [], new ScheduleBuilder(1))).toThrow("no kernels for the op 'relu_grad'");
});
