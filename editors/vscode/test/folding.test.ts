import { expect, test } from 'vitest';
import { firstFolding, folded, opened, toDepth } from '../src/preview/folding.ts';

test('a block is open or folded, whatever was clicked before', () => {
  const once = opened(firstFolding, 'base');
  expect(once).toEqual({ depth: undefined, open: ['base'], folded: [] });
  expect(opened(once, 'base')).toEqual(once);
  expect(folded(once, 'base')).toEqual({ depth: undefined, open: [], folded: ['base'] });
  expect(opened(folded(once, 'base'), 'base')).toEqual(once);
});

test('folding a block folds those in it, and no block whose name begins alike', () => {
  const folding = opened(opened(opened(firstFolding, 'base'), 'base.block1'), 'base2');
  expect(folded(folding, 'base')).toEqual({ depth: undefined, open: ['base2'], folded: ['base'] });
});

test('another depth forgets what was clicked, and is at least 1', () => {
  expect(toDepth(2)).toEqual({ depth: 2, open: [], folded: [] });
  expect(toDepth(0)).toEqual({ depth: 1, open: [], folded: [] });
});
