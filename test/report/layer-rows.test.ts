import { describe, expect, it } from 'vitest';
import { buildLayerGraph } from '../../src/ir/build-layer-graph.ts';
import { compile } from '../../src/ir/compile.ts';
import { parse } from '../../src/parser/parse.ts';
import { modelText } from '../../src/report/summary-text.ts';
import { summarize } from '../../src/report/summary.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';

const program = `data photos = images("photos") {
  size: 8x8
  split: folders
}

model Net(photo: [8, 8, 3]) {
  base = photo -> (conv(4, 3, padding: same) -> batchnorm) as block1 -> (conv(4, 3) -> maxpool(2)) as block2
  output kind = base -> flatten -> dense(1, sigmoid)
}

train fit = Net on photos {
  minimize: binary_crossentropy(kind)
  optimizer: sgd(0.1)
  phase top {
    freeze: base
    epochs: 1
  }
  phase all {
    unfreeze: base
    epochs: 1
  }
}
`;

const typed = check(parse(sourceFile('net.net', program)).value).value;
const models = typed.models.map(buildLayerGraph);
const programs = [compile(typed, 'fit').value];

describe('layers in a summary', () => {
  it('add up by path', () => {
    const summary = summarize(models, programs, 2).models['Net'];
    const layers = summary?.layers ?? [];
    expect(summary?.blocks).toEqual([
      {
        path: 'base.block1',
        layers: 2,
        output: [8, 8, 4],
        params: 128,
        flops: layers.slice(0, 2).reduce((sum, layer) => sum + layer.flops, 0),
        activationBytes: 2 * 8 * 8 * 4 * 4,
        connectedTo: ['photo'],
        trainable: { 'fit.top': 0, 'fit.all': 120 },
      },
      {
        path: 'base.block2',
        layers: 2,
        output: [3, 3, 4],
        params: 148,
        flops: layers.slice(2, 4).reduce((sum, layer) => sum + layer.flops, 0),
        activationBytes: (6 * 6 * 4 + 3 * 3 * 4) * 4,
        connectedTo: ['base.block1'],
        trainable: { 'fit.top': 0, 'fit.all': 148 },
      },
      expect.objectContaining({ path: 'kind.flatten1', layers: 1, connectedTo: ['base.block2'] }),
      expect.objectContaining({
        path: 'kind.dense1',
        params: 37,
        trainable: { 'fit.top': 37, 'fit.all': 37 },
      }),
    ]);
    expect(summarize(models, programs).models['Net']).not.toHaveProperty('blocks');
  });

  it.each([1, 2, 9])('have the totals of all layers at depth %d', (depth) => {
    const summary = summarize(models, programs, depth).models['Net'];
    const sum = (of: (row: { params: number; flops: number; activationBytes: number }) => number): number =>
      (summary?.blocks ?? []).reduce((total, row) => total + of(row), 0);
    expect(sum(({ params }) => params)).toBe(summary?.params);
    expect(sum(({ flops }) => flops)).toBe(summary?.flops);
    expect(sum(({ activationBytes }) => activationBytes)).toBe(summary?.activationBytes);
  });

  it('agree with what phases train', () => {
    const { models: shown, trains } = summarize(models, programs);
    for (const phase of trains['fit']?.phases ?? []) {
      const layers = shown['Net']?.layers ?? [];
      const trained = layers.reduce((sum, layer) => sum + (layer.trainable[`fit.${phase.name}`] ?? 0), 0);
      expect(trained).toBe(phase.trainable);
    }
  });

  it('have columns for phases only where one leaves something out', () => {
    const [model] = models;
    if (model === undefined) throw new Error('no model');
    expect(modelText(model, programs, 1)).toMatch(/base +4 layers +\[3, 3, 4\] +276 +0 +268/);
    expect(modelText(model, programs)).toContain('trained in top');
    expect(modelText(model)).not.toContain('trained in');
  });
});
