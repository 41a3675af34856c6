import { describe, expect, test } from 'vitest';
import { formatSource } from '../../src/format/format-source.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { expectGolden, goldenCases, goldenText } from '../support/golden.ts';

describe.each(goldenCases('format'))('$name', ({ name, text, goldenPath }) => {
  test('is laid out as its golden file says', () => {
    const { value, diagnostics } = formatSource(sourceFile(`${name}.net`, text));
    expect(diagnostics).toEqual([]);
    expectGolden(goldenPath, goldenText(text, { formatted: value }));
  });
});
