import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';

/** What a column of a table may be. */
const columnTypes = ['image', 'number', 'binary', 'class', 'text'];

/** Checks the types of a table's columns; `split` and `delimiter` are settings and no columns. */
export function checkColumns(settings: readonly Setting[], { elaboration }: Place): void {
  for (const { key, values } of settings) {
    const [type] = values;
    if (type === undefined || type.kind === 'missing' || key.text === 'split' || key.text === 'delimiter') continue;
    const head = type.kind === 'call' ? type.callee : type;
    const name = head.kind === 'reference' ? head.name : undefined;
    if (name !== undefined && columnTypes.includes(name)) continue;
    const given = name ?? spanText(type.span);
    const suggestion = nearest(given, columnTypes);
    const expected = 'image(column: …, size: …), number, binary(…) or class(…)';
    elaboration.report(badDataSetting(head.span, { setting: key.text, expected, given, suggestion }));
  }
}
