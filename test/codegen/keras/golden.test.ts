import { describe, expect, it } from 'vitest';
import { emitKeras } from '../../../src/codegen/keras/emit-keras.ts';
import { kerasLayer, kerasLayers } from '../../../src/codegen/keras/layer-table.ts';
import { layerRegistry } from '../../../src/typecheck/layers/registry.ts';
import { compileText } from '../../support/compile-text.ts';
import { everyLayer, layerCases } from '../../support/every-layer.ts';
import { drawnSubject } from '../../support/export-subject.ts';
import { expectGolden, goldenCases, goldenText } from '../../support/golden.ts';

describe('the program for Keras', () => {
  it.each(goldenCases('keras'))('of $name', ({ text, goldenPath }) => {
    const files = emitKeras(drawnSubject(compileText(text)));
    expect(files.map(({ path }) => path)).toEqual(['model.py', 'model.weights.h5', 'README.md']);
    const program = files[0]?.content;
    if (typeof program !== 'string') throw new Error('the program is no text');
    expectGolden(goldenPath, goldenText(text, { 'model.py': program }));
  });

  it('names a layer that it has no entry for', () => {
    const [layer] = drawnSubject(everyLayer()).program.model.layers;
    if (layer === undefined) throw new Error('there is no layer');
    const strange = { ...layer, kind: 'attention', path: 'tail.attention1' };
    expect(() => kerasLayer(strange)).toThrow('the layer attention, tail.attention1');
  });

  it('has every layer of the language, and each is tried', () => {
    const kinds = [...layerRegistry.keys()].sort();
    expect([...kerasLayers.keys()].sort()).toEqual(kinds);
    expect([...new Set(layerCases.map(({ kind }) => kind))].sort()).toEqual(kinds);
  });
});
