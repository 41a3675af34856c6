import { describe, expect, it } from 'vitest';
import { bytes, counted, duration, flops, grouped, score } from '../../src/report/numbers.ts';
import { textTable } from '../../src/report/table.ts';

describe('numbers as people read them', () => {
  it('groups digits in threes', () => {
    expect([0, 12, 999, 1000, 3453121].map(grouped)).toEqual(['0', '12', '999', '1,000', '3,453,121']);
  });

  it('scales bytes and operations', () => {
    expect([0, 999, 1000, 13_812_484].map(bytes)).toEqual(['0 B', '999 B', '1.00 kB', '13.8 MB']);
    expect(flops(1.29e9)).toBe('1.29 GFLOPs');
  });

  it('tells time by its two largest units', () => {
    expect([0, 8.44, 59.94, 59.96, 125, 3725].map(duration)).toEqual([
      '0.0 s',
      '8.4 s',
      '59.9 s',
      '1 m 00 s',
      '2 m 05 s',
      '1 h 02 m',
    ]);
  });

  it('keeps small and large scores readable', () => {
    expect([0, 0.69314, 0.00001234, 123456, NaN].map(score)).toEqual([
      '0.0000',
      '0.6931',
      '1.234e-5',
      '1.235e+5',
      'NaN',
    ]);
  });

  it('counts things', () => {
    expect([1, 2].map((count) => counted(count, 'photo'))).toEqual(['1 photo', '2 photos']);
  });
});

describe('text tables', () => {
  it('aligns numbers to the right and leaves no blanks at line ends', () => {
    expect(
      textTable(
        [{ title: 'layer' }, { title: 'n', align: 'right' }, { title: 'x' }],
        [
          ['conv1', '896', ''],
          ['d', '1,000', 'a'],
        ],
      ),
    ).toBe(['layer      n  x', '─────  ─────  ─', 'conv1    896', 'd      1,000  a'].join('\n'));
  });
});
