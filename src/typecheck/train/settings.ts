import { onlyInTrain, settingTwice, unknownSetting } from '../../diagnostics/catalogue/training.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Setting } from '../../parser/ast.ts';
import { gatherSettings, type Settings } from '../gather-settings.ts';

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

/** Sorts the settings of a train or a phase by name; unknown, repeated and misplaced ones are reported. */
export function gatherTrainSettings(
  written: readonly Setting[],
  inPhase: boolean,
  report: (diagnostic: Diagnostic) => void,
): Settings {
  const placed = written.filter(({ key: { text: setting, span } }) => {
    const misplaced = inPhase && trainSettings[setting]?.trainOnly === true;
    if (misplaced) report(onlyInTrain(span, { setting }));
    return !misplaced;
  });
  const names = { known, synonyms, ofOtherValues, unknown: unknownSetting, twice: settingTwice };
  return gatherSettings(placed, names, report);
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
