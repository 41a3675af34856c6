import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import type { Fix } from '../../src/diagnostics/diagnostic.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { span } from '../../src/source/span.ts';

const file = sourceFile('a.net', '0123456789');

function fix(...edits: readonly (readonly [number, number, string])[]): Fix {
  return {
    title: 'x',
    edits: edits.map(([start, end, newText]) => ({ span: span(file, start, end), newText })),
  };
}

describe('applyFixes', () => {
  test('applies fixes in the order of their places', () => {
    expect(applyFixes(file, [fix([7, 8, 'B']), fix([1, 3, 'A'], [9, 9, 'C'])])).toMatchObject({
      text: '0A3456B8C9',
      skipped: [],
    });
  });

  test('leaves out, as a whole, a fix that touches what another changes', () => {
    const late = fix([0, 1, 'Y'], [4, 6, 'Z']);
    const { text, applied, skipped } = applyFixes(file, [fix([3, 5, 'X']), late]);
    expect(text).toBe('012X56789');
    expect(applied).toHaveLength(1);
    expect(skipped).toEqual([late]);
  });

  test('lets fixes stand side by side, but puts only one in at a place', () => {
    expect(applyFixes(file, [fix([2, 4, 'X']), fix([4, 6, 'Y'])]).text).toBe('01XY6789');
    expect(applyFixes(file, [fix([2, 2, ')']), fix([2, 2, ']'])]).text).toBe('01)23456789');
  });

  test('leaves out fixes of other files', () => {
    const other = sourceFile('b.net', 'x');
    const foreign = { title: 'x', edits: [{ span: span(other, 0, 1), newText: 'y' }] };
    expect(applyFixes(file, [foreign])).toEqual({ text: '0123456789', applied: [], skipped: [foreign] });
  });
});
