import { describe, expect, it } from 'vitest';
import { nameTable } from '../../../src/runtime/weights/name-table.ts';

const table = nameTable([
  { path: 'stem', name: 'conv1' },
  { path: 'stage{s}.block{b}.conv{n}', name: 'layer{s-1}.{b-1}.conv{n}' },
  { path: 'twin{n}', name: 'a{n}_b{n}' },
  { path: 'next{n}', name: 'a{n}_c{n+1}' },
]);

describe('a table of names', () => {
  it.each([
    ['stem', 'conv1'],
    ['stage2.block1.conv3', 'layer1.0.conv3'],
    ['stage12.block36.conv1', 'layer11.35.conv1'],
    ['twin7', 'a7_b7'],
    ['next9', 'a9_c10'],
  ])('says of %s that it is %s, and back', (path, name) => {
    expect(table.nameOf(path)).toBe(name);
    expect(table.pathOf(name)).toBe(path);
  });

  it.each(['stage2.block0.conv1', 'stage2.block01.conv1', 'stagex.block1.conv1', 'stems', ''])(
    'has no name for %j',
    (path) => {
      expect(table.nameOf(path)).toBeUndefined();
    },
  );

  it.each(['a1_b2', 'a1_c1', 'layer1.0.conv', 'conv1.conv1'])('has no path for %j', (name) => {
    expect(table.pathOf(name)).toBeUndefined();
  });
});
