import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { writtenName } from './written-name.ts';

/** More than any data has: a list of them must fit into memory. */
const most = 1_000_000;

/** `classes: 10`, the numbers from 0 to 9; or `classes: zero, one, two`, names in the order of their numbers. */
export function readNumberedClasses(setting: Setting, place: Place): readonly string[] | undefined {
  const written = setting.values.flatMap((value): readonly Expression[] =>
    value.kind === 'branches' ? value.items : [value],
  );
  if (written.some(({ kind }) => kind === 'missing')) return undefined;
  const names = written.flatMap((each) => writtenName(each) ?? []);
  const isNames = names.length === written.length && new Set(names).size === names.length;
  if (isNames && names.length >= 2) return names;
  const [only, second] = written;
  if (only === undefined) return undefined;
  const value = second === undefined ? evaluate(only, place) : undefined;
  if (value?.kind === 'poison') return undefined;
  if (value?.kind === 'number' && value.integer && typeof value.value === 'number') {
    const count = value.value;
    if (count >= 2 && count <= most) return Array.from({ length: count }, (_, number) => String(number));
  }
  const expected =
    'how many there are: 10; or their names in the order of their numbers, each once: zero, one, two';
  const last = written.at(-1) ?? only;
  const span = { ...only.span, end: last.span.end };
  place.elaboration.report(badDataSetting(span, { setting: 'classes', expected, given: spanText(span) }));
  return undefined;
}
