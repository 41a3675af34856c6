import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { emitTfjs } from '../../../src/codegen/tfjs/emit-tfjs.ts';
import type { Program } from '../../../src/ir/program.ts';
import type { HostTensor } from '../../../src/runtime/engines/engine.ts';
import { startEngine } from '../../../src/runtime/engines/host.ts';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import { beginningValues } from '../../conformance/network-cases.ts';
import { uniform } from '../../support/draws.ts';
import { openGraphModel, runGraphModel } from '../../support/graph-model.ts';
import { networks } from './networks.ts';
import { subjectOf } from './subject.ts';

type Photos = Readonly<Record<string, HostTensor & { readonly dtype: 'float32' }>>;

/** Whole grey levels for every input. */
function levels({ inputs }: Program, count: number): Photos {
  return Object.fromEntries(
    inputs.map(({ name, shape }) => {
      const sizes = [count, ...shape];
      const numbers = uniform(
        `levels of ${name}`,
        sizes.reduce((all, size) => all * size, 1),
      );
      const data = numbers.map((value) => Math.floor(value * 256));
      return [name, { dtype: 'float32', shape: sizes, data }] as const;
    }),
  );
}

/** The same as the pixel domain "torch" has them. */
function mapped(photos: Photos): Photos {
  const { scale, offset } = pixelMap('torch', undefined);
  return Object.fromEntries(
    Object.entries(photos).map(([name, { shape, data }]) => {
      const pixels = data.map((level, at) => level * (scale[at % 3] ?? NaN) + (offset[at % 3] ?? NaN));
      return [`input/${name}`, { dtype: 'float32', shape, data: pixels }] as const;
    }),
  );
}

/** What netc itself says of them. */
async function ours(
  program: Program,
  values: ReadonlyMap<string, Float32Array>,
  photos: Photos,
): Promise<Readonly<Record<string, Float32Array | Int32Array>>> {
  const engine = await startEngine('cpu');
  try {
    const session = await engine.load(program);
    await session.assign(values);
    const results = await session.run('predict', mapped(photos));
    return Object.fromEntries(
      Object.entries(results).map(([name, { data }]) => [name.replace('prediction/', ''), data]),
    );
  } finally {
    await engine.stop();
  }
}

describe.each(networks)('%s in TensorFlow.js', (_, compile) => {
  test('says what netc says, on the plain kernels and on WebAssembly', { timeout: 180_000 }, async () => {
    const program = compile();
    const values = beginningValues(program);
    const expected = await ours(program, values, levels(program, 1));
    const unfolded = emitTfjs(subjectOf(program, values));
    const folded = emitTfjs(subjectOf(program, values, { fold: true }));
    for (const [backend, files] of [
      ['cpu', unfolded],
      ['wasm', unfolded],
      ['wasm', folded],
    ] as const) {
      await tf.setBackend(backend);
      const model = await openGraphModel(files);
      const said = runGraphModel(model, levels(program, 1));
      expect(Object.keys(said)).toEqual(Object.keys(expected));
      for (const [name, numbers] of Object.entries(said)) {
        const theirs = expected[name] ?? [];
        expect(numbers.length).toBe(theirs.length);
        const apart = Math.max(...numbers.map((value, index) => Math.abs(value - (theirs[index] ?? NaN))));
        expect(apart).toBeLessThan(1e-4);
      }
      model.dispose();
    }
  });
});
