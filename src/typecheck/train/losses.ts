import type { OptionDefinition } from '../layers/layer.ts';
import type { LossTerm } from '../typed-module.ts';

/** What an output must end in for a loss or metric to make sense of it; `margin` is a plain unit for two classes. */
export type HeadKind = 'binary' | 'class' | 'margin' | 'number';

/** Losses, each with the head it is for; cross-entropies are over the batch's mean, from logits where possible. */
export const losses: Readonly<Record<LossTerm['kind'], HeadKind>> = {
  binary_crossentropy: 'binary',
  cross_entropy: 'class',
  binary_focal: 'binary',
  focal: 'class',
  hinge: 'margin',
  mse: 'number',
  mae: 'number',
  huber: 'number',
};

const smoothing: OptionDefinition = {
  name: 'label_smoothing',
  type: { kind: 'number', minimum: 0, maximum: 1 },
  default: 0,
  namedOnly: true,
  doc: 'The share of each label that is spread evenly over all classes.',
};

const gamma: OptionDefinition = {
  name: 'gamma',
  type: { kind: 'number', minimum: 0 },
  default: 2,
  namedOnly: true,
  doc: 'How much less a sample counts that is predicted well already.',
};

/** What a loss may be told by name beside its output and its label; defaults are Keras's. */
export const lossOptions: Readonly<Record<LossTerm['kind'], readonly OptionDefinition[]>> = {
  binary_crossentropy: [smoothing],
  cross_entropy: [smoothing],
  binary_focal: [
    gamma,
    {
      name: 'alpha',
      type: { kind: 'number', minimum: 0, maximum: 1 },
      default: null,
      namedOnly: true,
      doc: 'What samples of the second class weigh; those of the first weigh 1 − alpha. Without it all weigh alike.',
    },
    smoothing,
  ],
  focal: [
    gamma,
    {
      name: 'alpha',
      type: { kind: 'number', minimum: 0 },
      default: 0.25,
      namedOnly: true,
      doc: 'A factor of the whole loss.',
    },
    smoothing,
  ],
  hinge: [],
  mse: [],
  mae: [],
  huber: [
    {
      name: 'delta',
      type: { kind: 'number', minimum: Number.MIN_VALUE },
      default: 1,
      namedOnly: true,
      doc: 'Up to which error the loss is a square; beyond, it is a straight line.',
    },
  ],
};

/** Losses of which something holds. */
export function lossNames(holds: (name: LossTerm['kind']) => boolean): readonly LossTerm['kind'][] {
  return Object.keys(losses).filter(isLoss).filter(holds);
}

export function learnsClasses(name: LossTerm['kind']): boolean {
  return losses[name] !== 'number';
}

/** Whether a loss compares probabilities with labels, of which a share can be spread over all classes. */
export function smoothsLabels(name: LossTerm['kind']): boolean {
  return lossOptions[name].includes(smoothing);
}

/** Losses for heads of a kind, the usual one first. */
export function lossesFor(wanted: HeadKind): readonly LossTerm['kind'][] {
  return lossNames((name) => losses[name] === wanted);
}

/** The loss that is to a head what another is to its own: `focal` for a softmax where `binary_focal` is written. */
export function counterpart(loss: LossTerm['kind'], head: HeadKind): LossTerm['kind'] | undefined {
  const focal = loss === 'focal' || loss === 'binary_focal';
  return lossesFor(head).find((name) => !focal || name.endsWith('focal')) ?? lossesFor(head)[0];
}

/** Names that other frameworks have for the same. */
export const lossSynonyms: ReadonlyMap<string, string> = new Map([
  ['categorical_crossentropy', 'cross_entropy'],
  ['sparse_categorical_crossentropy', 'cross_entropy'],
  ['crossentropy', 'cross_entropy'],
  ['bce', 'binary_crossentropy'],
  ['binary_cross_entropy', 'binary_crossentropy'],
  ['binary_focal_crossentropy', 'binary_focal'],
  ['categorical_focal_crossentropy', 'focal'],
  ['focal_loss', 'focal'],
  ['mean_squared_error', 'mse'],
  ['mean_absolute_error', 'mae'],
  ['huber_loss', 'huber'],
  ['smooth_l1', 'huber'],
  ['hinge_loss', 'hinge'],
]);

export function isLoss(name: string): name is LossTerm['kind'] {
  return Object.hasOwn(losses, name);
}
