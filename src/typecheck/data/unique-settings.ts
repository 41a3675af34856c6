import { changeTo } from '../../diagnostics/change-to.ts';
import { dataSettingTwice, unknownDataSetting } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';

/** Settings by name; of those given twice the first, and that is reported. */
export function settingsOnce(
  settings: readonly Setting[],
  { elaboration }: Place,
): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  for (const setting of settings) {
    const { text, span } = setting.key;
    const before = found.get(text);
    if (text === '') continue;
    if (before === undefined) found.set(text, setting);
    else {
      const also = [{ span: before.key.span, text: 'given first here' }];
      elaboration.report(dataSettingTwice(span, { setting: text }, { also }));
    }
  }
  return found;
}

/**
 * The same of settings that are known; others are reported and left out, but for those whose name is clearly meant to be
 * another's: they are read as that, so that it is not missed as well.
 */
export function uniqueSettings(
  settings: readonly Setting[],
  known: readonly string[],
  place: Place,
): ReadonlyMap<string, Setting> {
  const meant = new Map<string, Setting>();
  const right = settings.filter((setting) => {
    const { text, span } = setting.key;
    if (text === '' || known.includes(text)) return true;
    const suggestion = nearest(text, known);
    const fixes = changeTo(span, suggestion);
    if (suggestion !== undefined) meant.set(suggestion, setting);
    place.elaboration.report(unknownDataSetting(span, { name: text, known, suggestion }, { fixes }));
    return false;
  });
  return new Map([...meant, ...settingsOnce(right, place)]);
}
