import {
  intervalOptions,
  numberOf,
  readInterval,
  upTo,
  withInterval,
  type PhotoStepDefinition,
} from './step.ts';

const blur: PhotoStepDefinition = {
  name: 'blur',
  family: 'noise',
  doc: 'Softens the photo by a Gaussian of some pixels.',
  options: intervalOptions(
    { kind: 'number', minimum: 0, maximum: 20 },
    'The highest standard deviation in pixels: 1.5 is from 0 to 1.5.',
    'blur(0.5, 1.5)',
    1.5,
  ),
  make: (options) => withInterval(readInterval(options, upTo), (sigma) => ({ kind: 'blur', sigma })),
};

const noise: PhotoStepDefinition = {
  name: 'noise',
  family: 'noise',
  doc: 'Adds Gaussian noise, each colour of each pixel its own.',
  options: intervalOptions(
    { kind: 'number', minimum: 0, maximum: 1 },
    'The highest standard deviation as a share of white: 5% is from 0 to 12.75 grey levels.',
    'noise(2%, 5%)',
    0.05,
  ),
  make: (options) => withInterval(readInterval(options, upTo), (deviation) => ({ kind: 'noise', deviation })),
};

const cutout: PhotoStepDefinition = {
  name: 'cutout',
  family: 'noise',
  doc: 'Covers a part of the photo at a random place, so that no one mark is relied on.',
  options: [
    {
      name: 'size',
      type: { kind: 'number', minimum: 0.01, maximum: 1 },
      default: 0.25,
      doc: "Height and width of the part as shares of the photo's.",
    },
    {
      name: 'count',
      type: { kind: 'whole', minimum: 1 },
      default: 1,
      namedOnly: true,
      doc: 'How many parts.',
    },
    {
      name: 'level',
      type: { kind: 'number', minimum: 0, maximum: 1 },
      default: 0.5,
      namedOnly: true,
      doc: 'What covers them, from 0 (black) to 100% (white).',
    },
  ],
  make: (options) => ({
    kind: 'cutout',
    size: numberOf(options, 'size'),
    count: numberOf(options, 'count'),
    level: numberOf(options, 'level'),
  }),
};

/** Steps that take something away; each runs by itself, in the order written. */
export const noiseSteps: readonly PhotoStepDefinition[] = [blur, noise, cutout];
