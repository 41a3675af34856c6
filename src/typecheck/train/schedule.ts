import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { OptionDefinition, ShapeOptions } from '../layers/layer.ts';
import type { Schedule, Watch } from '../regime.ts';
import { watchLoss } from '../regime.ts';
import { numberIn, readChoice } from './read-choice.ts';
import { watchOption, watchOf } from './watching.ts';

type Kind = Schedule['kind'];

/** The options of each schedule; those of the plateau are Keras's ReduceLROnPlateau's. */
export function scheduleOptions(
  figures: ReadonlyMap<string, Watch>,
): Readonly<Record<Kind, readonly OptionDefinition[]>> {
  return {
    constant: [],
    step: [epochs('every', undefined, 1), share('factor', 0.1, 'The rate is multiplied by it each time.')],
    exponential: [
      epochs('every', 1, 1),
      share('factor', undefined, 'The rate falls to it in every so many.'),
    ],
    cosine: [epochs('warmup', 0, 0), share('floor', 0, 'Of the rate, what is left of it at the end.')],
    one_cycle: [
      share('rise', 0.3, 'Of the phase, in which the rate goes up.'),
      share('start', 0.04, 'Of the rate, what it begins with.'),
      share('end', 4e-6, 'Of the rate, what it ends with.'),
    ],
    plateau: [
      watchOption(figures),
      share('factor', 0.1, 'The rate is multiplied by it each time.'),
      whole('patience', 10, 'Epochs that may pass without the figure becoming better.'),
      amount('min_delta', 1e-4, 'By how much a figure must be better to count.'),
      whole('cooldown', 0, 'Epochs after a change in which nothing is counted.'),
      amount('minimum', 0, 'The rate never falls below it.'),
    ],
  };
}

const make: { readonly [K in Kind]: (options: ShapeOptions, watch: Watch) => Schedule } = {
  constant: () => ({ kind: 'constant' }),
  step: (options) => ({
    kind: 'step',
    every: numberIn(options, 'every'),
    factor: numberIn(options, 'factor'),
  }),
  exponential: (options) => ({
    kind: 'exponential',
    every: numberIn(options, 'every'),
    factor: numberIn(options, 'factor'),
  }),
  cosine: (options) => ({
    kind: 'cosine',
    warmup: numberIn(options, 'warmup'),
    floor: numberIn(options, 'floor'),
  }),
  one_cycle: (options) => ({
    kind: 'one_cycle',
    rise: numberIn(options, 'rise'),
    start: numberIn(options, 'start'),
    end: numberIn(options, 'end'),
  }),
  plateau: (options, watch) => ({
    kind: 'plateau',
    watch,
    factor: numberIn(options, 'factor'),
    patience: numberIn(options, 'patience'),
    minDelta: numberIn(options, 'min_delta'),
    cooldown: numberIn(options, 'cooldown'),
    minimum: numberIn(options, 'minimum'),
  }),
};

const synonyms: ReadonlyMap<string, Kind> = new Map([
  ['cosine_decay', 'cosine'],
  ['exponential_decay', 'exponential'],
  ['reduce_on_plateau', 'plateau'],
  ['reduce_lr_on_plateau', 'plateau'],
  ['onecycle', 'one_cycle'],
]);

/** `schedule: step(every: 8, factor: 0.96)`; undefined after something wrong. */
export function readSchedule(
  setting: Setting,
  figures: ReadonlyMap<string, Watch>,
  place: Place,
): Schedule | undefined {
  const choice = readChoice(setting, { ways: scheduleOptions(figures), synonyms }, place);
  return choice && make[choice.way](choice.options, watchOf(choice, figures) ?? watchLoss);
}

function epochs(name: string, standard: number | undefined, minimum: number): OptionDefinition {
  const doc = 'In epochs.';
  const type = minimum >= 1 ? ({ kind: 'whole', minimum } as const) : ({ kind: 'number', minimum } as const);
  return { name, type, ...(standard !== undefined && { default: standard }), doc };
}

function share(name: string, standard: number | undefined, doc: string): OptionDefinition {
  const type = { kind: 'number', minimum: 0, maximum: 1 } as const;
  return { name, type, ...(standard !== undefined && { default: standard }), namedOnly: true, doc };
}

function whole(name: string, standard: number, doc: string): OptionDefinition {
  return { name, type: { kind: 'whole', minimum: 0 }, default: standard, namedOnly: true, doc };
}

function amount(name: string, standard: number, doc: string): OptionDefinition {
  return { name, type: { kind: 'number', minimum: 0 }, default: standard, namedOnly: true, doc };
}
