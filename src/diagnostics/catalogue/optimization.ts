import type { NoParameters } from '../define.ts';
import { define } from '../define.ts';
import { both, counted, type SampleNoun } from './words.ts';

/** NET45xx: how weights are moved. */

export const decayTwice = define<{ readonly optimizer: string }>({
  code: 'NET4501',
  severity: 'error',
  title: ({ optimizer }) => `The weight decay of ${optimizer} is given twice`,
  label: () => 'as an option here',
  hint: () => 'Keep the option, or the setting weight_decay of the train or the phase.',
});

export const gradualNeedsEpochs = define<NoParameters>({
  code: 'NET4502',
  severity: 'error',
  title: () => 'Layers are unfrozen every so many epochs, and the phase is counted in steps',
  label: () => 'counts epochs',
  hint: () => 'Say how many epochs the phase has: epochs: 30.',
});

export const gradualTooShort = define<{
  readonly epochs: number;
  readonly groups: readonly string[];
  readonly needed: string;
}>({
  code: 'NET4503',
  severity: 'warning',
  title: ({ epochs, groups }) => `In ${counted(epochs, 'epoch')} the turn of ${both(groups)} does not come`,
  label: () => 'these stay frozen',
  hint: ({ needed }) => `All are reached in ${needed}; or unfreeze more often.`,
});

export const gradualInTrain = define<NoParameters>({
  code: 'NET4504',
  severity: 'error',
  title: () => 'Which phase unfreezes gradually is not said',
  label: () => 'stands outside of the phases',
  hint: () => 'Move it into the phase that it is for.',
});

export const nothingToWatch = define<{
  readonly figure: string;
  readonly data: string;
  readonly instead: string;
  readonly noun: SampleNoun;
}>({
  code: 'NET4505',
  severity: 'error',
  title: ({ figure, data, noun }) => `${figure} is watched, and ${data} has no validation ${noun}s`,
  label: () => 'never measured',
  hint: ({ instead, noun }) => `Set ${noun}s aside for validation, or watch ${instead}.`,
});
