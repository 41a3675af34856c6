import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnsembleReport, ReportMember } from '../../report/ensemble-report.ts';
import type { EnsembleRecord, MemberRecord } from '../run-folder/ensemble-record.ts';
import { readRecord, type RunRecord } from '../run-folder/record.ts';
import { runFiles, writeRunFile, type RunFolder } from '../run-folder/run-folder.ts';
import type { EnsembleEvaluation } from './evaluate-ensemble.ts';

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
  const settings = Object.entries(record.settings).map(([name, value]) => ` --set ${name}=${value}`);
  const page = await ensembleReportHtml({
    run: run.name,
    status: record.status,
    ensemble: record.ensemble,
    dataset: first.dataset,
    vote: record.vote,
    sample: record.sample,
    members: record.members.map((member, index) => memberOf(member, runs[index])),
    judged: judged && votedOn(judged),
    engine: first.engine,
    data: first.data,
    versions: {
      ...first.versions,
      ...(first.git && { commit: first.git.commit + (first.git.changed ? ', with changes' : '') }),
    },
    started: first.started.slice(0, 16).replace('T', ' ') + ' UTC',
    source: { path: record.file, text },
    command: `netc run ${record.file} --train ${record.ensemble} --seed ${place.dataSeed}${settings.join('')}`,
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
