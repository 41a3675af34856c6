import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import type { Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { writtenName } from './written-name.ts';

/** `classes: cat, dog`: the classes that the folder must have, sorted as labels are. */
export function readClasses(setting: Setting, place: Place): readonly string[] | undefined {
  const written = setting.values.flatMap((value): readonly Expression[] =>
    value.kind === 'branches' ? value.items : [value],
  );
  const names: string[] = [];
  for (const item of written) {
    if (item.kind === 'missing') return undefined;
    const name = writtenName(item);
    if (name === undefined || names.includes(name)) {
      const given = name === undefined ? spanText(item.span) : `${name} twice`;
      const expected = 'the names of the classes, each once: cat, dog';
      place.elaboration.report(badDataSetting(item.span, { setting: 'classes', expected, given }));
      return undefined;
    }
    names.push(name);
  }
  return names.sort();
}
