import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { OptionDefinition } from '../layers/layer.ts';
import type { EarlyStop, Keep, Regime, Watch } from '../regime.ts';
import { watchLoss } from '../regime.ts';
import type { Choice } from './read-choice.ts';
import { numberIn, readChoice } from './read-choice.ts';

/** `watch: val_loss`; where it is not written, the loss of validation, or of training where there is none. */
export function watchOption(figures: ReadonlyMap<string, Watch>): OptionDefinition {
  return {
    name: 'watch',
    type: { kind: 'word', words: [...figures.keys()] },
    default: null,
    namedOnly: true,
    doc: 'The figure that is looked at after each epoch.',
  };
}

/** The figure that an option names; undefined where none is written. */
export function watchOf(
  { options }: Pick<Choice<string>, 'options'>,
  figures: ReadonlyMap<string, Watch>,
): Watch | undefined {
  const word = options['watch'];
  return typeof word === 'string' ? figures.get(word) : undefined;
}

/** Everything that a phase watches, with the setting that says so, where it is written. */
export function watchesOf({ schedule, stop, keep }: Pick<Regime, 'schedule' | 'stop' | 'keep'>): readonly {
  readonly setting: 'schedule' | 'stop' | 'keep';
  readonly watch: Watch;
}[] {
  return [
    ...(schedule.kind === 'plateau' ? [{ setting: 'schedule', watch: schedule.watch } as const] : []),
    ...(stop === null ? [] : [{ setting: 'stop', watch: stop.watch } as const]),
    ...(keep.kind === 'best' && keep.watch !== stop?.watch
      ? [{ setting: 'keep', watch: keep.watch } as const]
      : []),
  ];
}

/** What `stop` may be, each with its options. */
export function stopOptions(
  figures: ReadonlyMap<string, Watch>,
): Readonly<Record<'early' | 'never', readonly OptionDefinition[]>> {
  const early: readonly OptionDefinition[] = [
    {
      name: 'patience',
      type: { kind: 'whole', minimum: 0 },
      doc: 'Epochs that may pass without the figure becoming better.',
    },
    watchOption(figures),
    {
      name: 'min_delta',
      type: { kind: 'number', minimum: 0 },
      default: 0,
      namedOnly: true,
      doc: 'By how much a figure must be better to count.',
    },
  ];
  return { early, never: [] };
}

/** What `keep` may be, each with its options. */
export function keepOptions(
  figures: ReadonlyMap<string, Watch>,
): Readonly<Record<Keep['kind'], readonly OptionDefinition[]>> {
  return { best: [{ ...watchOption(figures), namedOnly: false }], last: [] };
}

const stopSynonyms: ReadonlyMap<string, 'early' | 'never'> = new Map([['early_stopping', 'early']]);

/** `stop: early(patience: 5, watch: val_loss)`, or `stop: never`; undefined after something wrong. */
export function readStop(
  setting: Setting,
  figures: ReadonlyMap<string, Watch>,
  place: Place,
): EarlyStop | null | undefined {
  const choice = readChoice<'early' | 'never'>(
    setting,
    { ways: stopOptions(figures), synonyms: stopSynonyms },
    place,
  );
  if (choice === undefined) return undefined;
  if (choice.way === 'never') return null;
  return {
    watch: watchOf(choice, figures) ?? watchLoss,
    patience: numberIn(choice.options, 'patience'),
    minDelta: numberIn(choice.options, 'min_delta'),
  };
}

/** `keep: best(val_accuracy)` or `keep: last`; undefined after something wrong. */
export function readKeep(
  setting: Setting,
  figures: ReadonlyMap<string, Watch>,
  place: Place,
): Keep | undefined {
  const choice = readChoice(setting, { ways: keepOptions(figures) }, place);
  if (choice === undefined) return undefined;
  return choice.way === 'last'
    ? { kind: 'last' }
    : { kind: 'best', watch: watchOf(choice, figures) ?? watchLoss };
}
