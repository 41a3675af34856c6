import type { Setting } from '../../parser/ast.ts';
import type { Watch } from '../../typecheck/regime.ts';
import { figuresOf } from '../../typecheck/train/figures.ts';
import { measureOf } from '../../typecheck/train/metrics.ts';
import type { MetricTerm } from '../../typecheck/typed-module.ts';
import type { Cursor } from './cursor.ts';
import { settingsBody } from './cursor.ts';
import { calleeName } from './realm.ts';

/** What can be watched in the train or phase that a cursor is in, by its metrics as they are written. */
export function watchable({ declaration, brackets }: Cursor): ReadonlyMap<string, Watch> {
  if (declaration?.kind !== 'train') return new Map();
  const body = settingsBody(brackets);
  const phase =
    body === brackets[0] ? undefined : declaration.phases.find(({ name }) => name.text === body?.callee);
  const metrics = [...(phase?.settings ?? []), ...declaration.settings].find(
    ({ key }) => key.text === 'metrics',
  );
  return figuresOf(metrics === undefined ? [] : termsOf(metrics));
}

function termsOf({ values }: Setting): readonly MetricTerm[] {
  return values.flatMap((value): readonly MetricTerm[] => {
    const measure = measureOf(calleeName(value) ?? '');
    if (measure === undefined || value.kind !== 'call') return [];
    const [output, label] = value.arguments.map((argument) =>
      argument.value.kind === 'reference' ? argument.value.name : '',
    );
    return output === undefined ? [] : [{ ...measure, output, label: label ?? output }];
  });
}
