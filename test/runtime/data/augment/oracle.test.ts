import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { FillMode, GeometryStep } from '../../../../src/typecheck/augment/augmentation.ts';
import { aboutCentre, identity, through } from '../../../../src/runtime/data/augment/affine.ts';
import { AugmentKernels } from '../../../../src/runtime/data/augment/augment-kernels.ts';
import { drawGeometry } from '../../../../src/runtime/data/augment/draw-geometry.ts';
import type { DrawnColour, DrawnPhoto } from '../../../../src/runtime/data/augment/drawn-photo.ts';
import { PhotoDraws } from '../../../../src/runtime/data/augment/photo-draws.ts';
import { uniform } from '../../../support/draws.ts';

interface Geometry {
  readonly theta?: number;
  readonly tx?: number;
  readonly ty?: number;
  readonly shear?: number;
  readonly zx?: number;
  readonly zy?: number;
  readonly flip?: 'horizontal' | 'vertical';
}

interface Case {
  readonly name: string;
  readonly levels: readonly number[];
  readonly geometry?: Geometry;
  readonly fill?: FillMode;
  readonly constant?: number;
  readonly colour?: DrawnColour['kind'] | 'grey';
  readonly value?: number;
  readonly blur?: number;
}

// Written by scripts/oracles/augmentation.py.
const [photo, ...cases] = JSON.parse(
  readFileSync(new URL('../../../fixtures/augmentation.json', import.meta.url), 'utf8'),
) as readonly [Case & { readonly size: number }, ...Case[]];

const size = { height: photo.size, width: photo.size, channels: 3 } as const;

/** The steps of a program that draw exactly these numbers: from one end to the same one. */
function steps({ theta, tx, ty, shear, zx, zy, flip }: Geometry): readonly GeometryStep[] {
  const only = (value: number) => ({ low: value, high: value });
  const shift = (value: number, axis: 'horizontal' | 'vertical'): GeometryStep => ({
    kind: 'shift',
    amount: only(-value),
    unit: 'pixels',
    axis,
  });
  const zoom = (value: number, axis: 'horizontal' | 'vertical'): GeometryStep => ({
    kind: 'zoom',
    factor: only(value),
    axis,
  });
  return [
    ...(theta === undefined ? [] : [{ kind: 'rotate', angle: only(theta) } as const]),
    ...(tx === undefined ? [] : [shift(tx, 'horizontal')]),
    ...(ty === undefined ? [] : [shift(ty, 'vertical')]),
    ...(shear === undefined ? [] : [{ kind: 'shear', angle: only(shear), axis: 'horizontal' } as const]),
    ...(zx === undefined ? [] : [zoom(zx, 'horizontal')]),
    ...(zy === undefined ? [] : [zoom(zy, 'vertical')]),
    ...(flip === undefined ? [] : [{ kind: 'flip', direction: flip } as const]),
  ];
}

function drawn({ geometry, colour, value = 0, blur }: Case): DrawnPhoto {
  const always = (): number => 0;
  const map = steps(geometry ?? {}).reduce(
    (so, step) => through(so, drawGeometry(step, always, size)),
    identity,
  );
  const colours: readonly DrawnColour[] =
    colour === undefined
      ? []
      : colour === 'grey'
        ? [{ kind: 'saturation', factor: 0 }]
        : colour === 'hue'
          ? [{ kind: colour, angle: value }]
          : [{ kind: colour, factor: value }];
  const filters = blur === undefined ? [] : [{ kind: 'blur', sigma: blur } as const];
  return { map: geometry && aboutCentre(map, size), colours, filters };
}

test.each(cases)('$name agrees with its definition', (wanted) => {
  const pixels = Uint8Array.from(uniform('augmentation', size.height * size.width * 3), (draw) =>
    Math.floor(draw * 256),
  );
  expect([...pixels]).toEqual(photo.levels);
  const kernels = new AugmentKernels(size);
  kernels.pixels.set(pixels);
  const fill = { mode: wanted.fill ?? 'nearest', level: (wanted.constant ?? 0) / 255 } as const;
  const map = { scale: [1, 1, 1], offset: [0, 0, 0], reversed: false } as const;
  const levels = kernels.run(drawn(wanted), fill, new PhotoDraws(0, 0, 0), map);
  const worst = wanted.levels.reduce(
    (most, level, at) => Math.max(most, Math.abs(level - (levels[at] ?? 0))),
    0,
  );
  // One grey level is what would be seen; a fiftieth is what the kernels' weights of 1/16384 allow.
  expect(worst).toBeLessThan(0.02);
});
