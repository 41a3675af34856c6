import type { ColourStep, NoiseStep, PhotoStep } from '../../../typecheck/augment/augmentation.ts';
import type { PhotoSize } from '../photo.ts';
import { aboutCentre, identity, isIdentity, through } from './affine.ts';
import { between, drawGeometry } from './draw-geometry.ts';
import type { DrawnColour, DrawnFilter, DrawnPhoto, DrawnStep } from './drawn-photo.ts';
import type { PhotoDraws, Uniform } from './photo-draws.ts';
import { drawTrivial } from './trivial.ts';

/** White. */
const WHITE = 255;

/** Draws what one photo goes through: by its draws alone. */
export function drawPhoto(steps: readonly PhotoStep[], draws: PhotoDraws, size: PhotoSize): DrawnPhoto {
  const drawn = new Drawing(draws, size).steps(steps, 0);
  const map = drawn.reduce((so, step) => (step.kind === 'move' ? through(so, step.map) : so), identity);
  const colours: DrawnColour[] = [];
  const filters: DrawnFilter[] = [];
  for (const step of drawn) {
    if (isColour(step)) colours.push(step);
    else if (step.kind !== 'move') filters.push(step);
  }
  return { map: isIdentity(map) ? undefined : aboutCentre(map, size), colours, filters };
}

function isColour(step: DrawnStep): step is DrawnColour {
  return (
    step.kind === 'brightness' ||
    step.kind === 'contrast' ||
    step.kind === 'saturation' ||
    step.kind === 'hue'
  );
}

class Drawing {
  private readonly draws: PhotoDraws;
  private readonly size: PhotoSize;

  constructor(draws: PhotoDraws, size: PhotoSize) {
    this.draws = draws;
    this.size = size;
  }

  /** @param first number of the first step: each has its own, taken or not, so that no choice changes another step's draws */
  steps(steps: readonly PhotoStep[], first: number): readonly DrawnStep[] {
    const drawn: DrawnStep[] = [];
    let number = first;
    for (const step of steps) {
      drawn.push(...this.step(step, number));
      number += stepsIn(step);
    }
    return drawn;
  }

  private step(step: PhotoStep, number: number): readonly DrawnStep[] {
    const uniform = this.draws.of(number);
    switch (step.kind) {
      case 'maybe':
        return uniform() < step.probability ? this.steps(step.steps, number + 1) : [];
      case 'one_of': {
        const place = Math.floor(uniform() * step.choices.length);
        const before = step.choices.slice(0, place).flat();
        return this.steps(step.choices[place] ?? [], number + 1 + sum(before));
      }
      case 'trivial':
        return drawTrivial(uniform);
      case 'blur':
      case 'noise':
      case 'cutout':
        return [drawNoise(step, uniform, number, this.size)];
      case 'brightness':
      case 'contrast':
      case 'saturation':
      case 'hue':
      case 'grey':
        return [drawColour(step, uniform)];
      default:
        return [{ kind: 'move', map: drawGeometry(step, uniform, this.size) }];
    }
  }
}

function stepsIn(step: PhotoStep): number {
  if (step.kind === 'maybe') return 1 + sum(step.steps);
  return step.kind === 'one_of' ? 1 + sum(step.choices.flat()) : 1;
}

function sum(steps: readonly PhotoStep[]): number {
  return steps.reduce((count, step) => count + stepsIn(step), 0);
}

function drawColour(step: ColourStep, uniform: Uniform): DrawnColour {
  if (step.kind === 'grey') return { kind: 'saturation', factor: 0 };
  if (step.kind === 'hue') return { kind: 'hue', angle: between(step.angle, uniform) };
  return { kind: step.kind, factor: between(step.factor, uniform) };
}

function drawNoise(step: NoiseStep, uniform: Uniform, number: number, size: PhotoSize): DrawnFilter {
  switch (step.kind) {
    case 'blur':
      return { kind: 'blur', sigma: between(step.sigma, uniform) };
    case 'noise':
      return { kind: 'noise', deviation: WHITE * between(step.deviation, uniform), step: number };
    case 'cutout': {
      const height = Math.max(1, Math.round(step.size * size.height));
      const width = Math.max(1, Math.round(step.size * size.width));
      const parts = Array.from({ length: step.count }, () => {
        // Any pixel may be the centre, so that as much is covered at the edges as elsewhere (DeVries and Taylor 2017).
        const top = Math.floor(uniform() * size.height) - Math.floor(height / 2);
        const left = Math.floor(uniform() * size.width) - Math.floor(width / 2);
        return { top, left, height, width };
      });
      return { kind: 'cover', parts, level: WHITE * step.level };
    }
  }
}
