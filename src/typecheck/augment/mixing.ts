import type { Mix } from './augmentation.ts';
import { numberOf, type MixStepDefinition } from './step.ts';

function mixing(kind: Mix['kind'], standard: number, doc: string): MixStepDefinition {
  return {
    name: kind,
    family: 'mixing',
    doc,
    options: [
      {
        name: 'alpha',
        type: { kind: 'number', minimum: 0.01, maximum: 100 },
        default: standard,
        doc: 'Shares are drawn from Beta(alpha, alpha): small ones leave most photos nearly alone, 1 is uniform.',
      },
    ],
    make: (options) => ({ kind, alpha: numberOf(options, 'alpha') }),
  };
}

/** What stands under `mix`: photos of a batch with others of it, and their labels as much. */
export const mixingSteps: readonly MixStepDefinition[] = [
  mixing('mixup', 0.2, 'Lays each photo of a batch over another one, and mixes their labels as much.'),
  mixing('cutmix', 1, 'Puts a part of another photo into each of a batch, and mixes their labels by area.'),
];
