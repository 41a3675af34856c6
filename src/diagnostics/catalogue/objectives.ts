import { define } from '../define.ts';
import { counted, didYouMean, either, some } from './words.ts';

/** NET46xx, and NET705x while something runs: what is minimized and measured, beyond the fit of heads and losses. */

export const topOfTooFew = define<{
  readonly metric: string;
  readonly classes: number;
  readonly always: string;
}>({
  code: 'NET4601',
  severity: 'warning',
  title: ({ metric, classes, always }) =>
    `${metric} of ${counted(classes, 'class', 'classes')} is always ${always}`,
  label: ({ always }) => `always ${always}`,
  hint: () => 'Count fewer classes as right, or measure accuracy.',
});

export const changesNothing = define<{
  readonly setting: 'label_smoothing' | 'class_weights';
  /** The losses that it would be for. */
  readonly losses: readonly string[];
}>({
  code: 'NET4602',
  severity: 'error',
  title: ({ setting }) => `No loss here is for ${setting} to change`,
  label: () => 'changes nothing',
  expected: ({ losses }) => either(losses),
});

export const unknownWeightedClass = define<{
  readonly name: string;
  readonly data: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET4603',
  severity: 'error',
  title: ({ name, data }) => `${data} has no class ${name}`,
  label: () => 'unknown class',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Its classes are ${some(known)}.`),
});

export const taskDrownsOthers = define<{
  readonly phase: string;
  readonly task: string;
  readonly loss: number;
  readonly times: number;
  readonly weight: number;
  readonly suggested: number;
}>({
  code: 'NET7050',
  severity: 'warning',
  title: ({ phase, task, loss, times, weight }) =>
    `In phase ${phase} the loss of ${task}, ${weight} · ${Number(loss.toPrecision(3))}, is ${times} times those of the others together`,
  label: () => '',
  hint: ({ task, suggested }) =>
    `What the others have in common with ${task} is learned for ${task} alone: a weight of ${suggested} would make them even.`,
});
