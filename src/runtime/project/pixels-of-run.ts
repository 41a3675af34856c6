import { join, relative } from 'node:path';
import { parse } from '../../parser/parse.ts';
import { check } from '../../typecheck/check.ts';
import type { PixelDomain } from '../../typecheck/typed-module.ts';
import { Problem } from '../problem.ts';
import { readRecord } from '../run-folder/record.ts';
import { runFiles } from '../run-folder/run-folder.ts';
import { SourceReader } from './source-reader.ts';

/** The pixels that the model of a run was trained on; undefined where it has several photos, or rescales them itself. */
export async function pixelsOfRun(
  run: string | undefined,
  workingDirectory: string,
): Promise<PixelDomain | undefined> {
  if (run === undefined) return undefined;
  try {
    const record = await readRecord(run);
    const reader = new SourceReader(workingDirectory);
    const main = reader.main(join(relative(workingDirectory, run), runFiles.source, record.main));
    const { value: typed } = check(parse(main).value, {
      resolveImport: reader.resolveImport,
      overrides: new Map(Object.entries(record.settings)),
      facts: new Map([[record.dataset, record.data.facts]]),
    });
    const model = typed.models.find(({ name }) => name === record.model);
    const images = typed.datasets.find(({ name }) => name === record.dataset)?.images ?? [];
    const [image] = images;
    const rescales = model?.layers.some(({ kind }) => kind === 'rescale') ?? true;
    return images.length === 1 && !rescales ? image?.pixels : undefined;
  } catch (error) {
    // A run whose program cannot be read has weights all the same.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
