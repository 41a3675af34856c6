import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookup3 } from '../../../src/codegen/hdf5/lookup3.ts';
import { emitKeras } from '../../../src/codegen/keras/emit-keras.ts';
import type { ExportSubject, ExportWeight } from '../../../src/codegen/export/export-subject.ts';
import { layerOfWeight } from '../../../src/ir/build-layer-graph.ts';
import { openWeightFile } from '../../../src/runtime/weights/files/open-weight-file.ts';
import { drawnSubject } from '../../support/export-subject.ts';
import { everyLayer } from '../../support/every-layer.ts';

describe('lookup3', () => {
  it.each([
    ['', 0xdeadbeef],
    ['Four score and seven years ago', 0x17770551],
  ])("of '%s' is what its author says", (text, hash) => {
    expect(lookup3(new TextEncoder().encode(text))).toBe(hash);
  });
});

function byLayer<T>(items: readonly T[], layerOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(layerOf(item), [...(groups.get(layerOf(item)) ?? []), item]);
  return groups;
}

/** The weights of each layer in the order of the registry. */
function layersOf({ program, weights }: ExportSubject): ReadonlyMap<string, readonly ExportWeight[]> {
  const order = program.model.weights.map(({ path }) => path);
  const sorted = [...weights].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
  return byLayer(sorted, ({ path }) => layerOfWeight(path));
}

describe('a file of weights for Keras', () => {
  it.each(['none', 'float16'] as const)('is read back with weights stored as %s', async (quantize) => {
    const subject = drawnSubject(everyLayer(), 'unit', { fold: false, quantize });
    const folder = mkdtempSync(join(tmpdir(), 'netc-hdf5-'));
    try {
      const [, written] = emitKeras(subject);
      const path = join(folder, 'model.weights.h5');
      writeFileSync(path, Buffer.concat(written?.content as readonly Uint8Array[]));
      const file = await openWeightFile(path);
      // The file numbers a layer's weights, and says no names of them.
      const [read, wanted] = [byLayer(file.tensors, ({ layer }) => layer), layersOf(subject)];
      expect([...read.keys()].sort()).toEqual([...wanted.keys()].sort());
      for (const [layer, weights] of wanted) {
        const tensors = read.get(layer) ?? [];
        expect(
          tensors.map(({ shape }) => shape),
          layer,
        ).toEqual(weights.map(({ shape }) => shape));
        for (const [index, tensor] of tensors.entries()) {
          const numbers = await file.read(tensor);
          const worst = (weights[index]?.data ?? new Float32Array()).reduce(
            (most, value, place) => Math.max(most, Math.abs(value - (numbers[place] ?? NaN))),
            0,
          );
          expect(worst, layer).toBeLessThanOrEqual(quantize === 'none' ? 0 : 2 ** -11);
        }
      }
      await file.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
