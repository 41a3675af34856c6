import { describe, expect, it } from 'vitest';
import { buildLayerGraph } from '../../src/ir/build-layer-graph.ts';
import type { LayerGraph } from '../../src/ir/layer-graph.ts';
import { parse } from '../../src/parser/parse.ts';
import { diffText } from '../../src/report/diff-text.ts';
import { diffModels } from '../../src/report/diff.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';

function models(text: string): readonly LayerGraph[] {
  const { value, diagnostics } = check(parse(sourceFile('x.net', text)).value);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value.models.map(buildLayerGraph);
}

const net = (name: string, body: string): string =>
  `model ${name}(photo: [8, 8, 3]) {\n  output kind = photo -> ${body}\n}\n`;

const pooled = 'conv(4, 3) -> global_avgpool -> dense(2, softmax)';
const flat = 'conv(4, 3) -> flatten -> dense(2, softmax)';

describe('two files side by side', () => {
  it('finds what is added, removed and changed', () => {
    const [diff] = diffModels(models(net('A', pooled)), models(net('A', flat))).models;
    expect(diff?.unchanged).toBe(1);
    expect(diff?.layers).toEqual([
      {
        path: 'kind.global_avgpool1',
        change: 'removed',
        before: { kind: 'global_avgpool', output: [4], params: 0 },
        after: null,
        options: [],
      },
      {
        path: 'kind.flatten1',
        change: 'added',
        before: null,
        after: { kind: 'flatten', output: [144], params: 0 },
        options: [],
      },
      {
        path: 'kind.dense1',
        change: 'changed',
        before: { kind: 'dense', output: [2], params: 10 },
        after: { kind: 'dense', output: [2], params: 290 },
        options: [],
      },
    ]);
    expect(diff?.totals.before).toMatchObject({ layers: 3, params: 122, trainable: 122 });
    expect(diff?.totals.after).toMatchObject({ layers: 3, params: 402, trainable: 402 });
  });

  it('says which weights go over, and why others do not', () => {
    const longer = 'conv(4, 3) -> global_avgpool -> dense(3) -> dense(2, softmax)';
    const [diff] = diffModels(models(net('A', pooled)), models(net('A', longer))).models;
    expect(diff?.weights).toEqual({
      carried: { count: 2, params: 112 },
      fresh: [
        { path: 'kind.dense1/kernel', shape: [4, 3], reason: 'other shape', before: [4, 2] },
        { path: 'kind.dense1/bias', shape: [3], reason: 'other shape', before: [2] },
        { path: 'kind.dense2/kernel', shape: [3, 2], reason: 'new path', before: null },
        { path: 'kind.dense2/bias', shape: [2], reason: 'new path', before: null },
      ],
      dropped: [],
    });
    const back = diffModels(models(net('A', longer)), models(net('A', pooled))).models[0];
    expect(back?.weights.dropped.map(({ path }) => path)).toEqual(['kind.dense2/kernel', 'kind.dense2/bias']);
  });

  it('names options that differ', () => {
    const strided = 'conv(4, 3, stride: 2) -> global_avgpool -> dense(2, softmax)';
    const diff = diffModels(models(net('A', pooled)), models(net('B', strided)));
    expect(diff.models[0]?.layers).toMatchObject([
      { path: 'kind.conv1', change: 'changed', options: [{ name: 'stride', before: [1, 1], after: [2, 2] }] },
    ]);
    expect(diffText(diff, 'a.net', 'b.net')).toContain('stride: [1, 1] → [2, 2]');
  });

  it('pairs models by name, then by order', () => {
    const before = models(net('A', pooled) + net('B', flat) + net('Old', pooled));
    const after = models(net('New', flat) + net('B', pooled));
    const diff = diffModels(before, after);
    expect(diff.models.map((model) => [model.before, model.after])).toEqual([
      ['B', 'B'],
      ['A', 'New'],
    ]);
    expect(diff.onlyBefore).toEqual(['Old']);
    expect(diff.onlyAfter).toEqual([]);
    expect(diffModels(before, after, 'Old').models.map((model) => [model.before, model.after])).toEqual([
      ['Old', 'New'],
    ]);
  });

  it('is short where nothing differs', () => {
    const text = diffText(diffModels(models(net('A', flat)), models(net('A', flat))), 'a.net', 'b.net');
    expect(text).toContain('every layer is the same');
    expect(text).toContain('weights: 4 of 4 carry over, 402 of 402 parameters');
  });

  it('answers what a flatten in the place of an average pool costs', () => {
    const googlenet = (join: string): string =>
      `import { GoogLeNet } from "std/googlenet"\nmodel M(photo: [224, 224, 3]) {\n` +
      `  output kind = photo -> GoogLeNet(top: false) -> ${join} -> dense(1000, softmax)\n}\n`;
    const [diff] = diffModels(models(googlenet('global_avgpool')), models(googlenet('flatten'))).models;
    expect(diff?.totals.before.params).toBe(6_998_552);
    expect(diff?.totals.after.params).toBe(6_998_552 + 48 * 1024 * 1000);
    expect(diff?.weights.fresh.map(({ path }) => path)).toEqual(['kind.dense1/kernel']);
  });
});
