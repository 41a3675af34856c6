import { badSource, unknownSource } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Call, DataDeclaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { CheckedDataset } from './checked-dataset.ts';
import { checkArrays } from './arrays.ts';
import { checkImages } from './images.ts';
import { checkCifar10, checkCifar100, checkIdx } from './pixel-arrays.ts';
import { checkTable } from './table.ts';

/** The path that a source names, and where. */
export interface SourcePath {
  readonly text: string;
  readonly span: Span;
}

/** Checks the settings of one kind of data; the path is undefined where it is wrong, which was reported. */
type CheckSource = (
  declaration: DataDeclaration,
  path: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
) => CheckedDataset;

/** Kinds of data, by the name that a declaration calls. */
export const sources: Readonly<Record<string, CheckSource>> = {
  images: checkImages,
  table: checkTable,
  idx: checkIdx,
  cifar10: checkCifar10,
  cifar100: checkCifar100,
  arrays: checkArrays,
};

/** Checks a data declaration, and what was seen of it on disk. */
export function checkDataset(
  declaration: DataDeclaration,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const unknown = { declaration, facts, typed: undefined, images: undefined, labels: undefined };
  const { source } = declaration;
  if (source.kind === 'missing') return unknown;
  const name = source.kind === 'call' && source.callee.kind === 'reference' ? source.callee.name : undefined;
  const check = name !== undefined && Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source.kind !== 'call' || name === undefined || check === undefined) {
    const given = name ?? 'this';
    const span = source.kind === 'call' ? source.callee.span : source.span;
    const suggestion = nearest(given, Object.keys(sources));
    place.elaboration.report(unknownSource(span, { name: given, suggestion }));
    return unknown;
  }
  return check(declaration, readPath(source, name, place), facts, place);
}

function readPath(call: Call, kind: string, place: Place): SourcePath | undefined {
  const [argument] = call.arguments;
  const { report } = place.elaboration;
  if (argument === undefined) {
    report(badSource(call.span, { kind, given: `${kind} without a path` }));
    return undefined;
  }
  const value = evaluate(argument.value, place);
  if (value.kind === 'string' && value.value !== '' && call.arguments.length === 1) {
    return { text: value.value, span: argument.value.span };
  }
  if (value.kind !== 'poison') {
    const extra = call.arguments[1];
    const given = extra === undefined ? describe(value) : 'more than that';
    report(badSource(extra?.span ?? argument.span, { kind, given }));
  }
  return undefined;
}
