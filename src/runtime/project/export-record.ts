import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportInput, ExportOptions, ExportOutput } from '../../codegen/export/export-subject.ts';
import type { ExportTarget } from '../../codegen/export/exporters.ts';
import { brokenExport } from '../../diagnostics/catalogue/exports.ts';
import type { DataFacts } from '../../typecheck/check-options.ts';
import { Problem } from '../problem.ts';
import { parseJson } from '../run-folder/run-folder.ts';
import { plainReason } from '../run-folder/write-whole.ts';
import type { WeightsChoice } from './load-run.ts';

/** `netc.json`: what an export was made of, and all that netc needs to compile its predict graph again. */
export interface ExportRecord {
  readonly format: 1;
  readonly target: ExportTarget;
  readonly options: ExportOptions;
  /** Of the run: `0001-small`. */
  readonly run: string;
  readonly weights: WeightsChoice;
  readonly versions: Readonly<Record<string, string>>;
  readonly train: string;
  readonly model: string;
  readonly dataset: string;
  /** The `.net` file among the sources. */
  readonly main: string;
  /** Texts by their names, as imports between them find each other. */
  readonly sources: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  /** What the checker was told of the data. */
  readonly facts: DataFacts;
  /** In the order of the model. */
  readonly inputs: readonly ExportInput[];
  readonly outputs: readonly ExportOutput[];
  /** Paths of the weights in the export, with the shapes that they have there. */
  readonly variables: readonly { readonly path: string; readonly shape: readonly number[] }[];
}

/** The name of the file. */
export const exportRecordFile = 'netc.json';

/** Whether a folder is one of an export. */
export function isExport(folder: string): Promise<boolean> {
  return access(join(folder, exportRecordFile)).then(
    () => true,
    () => false,
  );
}

/**
 * Reads `netc.json` of an export.
 * @throws Problem NET7305 where there is none, or it is damaged
 */
export async function readExportRecord(folder: string): Promise<ExportRecord> {
  const broken = (reason: string): Problem => new Problem(brokenExport(undefined, { folder, reason }));
  const text = await readFile(join(folder, exportRecordFile), 'utf8').catch((error: unknown) => {
    throw broken(`its ${exportRecordFile}: ${plainReason(error)}`);
  });
  const record = parseJson(text);
  if (!isExportRecord(record)) throw broken(`its ${exportRecordFile} is damaged, or of a later version`);
  return record;
}

/** netc itself wrote the file: its format's number and the fields that others stand on are proof enough. */
function isExportRecord(value: unknown): value is ExportRecord {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return false;
  return 'target' in value && 'sources' in value && 'main' in value && 'outputs' in value;
}
