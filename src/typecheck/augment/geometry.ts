import type { OptionDefinition, ShapeOptions } from '../layers/layer.ts';
import type { Axis, Fill, FillMode } from './augmentation.ts';
import {
  around,
  factors,
  intervalOptions,
  numberOf,
  readInterval,
  withInterval,
  wordOf,
  type PhotoStepDefinition,
} from './step.ts';

const fillModes: readonly FillMode[] = ['nearest', 'constant', 'reflect', 'wrap'];

const fillOptions: readonly OptionDefinition[] = [
  {
    name: 'fill',
    type: { kind: 'word', words: fillModes },
    default: null,
    namedOnly: true,
    doc: 'What stands where the moved photo has no pixels: nearest where no step says it.',
  },
  {
    name: 'level',
    type: { kind: 'number', minimum: 0, maximum: 1 },
    default: null,
    namedOnly: true,
    doc: 'Of fill: constant, from 0 (black, where it is not said) to 100% (white).',
  },
];

/** What a step says of the pixels that are missing; undefined where it says nothing. */
export function fillOf(options: ShapeOptions): Fill | undefined {
  const [mode, level] = [wordOf(options, 'fill', fillModes), options['level']];
  if (mode === undefined && typeof level !== 'number') return undefined;
  return { mode: mode ?? 'constant', level: typeof level === 'number' ? level : 0 };
}

/** Where no step says it. */
export const standardFill: Fill = { mode: 'nearest', level: 0 };

const axes: readonly Axis[] = ['both', 'horizontal', 'vertical'];

const axisOption: OptionDefinition = {
  name: 'axis',
  type: { kind: 'word', words: axes },
  default: 'both',
  namedOnly: true,
  doc: 'Along which; both means a draw for each.',
};

const axisOf = (options: ShapeOptions): Axis => wordOf(options, 'axis', axes) ?? 'both';

const flip: PhotoStepDefinition = {
  name: 'flip',
  family: 'geometry',
  doc: 'Mirrors one photo of two: horizontal exchanges left and right, vertical top and bottom.',
  options: [
    {
      name: 'direction',
      type: { kind: 'word', words: ['horizontal', 'vertical'] },
      doc: 'horizontal exchanges left and right, vertical top and bottom.',
    },
  ],
  make: (options) => ({
    kind: 'flip',
    direction: wordOf(options, 'direction', ['horizontal', 'vertical']) ?? 'horizontal',
  }),
};

const rotate: PhotoStepDefinition = {
  name: 'rotate',
  family: 'geometry',
  doc: 'Turns the photo about its centre.',
  options: [
    ...intervalOptions(
      { kind: 'degrees', minimum: -360, maximum: 360 },
      'How far to either side: 40deg is from -40deg to 40deg.',
      'rotate(-10deg, 40deg)',
    ),
    ...fillOptions,
  ],
  make: (options) => withInterval(readInterval(options, around(0)), (angle) => ({ kind: 'rotate', angle })),
};

/** Smaller numbers are shares of a side, larger ones pixels; 1 itself could be both. */
const shift: PhotoStepDefinition = {
  name: 'shift',
  family: 'geometry',
  doc: 'Moves the photo along each axis by a share of its side, or by pixels.',
  options: [
    ...intervalOptions(
      { kind: 'number' },
      'How far to either side: a share of the side below 1 (20%), pixels above.',
      'shift(-10%, 20%)',
    ),
    axisOption,
    ...fillOptions,
  ],
  make: (options) =>
    withInterval(readInterval(options, around(0)), (amount) => {
      const most = Math.max(Math.abs(amount.low), Math.abs(amount.high));
      if (most === 1) {
        const expected = 'a share below 100%, or pixels from 2';
        return { problem: { option: 'amount', expected, given: 'the number 1' } };
      }
      return { kind: 'shift', amount, unit: most < 1 ? 'share' : 'pixels', axis: axisOf(options) };
    }),
};

const shear: PhotoStepDefinition = {
  name: 'shear',
  family: 'geometry',
  doc: 'Slants the photo by an angle.',
  options: [
    ...intervalOptions(
      { kind: 'degrees', minimum: -89, maximum: 89 },
      'How far to either side, in degrees with or without deg: 0.2 is a fifth of one.',
      'shear(0deg, 20deg)',
    ),
    {
      name: 'axis',
      type: { kind: 'word', words: ['horizontal', 'vertical'] },
      default: 'horizontal',
      namedOnly: true,
      doc: 'Along which pixels move: horizontal slants what is upright.',
    },
    ...fillOptions,
  ],
  make: (options) =>
    withInterval(readInterval(options, around(0)), (angle) => ({
      kind: 'shear',
      angle,
      axis: wordOf(options, 'axis', ['horizontal', 'vertical']) ?? 'horizontal',
    })),
};

const zoom: PhotoStepDefinition = {
  name: 'zoom',
  family: 'geometry',
  doc: 'Shows more or less of the photo, each axis by a factor of its own, as Keras does: 0.8 shows 80%.',
  options: [
    ...intervalOptions(
      { kind: 'number', minimum: 0.01, maximum: 100 },
      'How far to either side of 1: 20% is from 0.8 to 1.2.',
      'zoom(0.8, 1.2)',
    ),
    axisOption,
    ...fillOptions,
  ],
  make: (options) =>
    withInterval(readInterval(options, factors(0.01)), (factor) => ({
      kind: 'zoom',
      factor,
      axis: axisOf(options),
    })),
};

const scale: PhotoStepDefinition = {
  name: 'scale',
  family: 'geometry',
  doc: 'Makes what is in the photo larger or smaller and keeps its proportions: 1.2 makes it a fifth larger.',
  options: [
    ...intervalOptions(
      { kind: 'number', minimum: 0.01, maximum: 100 },
      'How far to either side of 1: 20% is from 0.8 to 1.2.',
      'scale(1, 1.5)',
    ),
    ...fillOptions,
  ],
  make: (options) =>
    withInterval(readInterval(options, factors(0.01)), (factor) => ({ kind: 'scale', factor })),
};

const crop: PhotoStepDefinition = {
  name: 'crop',
  family: 'geometry',
  doc: 'Shows a random part of the photo in its whole size, as Inception was trained.',
  options: [
    ...intervalOptions(
      { kind: 'number', minimum: 0.01, maximum: 1 },
      'The smallest share of the area that is kept: 50% keeps from half to all.',
      'crop(8%, 80%)',
    ),
    {
      name: 'aspect',
      type: { kind: 'number', minimum: 1, maximum: 10 },
      default: 4 / 3,
      namedOnly: true,
      doc: 'How much wider than high, or higher than wide, the part may be.',
    },
  ],
  make: (options) =>
    withInterval(
      readInterval(options, (amount) => ({ low: amount, high: 1 })),
      (area) => ({ kind: 'crop', area, aspect: numberOf(options, 'aspect') }),
    ),
};

/** Steps that say where pixels come from; together they make one map. */
export const geometrySteps: readonly PhotoStepDefinition[] = [flip, rotate, shift, shear, zoom, scale, crop];
