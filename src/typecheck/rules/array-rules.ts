import { arrayMissing, arrayProblem } from '../../diagnostics/catalogue/arrays.ts';
import { tooFewPhotos } from '../../diagnostics/catalogue/data.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import { sampleNoun } from '../data/sample-noun.ts';
import type { TypedDataset } from '../typed-module.ts';

/** A declaration of arrays beside what was seen of their files. */
export interface ArrayCase {
  readonly typed: TypedDataset;
  readonly facts: DataFacts | undefined;
  readonly splitSpan: Span | undefined;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The files are there, whole, of the shapes and classes that the program names, and with as many samples as it divides. */
export function arrayRules({ typed, facts, splitSpan, report }: ArrayCase): void {
  if (facts === undefined) return;
  const { source, split } = typed;
  const { path, span } = source;
  if (!facts.exists) {
    report(arrayMissing(span, { kind: 'missing', file: path, array: '', found: [] }));
    return;
  }
  if (facts.fault !== undefined) {
    report(arrayProblem(facts.fault.kind === 'split' ? (splitSpan ?? span) : span, facts.fault));
    return;
  }
  if (split.kind !== 'counts') return;
  const wanted = split.train + split.validation + split.test;
  const found = Object.values(facts.splits[''] ?? {}).reduce((sum, count) => sum + count, 0);
  const noun = sampleNoun(typed);
  if (found > 0 && wanted > found)
    report(tooFewPhotos(splitSpan ?? span, { folder: path, wanted, found, noun }));
}
