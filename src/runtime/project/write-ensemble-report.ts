import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnsembleReport, ReportMember } from '../../report/ensemble-report.ts';
import type { EnsembleRecord, MemberRecord } from '../run-folder/ensemble-record.ts';
import { readRecord, type RunRecord } from '../run-folder/record.ts';
import { runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import type { EnsembleEvaluation } from './evaluate-ensemble.ts';
import { reportFacts, runCommand } from './report-facts.ts';

/**
 * Writes the `report.html` of an ensemble from what its folder has by now; nothing where no member has begun.
 * @param judged how its members voted on a split, where all are trained
 */
export async function writeEnsembleReport(
  run: RunFolder,
  record: EnsembleRecord,
  judged: EnsembleEvaluation | undefined,
): Promise<void> {
  const runs = await Promise.all(
    record.members.map(({ folder }) => readRecord(join(run.path, folder)).catch(() => undefined)),
  );
  const [first] = runs.filter((each) => each !== undefined);
  const place = record.members.find((_, index) => runs[index] === first);
  if (first === undefined || place === undefined) return;
  const text = await readFile(join(run.path, place.folder, runFiles.source, first.main), 'utf8');
  const { ensembleReportHtml } = await import('../../report/ensemble-report.ts');
  const page = await ensembleReportHtml({
    run: run.name,
    status: record.status,
    ensemble: record.ensemble,
    dataset: first.dataset,
    vote: record.vote,
    sample: record.sample,
    members: record.members.map((member, index) => memberOf(member, runs[index])),
    judged: judged && votedOn(judged),
    ...reportFacts(first),
    source: { path: record.file, text },
    command: runCommand(record, record.ensemble, place.dataSeed),
  });
  await writeRunFile(run, runFiles.report, page);
}

function memberOf(
  { name, train, folder, seed, weight }: MemberRecord,
  run: RunRecord | undefined,
): ReportMember {
  return {
    name,
    model: run?.model ?? train,
    report: `${folder}/${runFiles.report}`,
    status: run?.status ?? 'waiting',
    seed,
    seconds: run?.seconds ?? 0,
    validation: weight,
  };
}

function votedOn({ split, confusion, ensemble, ...rest }: EnsembleEvaluation): EnsembleReport['judged'] {
  if (split === 'train') return undefined;
  return { ...rest, split, confusion: confusion && { name: ensemble, ...confusion } };
}
