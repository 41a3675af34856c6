import type { OptionDefinition } from '../layers/layer.ts';
import type { Watch } from '../regime.ts';
import { clipDocs, keepDocs, scheduleDocs, stopDocs } from './documentation.ts';
import { clipOptions } from './gradients.ts';
import { scheduleOptions } from './schedule.ts';
import { keepOptions, stopOptions } from './watching.ts';

interface ChoiceSetting {
  /** The words that it may be, each with its options, where these figures can be watched. */
  readonly ways: (
    figures: ReadonlyMap<string, Watch>,
  ) => Readonly<Record<string, readonly OptionDefinition[]>>;
  /** One line of each. */
  readonly docs: Readonly<Record<string, string>>;
}

/** Settings of a train that are one of several ways, as the readers of each take them. */
export const choiceSettings = {
  schedule: { ways: scheduleOptions, docs: scheduleDocs },
  stop: { ways: stopOptions, docs: stopDocs },
  keep: { ways: keepOptions, docs: keepDocs },
  clip: { ways: () => clipOptions, docs: clipDocs },
} as const satisfies Readonly<Record<string, ChoiceSetting>>;

export type ChoiceSettingName = keyof typeof choiceSettings;

export function isChoiceSetting(name: string): name is ChoiceSettingName {
  return Object.hasOwn(choiceSettings, name);
}

/** A way that a setting may go: its options and its line; undefined where it knows no such word. */
export function wayOf(
  setting: ChoiceSettingName,
  word: string,
  figures: ReadonlyMap<string, Watch>,
): { readonly options: readonly OptionDefinition[]; readonly doc: string } | undefined {
  const { ways, docs }: ChoiceSetting = choiceSettings[setting];
  const options = Object.hasOwn(docs, word) ? ways(figures)[word] : undefined;
  return options && { options, doc: docs[word] ?? '' };
}
