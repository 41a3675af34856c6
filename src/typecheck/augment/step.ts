import type { OptionDefinition, OptionType, ShapeOptions } from '../layers/layer.ts';
import type { Interval, Mix, PhotoStep } from './augmentation.ts';

/** What a step is for: the order in which a photo goes through the families is that of this list. */
export const stepFamilies = ['geometry', 'colour', 'noise', 'choice', 'mixing'] as const;

/** An option, good by itself, that does not fit the others. */
export interface StepProblem {
  readonly option: string;
  readonly expected: string;
  readonly given: string;
}

interface Definition {
  /** The name in programs. */
  readonly name: string;
  /** One line that the editor shows. */
  readonly doc: string;
  /** Positional in this order, those that are not `namedOnly`; every one may also be named. */
  readonly options: readonly OptionDefinition[];
}

/** A step on one photo. */
export interface PhotoStepDefinition extends Definition {
  readonly family: 'geometry' | 'colour' | 'noise';
  readonly make: (options: ShapeOptions) => PhotoStep | { readonly problem: StepProblem };
}

/** A step that holds other steps, or picks them by itself; how those are written is the reader's business. */
export interface ChoiceStepDefinition extends Definition {
  readonly family: 'choice';
}

/** What mixes the photos of a batch; it stands under `mix`. */
export interface MixStepDefinition extends Definition {
  readonly family: 'mixing';
  readonly make: (options: ShapeOptions) => Mix | { readonly problem: StepProblem };
}

/** Everything netc knows of a step before it runs; the registry is a table of these. */
export type StepDefinition = PhotoStepDefinition | ChoiceStepDefinition | MixStepDefinition;

/** The two options of what is drawn between two ends: one number alone, or the lowest and the highest. */
export function intervalOptions(
  type: OptionType,
  doc: string,
  example: string,
  standard?: number,
): readonly OptionDefinition[] {
  return [
    { name: 'amount', type, doc, ...(standard !== undefined && { default: standard }) },
    { name: 'to', type, default: null, doc: `The highest, and the amount is the lowest then: ${example}.` },
  ];
}

/** Reads `intervalOptions`; `spread` says which ends one number alone stands for, or what is wrong with it. */
export function readInterval(
  options: ShapeOptions,
  spread: (amount: number) => Interval | { readonly problem: StepProblem },
): Interval | { readonly problem: StepProblem } {
  const [amount, to] = [numberOf(options, 'amount'), options['to']];
  if (typeof to !== 'number') return spread(amount);
  if (to >= amount) return { low: amount, high: to };
  return { problem: { option: 'to', expected: `a number from ${amount}`, given: `the number ${to}` } };
}

/** An amount alone: as far to one side of `centre` as to the other. */
export function around(centre: number): (amount: number) => Interval | { readonly problem: StepProblem } {
  return (amount) =>
    amount < 0
      ? {
          problem: {
            option: 'amount',
            expected: 'a number from 0, or the lowest and the highest',
            given: `the number ${amount}`,
          },
        }
      : { low: centre - amount, high: centre + amount };
}

/** An amount alone of what multiplies: 20% is from 0.8 to 1.2. */
export function factors(least: number): (amount: number) => Interval | { readonly problem: StepProblem } {
  return (amount) =>
    amount >= 0 && amount <= 1 - least
      ? { low: 1 - amount, high: 1 + amount }
      : {
          problem: {
            option: 'amount',
            expected: `a share up to ${(1 - least) * 100}%, or the lowest and the highest factor: 0.8, 1.2`,
            given: `the number ${amount}`,
          },
        };
}

/** A number alone is the highest; nothing at all is the lowest. */
export function upTo(amount: number): Interval {
  return { low: 0, high: amount };
}

/** Makes a step from an interval that may be wrong. */
export function withInterval<Step>(
  interval: Interval | { readonly problem: StepProblem },
  make: (interval: Interval) => Step,
): Step | { readonly problem: StepProblem } {
  return 'problem' in interval ? interval : make(interval);
}

/** An option whose type is a number and that is never `none`. */
export function numberOf(options: ShapeOptions, name: string): number {
  const value = options[name];
  if (typeof value !== 'number') throw new TypeError(`${name} is not a number`);
  return value;
}

/** An option whose type is one of some words; undefined for `none`. */
export function wordOf<Word extends string>(
  options: ShapeOptions,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === options[name]);
}
