import { describe, expect, it } from 'vitest';
import { matchWeights, type WeightMatch } from '../../../src/runtime/weights/match.ts';
import { wantedLayers } from '../../../src/runtime/weights/wanted.ts';
import { storedFile, wishOf } from '../../support/weights.ts';

const blocks = `
const keras_names = [["stage{s}.conv{n}", "s{s}_c{n}"], ["stage{s}.batchnorm{n}", "s{s}_bn{n}"], ["predictions", "predictions"]]
const torch_names = [["stage{s}.conv{n}", "stage{s}.{n}.conv"], ["stage{s}.batchnorm{n}", "stage{s}.{n}.norm"], ["predictions", "fc"]]

block Two(top: bool = true, classes: int = 5, weights = none) {
  input photo
  stage1 = photo -> conv(4, 3) -> batchnorm
  stage2 = stage1 -> conv(6, 3)
  output if top then stage2 -> flatten -> dense(classes) as predictions else stage2
}
`;

const program = (call: string, rest = ''): string => `${blocks}
model Net(photo: [8, 8, 3]) {
  base = photo -> ${call}${rest}
  output kind = base -> global_avgpool -> dense(2)
}`;

const keras = {
  's1_c1/kernel': [3, 3, 3, 4],
  's1_c1/bias': [4],
  's1_bn1/gamma': [4],
  's1_bn1/beta': [4],
  's1_bn1/moving_mean': [4],
  's1_bn1/moving_variance': [4],
  's2_c1/kernel': [3, 3, 4, 6],
  's2_c1/bias': [6],
};
const top = { 'predictions/kernel': [96, 5], 'predictions/bias': [5] };

function match(
  text: string,
  shapes: Readonly<Record<string, readonly number[]>>,
  format: Parameters<typeof storedFile>[1] = 'keras-h5',
): WeightMatch {
  const { graph, requests } = wishOf(text);
  const [request] = requests;
  if (request === undefined) throw new Error('nothing is asked for');
  return matchWeights(request, wantedLayers(request, graph), storedFile(shapes, format));
}

const headless = program('Two(top: false, weights: "a.h5")');

