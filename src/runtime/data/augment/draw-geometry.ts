import type { Axis, GeometryStep, Interval } from '../../../typecheck/augment/augmentation.ts';
import type { PhotoSize } from '../photo.ts';
import { identity, type Affine } from './affine.ts';
import type { Uniform } from './photo-draws.ts';

/** A number of an interval. */
export function between({ low, high }: Interval, uniform: Uniform): number {
  return low + (high - low) * uniform();
}

/**
 * The map of a step about the photo's centre, x to the right and y down. Keras's matrices (apply_affine_transform), so that steps
 * in the order rotate, shift, shear, zoom make its R · T · Shear · Zoom.
 */
export function drawGeometry(step: GeometryStep, uniform: Uniform, size: PhotoSize): Affine {
  switch (step.kind) {
    case 'flip':
      if (uniform() >= 0.5) return identity;
      return step.direction === 'horizontal' ? { ...identity, a: -1 } : { ...identity, e: -1 };
    case 'rotate':
      return rotation(between(step.angle, uniform));
    case 'shift': {
      const sides = step.unit === 'share' ? size : { width: 1, height: 1 };
      const [x, y] = alongAxes(step.axis, 0, () => between(step.amount, uniform));
      return { ...identity, c: -x * sides.width, f: -y * sides.height };
    }
    case 'shear':
      return shearing(between(step.angle, uniform), step.axis);
    case 'zoom': {
      const [a, e] = alongAxes(step.axis, 1, () => between(step.factor, uniform));
      return { ...identity, a, e };
    }
    case 'scale': {
      const shown = 1 / between(step.factor, uniform);
      return { ...identity, a: shown, e: shown };
    }
    case 'crop': {
      const area = between(step.area, uniform);
      const aspect = step.aspect ** (2 * uniform() - 1);
      const shown = {
        width: Math.min(1, Math.sqrt(area * aspect)),
        height: Math.min(1, Math.sqrt(area / aspect)),
      };
      return {
        ...identity,
        a: shown.width,
        c: (uniform() - 0.5) * (1 - shown.width) * size.width,
        e: shown.height,
        f: (uniform() - 0.5) * (1 - shown.height) * size.height,
      };
    }
  }
}

/** Degrees, anticlockwise. */
export function rotation(angle: number): Affine {
  const [sine, cosine] = [Math.sin(radians(angle)), Math.cos(radians(angle))];
  return { ...identity, a: cosine, b: -sine, d: sine, e: cosine };
}

/** Degrees; pixels move along one axis by the sine of them and are pressed together along the other by their cosine. */
export function shearing(angle: number, axis: 'horizontal' | 'vertical'): Affine {
  const [sine, cosine] = [Math.sin(radians(angle)), Math.cos(radians(angle))];
  return axis === 'vertical' ? { ...identity, d: -sine, a: cosine } : { ...identity, b: -sine, e: cosine };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function alongAxes(axis: Axis, none: number, draw: () => number): readonly [x: number, y: number] {
  const x = axis === 'vertical' ? none : draw();
  const y = axis === 'horizontal' ? none : draw();
  return [x, y];
}
