import { badDataSetting, splitSum } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Call, Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { Split } from '../typed-module.ts';

const ways = ['folders', 'fractions', 'counts'] as const;

const expected = 'folders, fractions(80%, 10%, 10%) or counts(2000, 1000, 1000)';

/** `split: folders | fractions(train, validation, test) | counts(train, validation, test)`. */
export function readSplit(setting: Setting, place: Place): Split | undefined {
  const [written] = setting.values;
  if (written === undefined || written.kind === 'missing') return undefined;
  const name = headWord(written);
  const way = ways.find((known) => known === name);
  if (way === 'folders' && written.kind === 'reference') return { kind: 'folders' };
  if (way !== undefined && way !== 'folders' && written.kind === 'call') return readParts(written, way, place);
  const given = spanText(written.span);
  const suggestion = name === undefined || way !== undefined ? undefined : nearest(name, ways);
  place.elaboration.report(badDataSetting(written.span, { setting: 'split', expected, given, suggestion }));
  return undefined;
}

function headWord(expression: Expression): string | undefined {
  if (expression.kind === 'reference') return expression.name;
  return expression.kind === 'call' && expression.callee.kind === 'reference'
    ? expression.callee.name
    : undefined;
}

function readParts(call: Call, kind: 'fractions' | 'counts', place: Place): Split | undefined {
  const { report } = place.elaboration;
  const named = call.arguments.find(({ name }) => name !== undefined);
  if (named !== undefined) {
    const given = spanText(named.span);
    const wanted = `${kind} of photos in folders: no column to keep together`;
    report(badDataSetting(named.span, { setting: 'split', expected: wanted, given }));
    return undefined;
  }
  const parts = call.arguments.map(({ value }) => readPart(value, kind, place));
  const [train, validation, test] = parts;
  if (parts.length !== 3) {
    report(badDataSetting(call.span, { setting: 'split', expected, given: spanText(call.span) }));
    return undefined;
  }
  if (train === undefined || validation === undefined || test === undefined) return undefined;
  const total = train + validation + test;
  if (kind === 'fractions' && Math.abs(total - 1) > 1e-9) {
    report(splitSum(call.span, { total: `${Number((total * 100).toFixed(6))}%` }));
    return undefined;
  }
  return { kind, train, validation, test };
}

function readPart(expression: Expression, kind: 'fractions' | 'counts', place: Place): number | undefined {
  const value = evaluate(expression, place);
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'number' && typeof value.value === 'number') {
    const size = value.value;
    const fits = kind === 'fractions' ? size >= 0 && size <= 1 : value.integer && size >= 0;
    if (fits) return size;
  }
  const wanted = kind === 'fractions' ? 'a share, such as 80%' : 'a number of photos';
  place.elaboration.report(
    badDataSetting(expression.span, { setting: 'split', expected: wanted, given: describe(value) }),
  );
  return undefined;
}
