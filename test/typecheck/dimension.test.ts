import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  ceilDivide,
  dimensionsEqual,
  floorDivide,
  multiply,
  scale,
  substitute,
  subtract,
  variable,
} from '../../src/typecheck/shape/arithmetic.ts';
import type { Dimension } from '../../src/typecheck/shape/dimension.ts';
import { printDimension } from '../../src/typecheck/shape/print.ts';

const h = variable('h');
const w = variable('w');

/** An expression over h and w, with a way to compute it by numbers alone. */
interface Pair {
  readonly symbolic: Dimension;
  readonly value: (h: number, w: number) => number;
}

const { expression } = fc.letrec<{ expression: Pair }>((tie) => {
  const two = fc.tuple(tie('expression'), tie('expression'));
  const divisor = fc.integer({ min: 1, max: 6 });
  return {
    expression: fc.oneof(
      { maxDepth: 4 },
      fc.constant<Pair>({ symbolic: h, value: (height) => height }),
      fc.constant<Pair>({ symbolic: w, value: (_, width) => width }),
      fc.integer({ min: -5, max: 9 }).map((number): Pair => ({ symbolic: number, value: () => number })),
      two.map(([a, b]): Pair => ({
        symbolic: add(a.symbolic, b.symbolic),
        value: (...sizes) => a.value(...sizes) + b.value(...sizes),
      })),
      two.map(([a, b]): Pair => ({
        symbolic: subtract(a.symbolic, b.symbolic),
        value: (...sizes) => a.value(...sizes) - b.value(...sizes),
      })),
      two.map(([a, b]): Pair => ({
        symbolic: multiply(a.symbolic, b.symbolic),
        value: (...sizes) => a.value(...sizes) * b.value(...sizes),
      })),
      fc.tuple(tie('expression'), divisor).map(([a, by]): Pair => ({
        symbolic: floorDivide(a.symbolic, by),
        value: (...sizes) => Math.floor(a.value(...sizes) / by),
      })),
    ),
  };
});

const size = fc.integer({ min: 1, max: 40 });

describe('symbolic dimensions', () => {
  it('come to the same as numbers', () => {
    fc.assert(
      fc.property(expression, size, size, ({ symbolic, value }, height, width) => {
        const values = new Map<string, Dimension>([
          ['h', height],
          ['w', width],
        ]);
        expect(substitute(symbolic, values)).toBe(value(height, width));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('are equal only where they always come to the same', () => {
    fc.assert(
      fc.property(expression, expression, size, size, (a, b, height, width) => {
        if (!dimensionsEqual(a.symbolic, b.symbolic)) return;
        expect(a.value(height, width)).toBe(b.value(height, width));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it.each([
    [add(h, h), '2*h'],
    [add(scale(h, 2), 1), '2*h + 1'],
    [subtract(h, h), '0'],
    [add(floorDivide(subtract(h, 3), 2), 1), 'floor((h - 1) / 2)'],
    [floorDivide(h, 2), 'floor(h / 2)'],
    [ceilDivide(h, 2), 'ceil(h / 2)'],
    [floorDivide(add(scale(h, 4), 2), 2), '2*h + 1'],
    [floorDivide(add(scale(h, 4), 2), 8), 'floor(h / 2)'],
    [floorDivide(floorDivide(h, 2), 3), 'floor(h / 6)'],
    [multiply(add(h, 1), subtract(w, 1)), '-h + h*w + w - 1'],
    [subtract(floorDivide(h, 2), w), 'floor(h / 2) - w'],
  ])('%# are written as one would', (dimension, text) => {
    expect(printDimension(dimension)).toBe(text);
  });

  it('are equal when they are written in another way', () => {
    expect(dimensionsEqual(floorDivide(add(h, 2), 2), add(floorDivide(h, 2), 1))).toBe(true);
    expect(dimensionsEqual(multiply(h, w), multiply(w, h))).toBe(true);
    expect(dimensionsEqual(floorDivide(scale(h, 2), 4), floorDivide(h, 2))).toBe(true);
    expect(dimensionsEqual(ceilDivide(h, 2), floorDivide(h, 2))).toBe(false);
  });
});
