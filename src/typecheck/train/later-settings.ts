import { badSetting, settingsNotYet } from '../../diagnostics/catalogue/training.ts';
import { either } from '../../diagnostics/catalogue/words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Expression, Name } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { Settings } from './settings.ts';
import { trainSettings } from './settings.ts';

/** Settings whose value begins with one of a few words. */
const heads: Readonly<Record<string, readonly string[]>> = {
  schedule: ['constant', 'step', 'cosine', 'exponential', 'plateau'],
  stop: ['early'],
  keep: ['best', 'last'],
};

/**
 * Settings that the language has and this version does not train with: checked as far as words go, and reported
 * together, since leaving one out would silently train something else.
 */
export function reportLaterSettings(train: string, groups: readonly Settings[], place: Place): boolean {
  const later: Name[] = [];
  for (const settings of groups) {
    for (const [name, { key, values }] of settings) {
      const [value] = values;
      if (value === undefined || value.kind === 'missing' || trainSettings[name]?.runs !== false) continue;
      if (!checkHead(name, value, place)) continue;
      later.push(key);
    }
  }
  const [first, ...others] = later;
  if (first === undefined) return false;
  const settings = [...new Set(later.map(({ text }) => text))];
  const also = others.map(({ span }) => ({ span, text: 'nor this' }));
  place.elaboration.report(settingsNotYet(first.span, { train, settings }, { also }));
  return true;
}

function checkHead(setting: string, value: Expression, { elaboration }: Place): boolean {
  const words = heads[setting];
  if (words === undefined) return true;
  const head = value.kind === 'call' ? value.callee : value;
  const given = head.kind === 'reference' ? head.name : 'this';
  if (words.includes(given)) return true;
  const suggestion = nearest(given, words);
  elaboration.report(badSetting(head.span, { setting, expected: either(words), given, suggestion }));
  return false;
}
