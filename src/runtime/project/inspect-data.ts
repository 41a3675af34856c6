import { join } from 'node:path';
import { photoLeftOut } from '../../diagnostics/catalogue/photos.ts';
import { identicalAcrossSplits, similarAcrossSplits } from '../../diagnostics/catalogue/splits.ts';
import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import { Problem } from '../problem.ts';
import { crossesSplits, summaryOf } from '../data/inspect/duplicates.ts';
import { inspectDataset, type Inspection } from '../data/inspect/inspect-dataset.ts';
import { loadDataset } from '../data/index.ts';
import { quarantineName, quarantineText } from '../data/quarantine.ts';
import { writeWhole } from '../run-folder/write-whole.ts';
import { checkFile } from './check-file.ts';

export interface InspectRequest {
  readonly workingDirectory: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Writes lists of the photos that are better left out. */
  readonly fix: boolean;
  readonly progress?: (dataset: string, done: number, total: number) => void;
}

/** What was found in one data set, with what is to be said of it. */
export interface InspectedData extends Inspection {
  /** As the program names it. */
  readonly path: string;
  /** What a sample is called. */
  readonly noun: SampleNoun;
  readonly diagnostics: readonly Diagnostic[];
  /** The list that was written, and how many photos it has. */
  readonly quarantine: { readonly path: string; readonly photos: number } | undefined;
}

/**
 * Looks at all photos of the data sets of a file.
 * @throws Problem with what the checker says of the file where it is wrong, and where a table cannot be read
 */
export async function inspectData(file: string, request: InspectRequest): Promise<readonly InspectedData[]> {
  const { workingDirectory, settings } = request;
  const { typed, diagnostics } = await checkFile(file, { workingDirectory, settings, data: 'needed' });
  if (hasErrors(diagnostics)) throw new Problem(...diagnostics);
  const inspected: InspectedData[] = [];
  for (const declared of typed.datasets) {
    const seed = typed.trains.find((train) => train.dataset === declared.name)?.seed ?? 0;
    const dataset = await loadDataset(declared, { base: workingDirectory, seed });
    const inspection = await inspectDataset(dataset, (done, total) =>
      request.progress?.(declared.name, done, total),
    );
    const across = inspection.identical.filter(crossesSplits);
    inspected.push({
      ...inspection,
      path: declared.source.path,
      noun: sampleNoun(declared),
      diagnostics: [
        ...dataset.findings,
        ...inspection.broken.map((problem) => photoLeftOut(declared.span, problem)),
        ...(across.length === 0
          ? []
          : [identicalAcrossSplits(declared.span, summaryOf(declared.name, across))]),
        ...(inspection.similar.length === 0
          ? []
          : [similarAcrossSplits(declared.span, summaryOf(declared.name, inspection.similar))]),
      ],
      quarantine: request.fix ? await quarantine(inspection) : undefined,
    });
  }
  return inspected;
}

/** Broken photos, and of identical ones in several splits all but the first that is not trained on. */
async function quarantine(inspection: Inspection): Promise<InspectedData['quarantine']> {
  const { dataset, broken, identical } = inspection;
  const copies = identical.filter(crossesSplits).flatMap((alike) => {
    const kept =
      alike.find(({ split }) => split === 'test') ?? alike.find(({ split }) => split === 'validation');
    // A row that names the same file again would take the kept one with it.
    return alike
      .filter(({ photo }) => photo.file !== kept?.photo.file)
      .map(({ photo }) => ({
        file: photo.file,
        reason: `the same as ${kept?.photo.file ?? ''}`,
      }));
  });
  const listed = [
    ...[...dataset.quarantined].map((file) => ({ file, reason: 'listed before' })),
    ...broken.map(({ file, reason }) => ({ file, reason })),
    ...copies,
  ];
  const path = join(dataset.folder, quarantineName);
  if (broken.length + copies.length > 0) await writeWhole(path, quarantineText(listed));
  return { path, photos: broken.length + copies.length };
}
