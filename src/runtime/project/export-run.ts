import { access } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { ExportFacts, ExportOptions, ExportWeight } from '../../codegen/export/export-subject.ts';
import { exporters, type ExportTarget } from '../../codegen/export/exporters.ts';
import type { Quantization } from '../../codegen/export/quantize.ts';
import { prepareExport } from '../../codegen/export/prepare-export.ts';
import {
  exportOptionDoesNotFit,
  exportTooLarge,
  exportsEnsemble,
  noWeightsYet,
} from '../../diagnostics/catalogue/exports.ts';
import { pixelMap } from '../../typecheck/data/pixel-domains.ts';
import { Problem } from '../problem.ts';
import { readEnsembleRecord } from '../run-folder/ensemble-record.ts';
import { readRecord } from '../run-folder/record.ts';
import { runFiles } from '../run-folder/run-folder.ts';
import type { OpenFile } from '../run-folder/write-whole.ts';
import { exportRecordFile, type ExportRecord } from './export-record.ts';
import { loadRun, type LoadedRun, type WeightsChoice } from './load-run.ts';
import { withAssets } from './page-assets.ts';
import { netcVersion } from './versions.ts';
import { mayWriteFolder, writeFolder } from './write-folder.ts';

export interface ExportRequest extends ExportOptions {
  readonly workingDirectory: string;
  readonly run: string;
  readonly target: ExportTarget;
  readonly weights: WeightsChoice;
  /** Where to; by default `exports/RUN-TARGET` below the working directory. */
  readonly out?: string | undefined;
  /** Whether an export that stands there is replaced. */
  readonly force: boolean;
  readonly openFile?: OpenFile;
}

export interface ExportResult {
  /** As messages show it. */
  readonly folder: string;
  /** Its files, in their order. */
  readonly files: readonly string[];
  /** Of all of them. */
  readonly bytes: number;
}

/**
 * Writes the trained model of a run in the format of another program, whole or not at all.
 * @throws Problem NET7300 where something stands in its place, NET7301 for a run without these weights, NET7302 for an
 *   ensemble, NET7303 for options that the target does not know, NET7304 for a model that its format cannot hold
 */
export async function exportRun(request: ExportRequest): Promise<ExportResult> {
  const { workingDirectory, target, run } = request;
  const exporter = exporters[target];
  refuseOptions(request);
  const path = resolve(workingDirectory, run);
  await refuseEnsemble(path, request);
  await requireWeights(path, request);
  const folder = resolve(workingDirectory, request.out ?? join('exports', `${basename(path)}-${target}`));
  const shown = relative(workingDirectory, folder) || folder;
  await mayWriteFolder(folder, shown, request.force);

  const loaded = await loadRun(workingDirectory, run, request.weights);
  const facts = factsOf(loaded, basename(path), request.weights);
  const { fold, quantize } = request;
  const subject = prepareExport(loaded.compiled.program, loaded.values, facts, { fold, quantize });
  refuseSize(request, subject.weights);
  const record = recordOf(loaded, facts, request, subject.weights);
  const files = [
    ...(await withAssets(exporter.emit(subject))),
    { path: exportRecordFile, content: `${JSON.stringify(record, null, 2)}\n` },
  ];
  await writeFolder(folder, shown, files, request.openFile);
  return {
    folder: shown,
    files: files.map((file) => file.path),
    bytes: files.reduce((sum, { content }) => sum + sizeOf(content), 0),
  };
}

function refuseOptions({ target, fold, quantize }: ExportRequest): void {
  const { unfoldable, quantizations } = exporters[target];
  if (fold && unfoldable !== undefined)
    throw new Problem(exportOptionDoesNotFit(undefined, { option: '--fold', target, reason: unfoldable }));
  if (!quantizations.includes(quantize)) {
    const known = quantizations.filter((each) => each !== 'none').join(' and ');
    const reason = known === '' ? 'it has no quantized weights' : `of quantized weights it has ${known}`;
    const option = `--quantize ${quantize}`;
    throw new Problem(exportOptionDoesNotFit(undefined, { option, target, reason }));
  }
}

/** Bytes of one number. */
const storedBytes: Readonly<Record<Quantization, number>> = { none: 4, float16: 2, uint8: 1 };

function refuseSize({ target, quantize }: ExportRequest, weights: readonly ExportWeight[]): void {
  const { most } = exporters[target];
  const bytes = weights.reduce((sum, { data }) => sum + data.length * storedBytes[quantize], 0);
  if (most === undefined || bytes <= most) return;
  throw new Problem(exportTooLarge(undefined, { target, bytes, most }));
}

async function refuseEnsemble(path: string, { run, target }: ExportRequest): Promise<void> {
  const ensemble = await readEnsembleRecord(path);
  if (ensemble === undefined) return;
  const members = ensemble.members.map(({ folder }) => join(run, folder));
  throw new Problem(exportsEnsemble(undefined, { run, target, members }));
}

async function requireWeights(path: string, { run, weights }: ExportRequest): Promise<void> {
  await readRecord(path);
  const has = async (choice: WeightsChoice): Promise<boolean> =>
    access(join(path, runFiles[choice])).then(
      () => true,
      () => false,
    );
  if (await has(weights)) return;
  const other = weights === 'best' ? 'last' : 'best';
  const instead = (await has(other)) ? other : undefined;
  throw new Problem(noWeightsYet(undefined, { run, weights, has: instead }));
}

/** What there is to say of a run, its program compiled. */
export function factsOf(
  { record, compiled, name: folder }: LoadedRun,
  name: string,
  weights: WeightsChoice,
): ExportFacts {
  const { program, dataset, sources } = compiled;
  const source = join(folder, runFiles.source);
  return {
    name,
    train: program.train,
    model: program.model.model,
    weights,
    version: netcVersion(),
    main: slashed(record.main),
    sources: Object.fromEntries(sources.map(({ path, text }) => [slashed(relative(source, path)), text])),
    inputs: program.inputs.flatMap(({ name: input, column, shape }) => {
      const image = dataset.images.find((each) => each.name === column);
      if (image === undefined) return [{ name: input, column, shape }];
      const { resize, pixels } = image;
      const map = pixelMap(pixels, record.data.pixels?.[image.name]);
      return [{ name: input, column, shape, resize, pixels, map }];
    }),
    outputs: program.outputs
      .filter(({ trainOnly }) => !trainOnly)
      .map(({ name: output, shape, label, margin }) => ({
        name: output,
        shape,
        kind: label?.kind,
        classes:
          label?.kind === 'binary' || label?.kind === 'class' ? (label.classes ?? record.data.classes) : [],
        margin,
      })),
  };
}

function recordOf(
  { record, compiled }: LoadedRun,
  { name, weights, train, model, main, sources, inputs, outputs }: ExportFacts,
  { target, fold, quantize }: ExportRequest,
  variables: readonly { readonly path: string; readonly shape: readonly number[] }[],
): ExportRecord {
  return {
    format: 1,
    target,
    options: { fold, quantize },
    run: name,
    weights,
    versions: { netc: netcVersion() },
    train,
    model,
    dataset: compiled.dataset.name,
    main,
    sources,
    settings: record.settings,
    facts: record.data.facts,
    inputs,
    outputs,
    variables: variables.map(({ path, shape }) => ({ path, shape })),
  };
}

const slashed = (path: string): string => path.replaceAll('\\', '/');

function sizeOf(content: string | readonly Uint8Array[]): number {
  if (typeof content === 'string') return new TextEncoder().encode(content).length;
  return content.reduce((sum, piece) => sum + piece.length, 0);
}
