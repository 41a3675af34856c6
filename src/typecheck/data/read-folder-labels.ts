import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { isNamePattern } from './name-pattern.ts';
import { headWord } from './written-name.ts';

const expected = 'name("{class}.{number}.jpg"): {class} once, where the name of a file has its class';

/** `labels: name("{class}.{number}.jpg")`: the pattern by which names of files say classes. */
export function readNameLabels(setting: Setting, place: Place): string | undefined {
  const [written, second] = setting.values;
  if (written === undefined || written.kind === 'missing') return undefined;
  if (written.kind === 'call' && headWord(written) === 'name' && second === undefined) {
    const [pattern, more] = written.arguments;
    const text = pattern?.value.kind === 'string' && pattern.name === undefined ? pattern.value.value : undefined;
    if (text !== undefined && more === undefined && isNamePattern(text)) return text;
  }
  place.elaboration.report(badDataSetting(written.span, { setting: 'labels', expected, given: spanText(written.span) }));
  return undefined;
}
