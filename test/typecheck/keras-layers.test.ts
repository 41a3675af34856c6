import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layerDefinition, layerRegistry } from '../../src/typecheck/layers/registry.ts';
import type { LayerOptions, Shape } from '../../src/typecheck/typed-module.ts';

/** What Keras makes of a layer: scripts/oracles/layers.py writes them. */
interface KerasLayer {
  readonly kind: string;
  readonly options: LayerOptions;
  readonly input: Shape;
  readonly output: Shape;
  readonly weights: readonly { readonly shape: Shape; readonly trainable: boolean }[];
}

const text = readFileSync(new URL('../fixtures/layers.json', import.meta.url), 'utf8');
// The fixture is ours, written in this form.
const cases = JSON.parse(text) as readonly KerasLayer[];

function withDefaults(kind: string, options: LayerOptions): LayerOptions {
  const defaults = layerDefinition(kind).options.map(
    (option) => [option.name, option.default ?? null] as const,
  );
  return { ...Object.fromEntries(defaults), ...options };
}

describe('layers', () => {
  const kinds = [...new Set(cases.map(({ kind }) => kind))];
  it.each(kinds)('%s has the shapes and weights that Keras has', (kind) => {
    const definition = layerDefinition(kind);
    for (const { options, input, output, weights } of cases.filter((layer) => layer.kind === kind)) {
      const complete = withDefaults(kind, options);
      expect(definition.shape([input], complete), JSON.stringify(options)).toEqual({ shape: output });
      expect(
        definition.weights([input], complete).map(({ shape, trainable }) => ({ shape, trainable })),
        JSON.stringify(options),
      ).toEqual(weights);
    }
  });

  it('have defaults that their own types allow, and a doc', () => {
    for (const [name, { doc, options, name: own }] of layerRegistry) {
      expect(own).toBe(name);
      expect(doc, name).toMatch(/\.$/);
      for (const option of options) expect(option.doc, `${name} ${option.name}`).toMatch(/\.$/);
    }
  });

  it.each([
    ['conv', { filters: 8, size: [3, 3] }, [10, 10, 4], 2 * 9 * 4 * 512 + 512],
    [
      'conv',
      { filters: 8, size: [3, 3], bias: false, activation: 'relu' },
      [10, 10, 4],
      2 * 9 * 4 * 512 + 512,
    ],
    ['dense', { units: 10 }, [20], 2 * 200 + 10],
    ['depthwise_conv', { size: [3, 3], bias: false }, [10, 10, 4], 2 * 9 * 256],
    ['conv', { filters: 8, size: [3, 3], groups: 4, bias: false }, [10, 10, 4], 2 * 9 * 512],
    ['conv_transpose', { filters: 8, size: [3, 3], stride: [2, 2] }, [5, 5, 4], 2 * 9 * 8 * 100 + 8 * 121],
    ['maxpool', { size: [2, 2] }, [10, 10, 4], 4 * 100],
    ['dropout', { rate: 0.5 }, [10], 0],
  ] as const)('%s %j costs what it must', (kind, options, input, flops) => {
    const definition = layerDefinition(kind);
    const complete = withDefaults(kind, options);
    const result = definition.shape([input], complete);
    if (!('shape' in result)) throw new Error('no shape');
    const output = result.shape.map(Number);
    expect(definition.flops([input], output, complete)).toBe(flops);
  });
});
