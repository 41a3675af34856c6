import {
  takesPhotos,
  type ExportFacts,
  type ExportInput,
  type ExportOutput,
  type NumbersInput,
  type PhotoInput,
} from './export-subject.ts';
import { takenText } from './readme.ts';

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

export type DescribedInput = DescribedPhoto | DescribedNumbers;

export interface DescribedNumbers extends NumbersInput {
  readonly takes: string;
}

/** An input takes grey levels; what is made of them (`scale`, `offset`, `reversed`) is done inside where the export computes. */
export interface DescribedPhoto extends DescribedNumbers, Pick<PhotoInput, 'resize' | 'pixels'> {
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
    inputs: inputs.map(describeInput),
    outputs: outputs.map(({ name, shape, kind, classes, margin }) => ({
      name,
      shape,
      kind,
      classes,
      margin,
    })),
  };
}

function describeInput(input: ExportInput): DescribedInput {
  const { name, column, shape } = input;
  const described = { name, column, shape, takes: takenText(input) };
  if (!takesPhotos(input)) return described;
  const { resize, pixels, map } = input;
  const { scale, offset, reversed } = map;
  return { ...described, resize, pixels, scale, offset, reversed };
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
