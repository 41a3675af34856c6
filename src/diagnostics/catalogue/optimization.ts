import { define } from '../define.ts';

/** NET45xx: how weights are moved. */

export const decayTwice = define<{ readonly optimizer: string }>({
  code: 'NET4501',
  severity: 'error',
  title: ({ optimizer }) => `The weight decay of ${optimizer} is given twice`,
  label: () => 'as an option here',
  hint: () => 'Keep the option, or the setting weight_decay of the train or the phase.',
});
