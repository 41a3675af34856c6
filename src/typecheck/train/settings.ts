import { onlyInTrain, settingTwice, unknownSetting } from '../../diagnostics/catalogue/training.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';

/** What is known of a setting: whether this version trains with it, and whether it belongs to the train alone. */
interface KnownSetting {
  readonly runs: boolean;
  readonly trainOnly?: boolean;
}

const now: KnownSetting = { runs: true };
const later: KnownSetting = { runs: false };

/** Everything that a train or a phase may say. */
export const trainSettings: Readonly<Record<string, KnownSetting>> = {
  batch: now,
  minimize: now,
  metrics: now,
  optimizer: now,
  epochs: now,
  steps: now,
  freeze: now,
  unfreeze: now,
  seed: { runs: true, trainOnly: true },
  precision: { runs: true, trainOnly: true },
  augment: later,
  schedule: later,
  stop: later,
  keep: later,
  clip: later,
  weight_decay: later,
  label_smoothing: later,
  class_weights: later,
  mix: later,
  ema: later,
  rates: later,
};

const known = Object.keys(trainSettings);

/** Settings by name, as one pair of braces has them. */
export type Settings = ReadonlyMap<string, Setting>;

/** Sorts settings by name; unknown, repeated and misplaced ones are reported and left out. */
export function gatherSettings(
  written: readonly Setting[],
  inPhase: boolean,
  report: (diagnostic: Diagnostic) => void,
): Settings {
  const settings = new Map<string, Setting>();
  for (const setting of written) {
    const { text: name, span } = setting.key;
    if (name === '') continue;
    const before = settings.get(name);
    const entry = Object.hasOwn(trainSettings, name) ? trainSettings[name] : undefined;
    if (entry === undefined) {
      const suggestion = synonyms.get(name) ?? nearest(name, known);
      const fixes =
        suggestion === undefined
          ? []
          : [{ title: `Change to ${suggestion}`, edits: [{ span, newText: suggestion }] }];
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
  return settings;
}

/** Names that other frameworks have for the same. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['loss', 'minimize'],
  ['batch_size', 'batch'],
  ['learning_rate', 'optimizer'],
  ['augmentation', 'augment'],
  ['early_stopping', 'stop'],
  ['metric', 'metrics'],
]);
