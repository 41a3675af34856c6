import { describe, expect, test } from 'vitest';
import { compile } from '../../../../src/ir/compile.ts';
import type { Program } from '../../../../src/ir/program.ts';
import type { Engine, Session, Tensors } from '../../../../src/runtime/engines/engine.ts';
import { createCpuEngine, createWasmEngine } from '../../../../src/runtime/engines/tfjs/index.ts';
import { scheduleKernels } from '../../../../src/codegen/kernel-schedule/schedule-kernels.ts';
import { drawWeight, uniform } from '../../../support/draws.ts';
import { typedSmallConvnet } from '../../../support/typed-small-convnet.ts';

const [size, batch] = [46, 3];

const program: Program = compile(typedSmallConvnet(size, batch), 'run').value;

function initialValues(): ReadonlyMap<string, Float32Array> {
  return new Map(
    program.variables.map(({ path, shape, role }) => {
      const drawn = drawWeight(path, shape);
      return [path, role === 'slot' ? new Float32Array(drawn.length) : drawn];
    }),
  );
}

function feeds(step: number): Tensors {
  const shape = [batch, size, size, 3];
  return {
    'input/photo': { dtype: 'float32', shape, data: uniform(`photo${step}`, batch * size * size * 3) },
    'label/kind': { dtype: 'float32', shape: [batch, 1], data: Float32Array.of(0, 1, 0) },
    learning_rate: { dtype: 'float32', shape: [], data: Float32Array.of(1e-3) },
    seed: { dtype: 'int32', shape: [2], data: Int32Array.of(5, step) },
  };
}

/** Loss after each step, and all variables after the last. */
async function train(
  engine: Engine,
  steps: number,
  look: (session: Session) => void = () => undefined,
): Promise<{ readonly losses: readonly number[]; readonly variables: ReadonlyMap<string, Float32Array> }> {
  const session = await engine.load(program);
  try {
    await session.assign(initialValues());
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      losses.push((await session.run('train/0', feeds(step)))['loss']?.data[0] ?? NaN);
      look(session);
    }
    return { losses, variables: await session.read(program.variables.map(({ path }) => path)) };
  } finally {
    await session.dispose();
  }
}

/** Largest difference as a part of the largest number. */
function apart(a: Float32Array, b: Float32Array): number {
  const scale = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return a.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (b[index] ?? NaN))), 0) / scale;
}

describe('the small ConvNet on small photos', () => {
  test('cpu and wasm train to the same weights, with one thread or several', async () => {
    const reference = await train(await createCpuEngine(), 3);
    for (const threads of [1, 2]) {
      const { losses, variables } = await train(await createWasmEngine({ threads }), 3);
      for (const [step, loss] of losses.entries()) expect(loss).toBeCloseTo(reference.losses[step] ?? NaN, 4);
      for (const [path, values] of reference.variables) {
        expect(apart(variables.get(path) ?? new Float32Array(), values), path).toBeLessThan(1e-4);
      }
    }
  });

  test('the same numbers come out of one thread and of three, to the bit', async () => {
    const one = await train(await createWasmEngine({ threads: 1 }), 3);
    const three = await train(await createWasmEngine({ threads: 3 }), 3);
    expect(three.losses).toEqual(one.losses);
    for (const [path, values] of one.variables) expect(three.variables.get(path), path).toEqual(values);
  });

  test('nothing leaks in a hundred steps, and the peak is what the schedule says', async () => {
    const variableBytes = program.variables.reduce(
      (sum, { shape }) => sum + shape.reduce((product, n) => product * n, 4),
      0,
    );
    const graph = program.phases[0]?.trainStep;
    if (graph === undefined) throw new Error('there is no phase');
    const schedule = scheduleKernels(graph, 'wasm', batch);
    const constantBytes = schedule.buffers.reduce(
      (sum, buffer) => sum + (buffer.kind === 'constant' ? buffer.bytes : 0),
      0,
    );
    const seen = new Set<string>();
    const { losses } = await train(await createWasmEngine(), 100, (session) => {
      const { current, peak } = session.memory() ?? { current: 0, peak: 0 };
      seen.add(`${current} ${peak}`);
    });
    expect(losses.every(Number.isFinite)).toBe(true);
    expect([...seen]).toEqual([`${variableBytes + constantBytes} ${variableBytes + schedule.peakBytes}`]);
  });
});
