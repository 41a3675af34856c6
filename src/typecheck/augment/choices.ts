import type { ChoiceStepDefinition } from './step.ts';

/** Steps that draw which steps are taken. */
export const choiceSteps: readonly ChoiceStepDefinition[] = [
  {
    name: 'maybe',
    family: 'choice',
    doc: 'Takes some steps with a probability: maybe(20%, grey), maybe(0.5, blur(1) -> noise(3%)).',
    options: [
      {
        name: 'probability',
        type: { kind: 'number', minimum: 0, maximum: 1 },
        doc: 'Of the photos that take the steps.',
      },
    ],
  },
  {
    name: 'one_of',
    family: 'choice',
    doc: 'Takes one of several, each as often: one_of[blur(1), noise(5%), cutout].',
    options: [],
  },
  {
    name: 'trivial',
    family: 'choice',
    doc: 'TrivialAugment: one step of many at a random strength, with nothing to tune.',
    options: [],
  },
];
