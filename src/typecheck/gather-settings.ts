import { changeTo } from '../diagnostics/change-to.ts';
import type { Report } from '../diagnostics/define.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Setting } from '../parser/ast.ts';

/** Settings by name, as one pair of braces has them. */
export type Settings = ReadonlyMap<string, Setting>;

/** What one pair of braces may say, and how it is put where it says something else. */
export interface SettingNames {
  readonly known: readonly string[];
  /** Names that other frameworks have for the same. */
  readonly synonyms?: ReadonlyMap<string, string>;
  /** Names whose values are not those of the setting that is offered. */
  readonly ofOtherValues?: ReadonlySet<string>;
  readonly unknown: Report<{
    readonly name: string;
    readonly known: readonly string[];
    readonly suggestion: string | undefined;
  }>;
  readonly twice: Report<{ readonly setting: string }>;
}

/** Settings by name; of those given twice the first, and that is reported. */
export function settingsOnce(
  settings: readonly Setting[],
  twice: SettingNames['twice'],
  report: (diagnostic: Diagnostic) => void,
): Settings {
  const found = new Map<string, Setting>();
  for (const setting of settings) {
    const { text, span } = setting.key;
    const before = found.get(text);
    if (text === '') continue;
    if (before === undefined) found.set(text, setting);
    else
      report(twice(span, { setting: text }, { also: [{ span: before.key.span, text: 'given first here' }] }));
  }
  return found;
}

/**
 * The same of settings that are known; others are reported and left out, but for those whose name is clearly meant to be
 * another's: they are read as that, so that it is not missed as well.
 */
export function gatherSettings(
  settings: readonly Setting[],
  { known, synonyms, ofOtherValues, unknown, twice }: SettingNames,
  report: (diagnostic: Diagnostic) => void,
): Settings {
  const meant = new Map<string, Setting>();
  const right = settings.filter((setting) => {
    const { text: name, span } = setting.key;
    if (name === '' || known.includes(name)) return true;
    const suggestion = synonyms?.get(name) ?? nearest(name, known);
    const alike = ofOtherValues?.has(name) !== true;
    if (suggestion !== undefined && alike) meant.set(suggestion, setting);
    const fixes = alike ? changeTo(span, suggestion) : [];
    report(unknown(span, { name, known, suggestion }, { fixes }));
    return false;
  });
  return new Map([...meant, ...settingsOnce(right, twice, report)]);
}
