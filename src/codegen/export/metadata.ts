import type { ExportFacts, ExportInput, ExportOutput } from './export-subject.ts';
import { levelsText } from './readme.ts';

/** What an export says of itself inside of its format. */
export interface ExportDescription {
  readonly format: 'netc';
  /** Its version. */
  readonly netc: string;
  readonly run: string;
  readonly train: string;
  readonly model: string;
  readonly weights: string;
  readonly inputs: readonly DescribedInput[];
  readonly outputs: readonly DescribedOutput[];
}

/** An input takes grey levels; what is made of them (`scale`, `offset`, `reversed`) is done inside where the export computes. */
export interface DescribedInput extends Pick<ExportInput, 'name' | 'column' | 'shape' | 'resize' | 'pixels'> {
  readonly takes: string;
  readonly scale: readonly number[];
  readonly offset: readonly number[];
  readonly reversed: boolean;
}

export type DescribedOutput = Pick<ExportOutput, 'name' | 'shape' | 'kind' | 'classes' | 'margin'>;

/** The description of an export. */
export function describeExport(facts: ExportFacts): ExportDescription {
  const { name: run, train, model, weights, version: netc, inputs, outputs } = facts;
  return {
    format: 'netc',
    netc,
    run,
    train,
    model,
    weights,
    inputs: inputs.map(({ name, column, shape, resize, pixels, map: { scale, offset, reversed } }) => {
      return { name, column, shape, takes: levelsText(shape), resize, pixels, scale, offset, reversed };
    }),
    outputs: outputs.map(({ name, shape, kind, classes, margin }) => ({
      name,
      shape,
      kind,
      classes,
      margin,
    })),
  };
}

/** The same for formats whose metadata are texts by name: longer ones are JSON. */
export function exportMetadata(facts: ExportFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(describeExport(facts)).map(([name, value]: readonly [string, unknown]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
