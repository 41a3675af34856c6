import { badSetting } from '../../diagnostics/catalogue/training.ts';
import type { RecordEntry, RecordLiteral, Setting } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import type { ClassWeights } from '../typed-module.ts';

/** Weights of classes with the places where their names are written. */
export interface WrittenClassWeights {
  readonly weights: ClassWeights;
  readonly span: Span;
  readonly nameSpans: ReadonlyMap<string, Span>;
}

/** The word for weights by how rare classes are. */
export const balancedWord = 'balanced';

const expected = 'balanced, or a weight for each class: { cat: 1, dog: 2 }';

/** `class_weights: balanced` or `class_weights: { cat: 1, dog: 2 }`; undefined after something wrong. */
export function readClassWeights(
  { key, values }: Setting,
  { elaboration, ...place }: Place,
): WrittenClassWeights | undefined {
  const [written, second] = values;
  if (written === undefined || written.kind === 'missing') return undefined;
  if (second === undefined && written.kind === 'reference' && written.name === balancedWord)
    return { weights: balancedWord, span: key.span, nameSpans: new Map() };
  if (second === undefined && written.kind === 'record')
    return readRecord(written, key.span, { elaboration, ...place });
  const span = second?.span ?? written.span;
  elaboration.report(badSetting(span, { setting: 'class_weights', expected, given: spanText(span) }));
  return undefined;
}

function readRecord({ entries }: RecordLiteral, span: Span, place: Place): WrittenClassWeights | undefined {
  const weights: Record<string, number> = {};
  const nameSpans = new Map<string, Span>();
  let failed = false;
  for (const entry of entries) {
    const name = nameOf(entry);
    const weight = evaluate(entry.value, place);
    if (weight.kind === 'poison') failed = true;
    else if (
      name === undefined ||
      nameSpans.has(name) ||
      weight.kind !== 'number' ||
      typeof weight.value !== 'number' ||
      !Number.isFinite(weight.value) ||
      weight.value < 0
    ) {
      const given = spanText(entry.span);
      place.elaboration.report(badSetting(entry.span, { setting: 'The weight of a class', expected, given }));
      failed = true;
    } else {
      weights[name] = weight.value;
      nameSpans.set(name, entry.key.span);
    }
  }
  return failed ? undefined : { weights, span, nameSpans };
}

function nameOf({ key }: RecordEntry): string | undefined {
  return key.kind === 'reference' ? key.name : key.kind === 'string' ? key.value : undefined;
}
