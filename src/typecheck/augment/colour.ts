import {
  around,
  factors,
  intervalOptions,
  readInterval,
  withInterval,
  type PhotoStepDefinition,
} from './step.ts';

/** Brightness, contrast and saturation differ in what they multiply. */
function multiplied(kind: 'brightness' | 'contrast' | 'saturation', doc: string): PhotoStepDefinition {
  return {
    name: kind,
    family: 'colour',
    doc,
    options: intervalOptions(
      { kind: 'number', minimum: 0, maximum: 100 },
      'How far to either side of 1: 20% is from 0.8 to 1.2.',
      `${kind}(0.8, 1.2)`,
    ),
    make: (options) => withInterval(readInterval(options, factors(0)), (factor) => ({ kind, factor })),
  };
}

const hue: PhotoStepDefinition = {
  name: 'hue',
  family: 'colour',
  doc: 'Turns the colours about grey and keeps how bright they are: 120deg makes red green.',
  options: intervalOptions(
    { kind: 'degrees', minimum: -180, maximum: 180 },
    'How far to either side: 20deg is from -20deg to 20deg.',
    'hue(0deg, 30deg)',
  ),
  make: (options) => withInterval(readInterval(options, around(0)), (angle) => ({ kind: 'hue', angle })),
};

const grey: PhotoStepDefinition = {
  name: 'grey',
  family: 'colour',
  doc: 'Takes all colour from the photo; maybe(20%, grey) takes it from one of five.',
  options: [],
  make: () => ({ kind: 'grey' }),
};

/** Steps that make a pixel's colour another; together they make one matrix. */
export const colourSteps: readonly PhotoStepDefinition[] = [
  multiplied('brightness', 'Multiplies every level by a factor: 0 is black.'),
  multiplied('contrast', "Multiplies how far levels are from the photo's mean grey: 0 leaves that grey."),
  multiplied('saturation', 'Multiplies how far colours are from their grey: 0 leaves none.'),
  hue,
  grey,
];
