import type { ReportFacts } from '../../report/report-page.ts';
import type { RunRecord } from '../run-folder/record.ts';

/** What a report says a run was made with, and when it began. */
export function reportFacts({
  engine,
  data,
  versions,
  git,
  started,
}: RunRecord): ReportFacts & { readonly started: string } {
  return {
    engine,
    data: { ...data, noun: data.noun ?? 'photo' },
    versions: {
      ...versions,
      ...(git && { commit: git.commit + (git.changed ? ', with changes' : '') }),
    },
    started: started.slice(0, 16).replace('T', ' ') + ' UTC',
  };
}

/** What to type to run it again. */
export function runCommand(
  { file, settings }: Pick<RunRecord, 'file' | 'settings'>,
  train: string,
  seed: number,
): string {
  const given = Object.entries(settings).map(([name, value]) => ` --set ${name}=${value}`);
  return `netc run ${file} --train ${train} --seed ${seed}${given.join('')}`;
}
