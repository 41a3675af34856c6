import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AugmentKernels } from '../../../../src/runtime/data/augment/augment-kernels.ts';
import { drawPhoto } from '../../../../src/runtime/data/augment/draw-photo.ts';
import { PhotoDraws, type Uniform } from '../../../../src/runtime/data/augment/photo-draws.ts';
import { drawTrivial } from '../../../../src/runtime/data/augment/trivial.ts';
import { uniform } from '../../../support/draws.ts';

interface Case {
  readonly operation: string;
  readonly strength: number;
  readonly sign: 1 | -1;
  /** Red, green and blue of each pixel; of what moves pixels red alone. */
  readonly levels: string;
  /** 1 for a pixel that comes from inside of the photo. */
  readonly inside?: string;
}

// Written by scripts/oracles/torch/trivial_augment.py.
const [first, ...cases] = JSON.parse(
  readFileSync(new URL('../../../fixtures/trivial_augment.json', import.meta.url), 'utf8'),
) as readonly [
  { readonly photo: string; readonly size: number; readonly operations: readonly string[] },
  ...Case[],
];

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const photo = bytes(first.photo);
const size = { height: first.size, width: first.size, channels: 3 } as const;

/** Draws that choose an operation, a strength of 31 and a sign. */
function choosing({ operation, strength, sign }: Case): Uniform {
  const draws = [
    (first.operations.indexOf(operation) + 0.5) / first.operations.length,
    (strength + 0.5) / 31,
    sign < 0 ? 0.25 : 0.75,
  ];
  return () => draws.shift() ?? 0;
}

/** The photo as the kernels make it, of what the step draws. */
function made(each: Case): Float32Array {
  // Only the draws of the step are chosen: what becomes of them is as in training.
  const draws = { key: [0, 0], sample: 0, epoch: 0, of: () => choosing(each) } as unknown as PhotoDraws;
  const drawn = drawPhoto([{ kind: 'trivial' }], draws, size);
  const kernels = new AugmentKernels(size);
  kernels.pixels.set(photo);
  const map = { scale: [1, 1, 1], offset: [0, 0, 0], reversed: false } as const;
  return kernels.run(drawn, { mode: 'nearest', level: 0 }, new PhotoDraws(0, 0, 0), map).slice();
}

test('the photo of the reference is that of this test, and so are the operations in number', () => {
  const drawn = uniform('trivial', size.height * size.width * 3);
  expect([...photo]).toEqual([...drawn].map((draw) => Math.floor(40 + 170 * draw * draw)));
  const seen = new Set(
    Array.from({ length: 1400 }, (_, index) => {
      const draws = [index / 1400, 0.99, 0.75];
      return JSON.stringify(drawTrivial(() => draws.shift() ?? 0));
    }),
  );
  expect(seen.size).toBe(first.operations.length);
});

/** Operations whose tables are whole levels: nothing is rounded on the way. */
const exact = new Set(['Identity', 'Posterize', 'Solarize', 'Equalize']);
/** Levels by which Pillow's rounding, on its way and at its end, may differ: of a smooth copy or a mean, then of the result. */
const rounding = 1.6;

test.each(cases)('$operation at strength $strength of 30, sign $sign, is torchvision’s', (wanted) => {
  const levels = bytes(wanted.levels);
  // torchvision moves to the other side; which is which is drawn.
  const isShift = wanted.operation.startsWith('Translate');
  const own = made(isShift ? { ...wanted, sign: wanted.sign < 0 ? 1 : -1 } : wanted);
  const inside = wanted.inside === undefined ? undefined : bytes(wanted.inside);
  const differences = [...levels].flatMap((level, at) =>
    inside === undefined
      ? [Math.abs(level - (own[at] ?? NaN))]
      : inside[at] === 1
        ? [Math.abs(level - (own[at * 3] ?? NaN))]
        : [],
  );
  expect(differences.length).toBeGreaterThan(levels.length / 4);
  expect(Math.max(...differences)).toBeLessThanOrEqual(exact.has(wanted.operation) ? 0 : rounding);
  // A photo that nothing had become of would not pass.
  const isStill = wanted.operation === 'Identity' || (isShift && wanted.strength === 0);
  const changes = [...own].map((level, at) => Math.abs(level - (photo[at] ?? 0)));
  if (isStill) expect(Math.max(...changes)).toBe(0);
  else expect(Math.max(...changes)).toBeGreaterThan(wanted.operation === 'Posterize' ? 0 : 4 * rounding);
});
