import { changeTo } from '../../diagnostics/change-to.ts';
import { onlyInTrain, settingTwice, unknownSetting } from '../../diagnostics/catalogue/training.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';

/** What is known of a setting: whether it belongs to the train alone. */
interface KnownSetting {
  readonly trainOnly?: boolean;
}

const anywhere: KnownSetting = {};

/** Everything that a train or a phase may say. */
export const trainSettings: Readonly<Record<string, KnownSetting>> = {
  batch: anywhere,
  minimize: anywhere,
  metrics: anywhere,
  label_smoothing: anywhere,
  class_weights: anywhere,
  optimizer: anywhere,
  epochs: anywhere,
  steps: anywhere,
  freeze: anywhere,
  unfreeze: anywhere,
  weight_decay: anywhere,
  schedule: anywhere,
  stop: anywhere,
  keep: anywhere,
  clip: anywhere,
  ema: anywhere,
  rates: anywhere,
  weights: { trainOnly: true },
  seed: { trainOnly: true },
  precision: { trainOnly: true },
  augment: anywhere,
  cached: anywhere,
  mix: anywhere,
};

const known = Object.keys(trainSettings);

/** Settings by name, as one pair of braces has them. */
export type Settings = ReadonlyMap<string, Setting>;

/**
 * Sorts settings by name; unknown, repeated and misplaced ones are reported and left out, but for those whose name is
 * clearly meant to be another's: they are read as that, so that it is not missed as well.
 */
export function gatherSettings(
  written: readonly Setting[],
  inPhase: boolean,
  report: (diagnostic: Diagnostic) => void,
): Settings {
  const settings = new Map<string, Setting>();
  const meant = new Map<string, Setting>();
  for (const setting of written) {
    const { text: name, span } = setting.key;
    if (name === '') continue;
    const before = settings.get(name);
    const entry = Object.hasOwn(trainSettings, name) ? trainSettings[name] : undefined;
    if (entry === undefined) {
      const suggestion = synonyms.get(name) ?? nearest(name, known);
      const fixes = ofOtherValues.has(name) ? [] : changeTo(span, suggestion);
      if (suggestion !== undefined && isReadFor(name, suggestion)) meant.set(suggestion, setting);
      report(unknownSetting(span, { name, suggestion, known }, { fixes }));
    } else if (inPhase && entry.trainOnly === true) {
      report(onlyInTrain(span, { setting: name }));
    } else if (before !== undefined) {
      const also = [{ span: before.key.span, text: 'given first here' }];
      report(settingTwice(span, { setting: name }, { also }));
    } else {
      settings.set(name, setting);
    }
  }
  return new Map([...meant, ...settings]);
}

/** Names that other frameworks have for the same. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['loss', 'minimize'],
  ['batch_size', 'batch'],
  ['learning_rate', 'optimizer'],
  ['augmentation', 'augment'],
  ['early_stopping', 'stop'],
  ['patience', 'stop'],
  ['checkpoint', 'keep'],
  ['learning_rate_schedule', 'schedule'],
  ['clipnorm', 'clip'],
  ['global_clipnorm', 'clip'],
  ['clipvalue', 'clip'],
  ['use_ema', 'ema'],
  ['metric', 'metrics'],
  ['pretrained', 'weights'],
  ['initial_weights', 'weights'],
]);

/** Names whose values are not those of the setting that is offered. */
const ofOtherValues = new Set([
  'learning_rate',
  'patience',
  'clipnorm',
  'global_clipnorm',
  'clipvalue',
  'use_ema',
]);

/** Whether a setting of a wrong name can be read as the one that is offered: it takes the same values. */
function isReadFor(name: string, suggestion: string): boolean {
  return Object.hasOwn(trainSettings, suggestion) && !ofOtherValues.has(name);
}
