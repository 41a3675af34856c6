import type { Program } from '../../ir/program.ts';
import { readEvents, runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import { confusionTables } from '../metrics/confusion-tables.ts';
import type { RunRecord } from '../run-folder/record.ts';
import { reportFacts, runCommand } from './report-facts.ts';

/** Writes `report.html` from what the run folder has by now. */
export async function writeReport(
  run: RunFolder,
  program: Program,
  record: RunRecord,
  source: { readonly path: string; readonly text: string },
): Promise<void> {
  const { runReportHtml } = await import('../../report/run-report.ts');
  const epochs = (await readEvents(run.path)).filter((event) => event.event === 'epoch');
  const page = await runReportHtml({
    run: run.name,
    status: record.status,
    failure: record.failure,
    program,
    epochs,
    best: record.best,
    test: record.test,
    confusions: confusionTables(
      program,
      record.confusions ?? epochs.at(-1)?.confusions ?? {},
      record.data.classes,
    ),
    seconds: record.seconds,
    ...reportFacts(record),
    seed: record.seed,
    source,
    command: runCommand(record, record.train, record.seed),
  });
  await writeRunFile(run, runFiles.report, page);
}
