import { define } from '../define.ts';
import { counted, type SampleNoun } from './words.ts';

/** NET602x: advice about how weights are moved. */

export const watchesTraining = define<{
  readonly setting: string;
  readonly figure: string;
  readonly better: string;
  /** Undefined where nobody has looked. */
  readonly photos: number | undefined;
  readonly noun: SampleNoun;
}>({
  code: 'NET6020',
  severity: 'advice',
  title: ({ setting, figure, photos, noun }) =>
    `${setting} watches ${figure} of the training ${noun}s, and there ${photos === undefined ? `are ${noun}s` : `${photos === 1 ? 'is' : 'are'} ${counted(photos, noun)}`} for validation`,
  label: ({ figure, noun }) => `${figure} goes on becoming better while the network learns ${noun}s by heart`,
  hint: ({ better }) => `Watch ${better}.`,
});

export const endlessPatience = define<{
  readonly setting: string;
  readonly patience: number;
  readonly phase: string;
  readonly epochs: number;
}>({
  code: 'NET6021',
  severity: 'advice',
  title: ({ setting, patience, phase, epochs }) =>
    `${setting} waits ${counted(patience, 'epoch')} for a better figure, and ${phase} has ${epochs}`,
  label: () => 'never does anything',
  hint: ({ epochs }) =>
    epochs < 3 ? undefined : `A patience of ${Math.max(1, Math.round(epochs / 5))} would leave it room.`,
});

export const scheduleTooLate = define<{
  readonly schedule: string;
  /** The epoch of the first change. */
  readonly first: number;
  readonly phase: string;
  readonly epochs: number;
}>({
  code: 'NET6022',
  severity: 'advice',
  title: ({ schedule, first, phase, epochs }) =>
    `${schedule} lowers the learning rate after ${counted(first, 'epoch')} for the first time, and ${phase} has ${epochs}`,
  label: () => 'the rate never falls',
  hint: () => 'Let it fall sooner, or train longer.',
});
