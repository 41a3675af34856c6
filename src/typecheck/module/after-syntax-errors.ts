import { missingDataSetting } from '../../diagnostics/catalogue/data.ts';
import {
  blockInput,
  blockOutput,
  missingOption,
  modelWithoutOutput,
  namelessOutput,
  unknownLayer,
  unknownName,
  unusedBinding,
  wrongValue,
} from '../../diagnostics/catalogue/names.ts';
import {
  equalsForEqual,
  missingInputs,
  nestedDeclaration,
  namelessOutput as outputNameMissing,
} from '../../diagnostics/catalogue/syntax.ts';
import { missingSetting, outputWithoutLoss } from '../../diagnostics/catalogue/training.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Module } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';

/** Complaints that something is not there. */
const absences = new Set<string>(
  [
    blockInput,
    blockOutput,
    missingDataSetting,
    missingOption,
    missingSetting,
    modelWithoutOutput,
    outputWithoutLoss,
    unusedBinding,
  ].map(({ definition }) => definition.code),
);

/** What certain errors of syntax make look wrong, beside what they hide. */
const misread: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  [equalsForEqual.definition.code, [wrongValue.definition.code]],
  [missingInputs.definition.code, [unknownName.definition.code]],
  [nestedDeclaration.definition.code, [unknownName.definition.code, unknownLayer.definition.code]],
  [outputNameMissing.definition.code, [namelessOutput.definition.code]],
]);

/**
 * Leaves out complaints that something is missing in a declaration with an error of syntax: most likely it is there
 * and could not be read. Complaints about what was read wrongly go as well.
 */
export function withoutEchoes(
  diagnostics: readonly Diagnostic[],
  module: Module,
  syntax: readonly Diagnostic[],
  here: (span: Span) => Span,
): readonly Diagnostic[] {
  if (syntax.length === 0) return diagnostics;
  const { file } = module.span;
  const starts = module.declarations.map(({ span }) => here(span).start).toSorted((a, b) => a - b);
  /** Which declaration a place belongs to, with the text up to the next one. */
  const region = (diagnostic: Diagnostic): number | undefined => {
    const span = diagnostic.labels[0]?.span;
    return span?.file.path === file.path ? starts.findLastIndex((start) => start <= span.start) : undefined;
  };
  const broken = new Map<number | undefined, Set<string>>();
  for (const diagnostic of syntax) {
    const place = region(diagnostic);
    const echoes = broken.get(place) ?? new Set(absences);
    for (const code of misread.get(diagnostic.code) ?? []) echoes.add(code);
    broken.set(place, echoes);
  }
  return diagnostics.filter((diagnostic) => {
    const place = region(diagnostic);
    return place === undefined || broken.get(place)?.has(diagnostic.code) !== true;
  });
}
