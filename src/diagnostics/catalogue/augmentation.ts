import { define } from '../define.ts';
import { didYouMean } from './words.ts';

/** NET54xx: how training photos are changed before a network sees them. */

export const stepForm = define<{ readonly given: string; readonly wanted: string }>({
  code: 'NET5401',
  severity: 'error',
  title: ({ given }) => `An augmentation step cannot be written as ${given}`,
  label: ({ wanted }) => `write ${wanted}`,
  expected: ({ wanted }) => wanted,
  given: ({ given }) => given,
});

export const mixingIsNoStep = define<{ readonly step: string }>({
  code: 'NET5402',
  severity: 'error',
  title: ({ step }) => `${step} mixes the photos of a batch, and an augmentation has one photo at a time`,
  label: () => 'not a step for one photo',
  hint: ({ step }) => `Take it out, and write mix: ${step} in the train.`,
});

export const mixWants = define<{
  readonly given: string;
  readonly second: boolean;
  readonly suggestion: string | undefined;
}>({
  code: 'NET5403',
  severity: 'error',
  title: ({ given }) => `mix cannot be ${given}`,
  label: () => 'mixes no batch',
  expected: () => 'mixup(0.2), cutmix(1) or none',
  given: ({ given }) => given,
  hint: ({ second, suggestion }) =>
    second
      ? 'Keep one of the two.'
      : didYouMean(suggestion, () => 'Steps for one photo stand under augment: augment: flip(horizontal).'),
});

export const augmentationCycle = define<{ readonly name: string }>({
  code: 'NET5404',
  severity: 'error',
  title: ({ name }) => `The augmentation ${name} uses itself`,
  label: () => 'leads back to where it began',
  hint: () => 'Write the steps of one of them where the other is used.',
});

export const twoFills = define<{ readonly first: string; readonly other: string }>({
  code: 'NET5405',
  severity: 'error',
  title: () => 'A photo is moved once, by all steps together, and cannot be filled in two ways',
  label: ({ other }) => `${other} here`,
  expected: ({ first }) => first,
  given: ({ other }) => other,
  hint: () => 'Say the fill at one step: it holds for all.',
});

export const numbersAreNoPhotos = define<{
  readonly what: string;
  readonly model: string;
  readonly data: string;
}>({
  code: 'NET5406',
  severity: 'error',
  title: ({ what, model }) => `${what} changes photos, and ${model} looks at numbers alone`,
  label: ({ data }) => `${data} gives no photos`,
  hint: () => 'Take it out. Dropout in the model and mix: mixup(0.2) work on numbers too.',
});

export const cachedWithoutAugment = define<{ readonly versions: number }>({
  code: 'NET4710',
  severity: 'error',
  title: ({ versions }) => `Nothing changes the photos of which ${versions} variants are to be kept`,
  label: () => 'is for photos that augment changes',
  hint: () =>
    'Say what changes them, augment: flip(horizontal), or leave it out: photos that stay as they are have one form.',
});
