import { missingDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { DataDeclaration, Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';

/** The value of a setting that data must have; that it is missing is reported. */
export function requiredSetting<T>(
  key: string,
  example: string,
  settings: ReadonlyMap<string, Setting>,
  { name }: DataDeclaration,
  place: Place,
  read: (setting: Setting, place: Place) => T | undefined,
): T | undefined {
  const setting = settings.get(key);
  if (setting !== undefined) return read(setting, place);
  place.elaboration.report(missingDataSetting(name.span, { name: name.text, setting: key, example }));
  return undefined;
}
