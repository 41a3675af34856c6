import { changeTo } from '../../diagnostics/change-to.ts';
import { dataSettingTwice, unknownDataSetting } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';

/**
 * Settings by name; unknown and repeated ones are reported and left out, but for those whose name is clearly meant to be
 * another's: they are read as that, so that it is not missed as well.
 */
export function uniqueSettings(
  settings: readonly Setting[],
  known: readonly string[],
  { elaboration }: Place,
): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  const meant = new Map<string, Setting>();
  for (const setting of settings) {
    const { text, span } = setting.key;
    const before = found.get(text);
    if (text === '') continue;
    if (!known.includes(text)) {
      const suggestion = nearest(text, known);
      const fixes = changeTo(span, suggestion);
      if (suggestion !== undefined) meant.set(suggestion, setting);
      elaboration.report(unknownDataSetting(span, { name: text, known, suggestion }, { fixes }));
    } else if (before !== undefined) {
      const also = [{ span: before.key.span, text: 'given first here' }];
      elaboration.report(dataSettingTwice(span, { setting: text }, { also }));
    } else {
      found.set(text, setting);
    }
  }
  return new Map([...meant, ...found]);
}
