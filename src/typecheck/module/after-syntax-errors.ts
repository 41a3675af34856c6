import { missingDataSetting } from '../../diagnostics/catalogue/data.ts';
import {
  blockInput,
  blockOutput,
  missingOption,
  modelWithoutOutput,
  unusedBinding,
} from '../../diagnostics/catalogue/names.ts';
import { missingSetting, outputWithoutLoss } from '../../diagnostics/catalogue/training.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Module } from '../../parser/ast.ts';

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

/**
 * Leaves out complaints that something is missing in a declaration with an error of syntax: most likely it is there
 * and could not be read.
 */
export function withoutEchoes(
  diagnostics: readonly Diagnostic[],
  module: Module,
  syntax: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (syntax.length === 0) return diagnostics;
  const { file } = module.span;
  const starts = module.declarations.map(({ span }) => span.start).toSorted((a, b) => a - b);
  /** Which declaration a place belongs to, with the text up to the next one. */
  const region = (diagnostic: Diagnostic): number | undefined => {
    const span = diagnostic.labels[0]?.span;
    return span?.file.path === file.path ? starts.findLastIndex((start) => start <= span.start) : undefined;
  };
  const broken = new Set(syntax.map(region));
  return diagnostics.filter((diagnostic) => {
    const place = region(diagnostic);
    return !absences.has(diagnostic.code) || place === undefined || !broken.has(place);
  });
}
