import { dataSettingTwice, unknownDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { gatherSettings, settingsOnce, type Settings } from '../gather-settings.ts';
import { dataSettings } from './data-settings.ts';

/** The settings of data by name; unknown ones and those given twice are reported. */
export function gatherDataSettings(
  settings: readonly Setting[],
  source: keyof typeof dataSettings,
  { elaboration }: Place,
): Settings {
  const known = Object.keys(dataSettings[source]);
  const names = { known, unknown: unknownDataSetting, twice: dataSettingTwice };
  return gatherSettings(settings, names, elaboration.report);
}

/** The same of data whose settings are columns as well, of any name. */
export function gatherColumns(settings: readonly Setting[], { elaboration }: Place): Settings {
  return settingsOnce(settings, dataSettingTwice, elaboration.report);
}