describe('weights are matched', () => {
  it("by the table of Keras's names, whatever stands above them", () => {
    const found = match(headless, { ...keras, ...top });
    expect(found).toMatchObject({
      how: 'names',
      convention: 'keras',
      wanted: 8,
      misfits: [],
      leftOut: ['predictions'],
    });
    expect(found.assignments.map(({ path, tensor }) => [path, tensor.name])).toEqual([
      ['base.stage1.conv1/kernel', 's1_c1/kernel'],
      ['base.stage1.conv1/bias', 's1_c1/bias'],
      ['base.stage1.batchnorm1/gamma', 's1_bn1/gamma'],
      ['base.stage1.batchnorm1/beta', 's1_bn1/beta'],
      ['base.stage1.batchnorm1/moving_mean', 's1_bn1/moving_mean'],
      ['base.stage1.batchnorm1/moving_variance', 's1_bn1/moving_variance'],
      ['base.stage2.conv1/kernel', 's2_c1/kernel'],
      ['base.stage2.conv1/bias', 's2_c1/bias'],
    ]);
  });

  it('by names inside of a model that holds the network', () => {
    const nested = Object.fromEntries(Object.entries(keras).map(([name, shape]) => [`two/${name}`, shape]));
    expect(match(headless, { 'stem/kernel': [3], ...nested, 'dense/kernel': [6, 2] })).toMatchObject({
      misfits: [],
      leftOut: ['stem', 'dense'],
    });
  });

  it("by PyTorch's names, kernels turned", () => {
    const shapes = {
      'stage1.1.conv.weight': [4, 3, 3, 3],
      'stage1.1.conv.bias': [4],
      'stage1.1.norm.weight': [4],
      'stage1.1.norm.bias': [4],
      'stage1.1.norm.running_mean': [4],
      'stage1.1.norm.running_var': [4],
      'stage1.1.norm.num_batches_tracked': [],
      'stage2.1.conv.weight': [6, 4, 3, 3],
      'stage2.1.conv.bias': [6],
      'fc.weight': [5, 96],
      'fc.bias': [5],
    };
    const found = match(
      program('Two(weights: "a.safetensors") -> reshape([1, 1, 5])'),
      shapes,
      'safetensors',
    );
    expect(found).toMatchObject({ convention: 'torch', how: 'names', wanted: 10, misfits: [], leftOut: [] });
    const parts = found.assignments.map(({ path, tensor }) => [path.split('.').at(-1), tensor.part]);
    expect(parts).toContainEqual(['batchnorm1/moving_variance', 'running_var']);
    expect(parts).toContainEqual(['predictions/kernel', 'weight']);
    expect(found.assignments.find(({ path }) => path.endsWith('predictions/kernel'))?.layout).toEqual({
      axes: [2, 3, 1, 0],
      stored: [5, 6, 4, 4],
    });
  });

  it('by paths, under the same name or in the one scope that has them', () => {
    const paths = (scope: string) => ({
      [`${scope}.stage1.conv1/kernel`]: [3, 3, 3, 4],
      [`${scope}.stage1.conv1/bias`]: [4],
      [`${scope}.stage1.batchnorm1/gamma`]: [4],
      [`${scope}.stage1.batchnorm1/beta`]: [4],
      [`${scope}.stage1.batchnorm1/moving_mean`]: [4],
      [`${scope}.stage1.batchnorm1/moving_variance`]: [4],
      [`${scope}.stage2.conv1/kernel`]: [3, 3, 4, 6],
      [`${scope}.stage2.conv1/bias`]: [6],
    });
    const same = { ...paths('tower'), ...paths('base'), 'kind.dense1/kernel': [6, 2] };
    const found = match(headless, same, 'safetensors');
    expect(found).toMatchObject({ how: 'paths', misfits: [], scopes: [] });
    expect(found.assignments[0]?.tensor.name).toBe('base.stage1.conv1/kernel');
    expect(match(headless, paths('tower'), 'safetensors')).toMatchObject({ misfits: [], scopes: [] });
    const twice = { ...paths('left'), ...paths('right') };
    expect(match(headless, twice, 'safetensors')).toMatchObject({
      cause: 'ambiguous',
      scopes: ['left', 'right'],
    });
  });

  it('by their order alone where nothing else could be meant', () => {
    const renamed = Object.fromEntries(
      Object.entries(keras).map(([name, shape]) => [name.replace(/^s(\d)_(\w+?)\d/, 'x$1$2'), shape]),
    );
    expect(match(headless, renamed)).toMatchObject({ how: 'order', misfits: [] });
    // Formats that sort by name say nothing by their order.
    expect(match(headless, renamed, 'safetensors').misfits).toHaveLength(8);
    expect(match(headless, { ...renamed, 'more/kernel': [1] })).toMatchObject({ cause: 'other-names' });
  });

  it('not at all where a shape differs', () => {
    const found = match(headless, { ...keras, 's2_c1/kernel': [5, 5, 4, 6] });
    expect(found.cause).toBe('other-network');
    expect(found.misfits).toEqual([
      { path: 'base.stage2.conv1/kernel', wanted: [3, 3, 4, 6], name: 's2_c1/kernel', stored: [5, 5, 4, 6] },
    ]);
  });

  it('not at all where the file has a part more, or layers amid those of the network', () => {
    expect(match(headless, { ...keras, 's1_c1/scale': [4] }).misfits).toMatchObject([
      { name: 's1_c1/scale' },
    ]);
    const deeper = { ...keras, 's2_c2/kernel': [3, 3, 6, 6] };
    expect(match(headless, deeper).misfits).toMatchObject([{ path: undefined, name: 's2_c2/kernel' }]);
  });

  it('not at all where the top is missing or tells other classes', () => {
    const whole = program('Two(weights: "a.h5") -> reshape([1, 1, 5])');
    expect(match(whole, keras)).toMatchObject({
      cause: 'no-top',
      misfits: [{ wanted: [96, 5] }, { wanted: [5] }],
    });
    expect(match(whole, { ...keras, 'predictions/kernel': [96, 7], 'predictions/bias': [7] }).cause).toBe(
      'classes',
    );
    expect(match(whole, { ...keras, ...top }).misfits).toEqual([]);
  });
});

describe('what a program asks for', () => {
  it('is the layers of the block alone, not those behind it in the same scope', () => {
    const { graph, requests } = wishOf(program('Two(top: false, weights: "a.h5")', ' -> conv(3, 1)'));
    expect(requests).toHaveLength(1);
    const [request] = requests;
    const wanted = request === undefined ? [] : wantedLayers(request, graph);
    expect(wanted.map(({ path, name }) => [path, name])).toEqual([
      ['base.stage1.conv1', 'stage1.conv1'],
      ['base.stage1.batchnorm1', 'stage1.batchnorm1'],
      ['base.stage2.conv1', 'stage2.conv1'],
    ]);
  });

  it('is asked for once where a shared layer is used twice', () => {
    const text = `${blocks}
model Net(left: [8, 8, 3], right: [8, 8, 3]) {
  let tower = Two(top: false, weights: "a.h5")
  output kind = [left -> tower, right -> tower] -> add -> global_avgpool -> dense(2)
}`;
    const { requests } = wishOf(text);
    expect(requests.map(({ path, block }) => [path, block])).toEqual([['tower', 'Two']]);
  });

  it('is left to the inner block by one that hands it on', () => {
    const text = `${blocks}
block Around(weights = none) = Two(top: false, weights: weights) -> conv(2, 1)
model Net(photo: [8, 8, 3]) {
  base = photo -> Around(weights: "a.h5")
  output kind = base -> global_avgpool -> dense(2)
}`;
    const { requests } = wishOf(text);
    expect(requests.map(({ block }) => block)).toEqual(['Two']);
    expect(requests[0]?.layers.map(({ name }) => name)).not.toContain('conv1');
  });
});
