import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vote } from '../ensembles/vote.ts';
import { parseJson, writeRunFile, type RunFolder } from './run-folder.ts';
import type { RunStatus } from './record.ts';

/** `ensemble.json`: what an ensemble is made of, and how it stands. Its members are runs below its folder. */
export interface EnsembleRecord {
  readonly format: 1;
  readonly status: RunStatus;
  readonly ensemble: string;
  readonly vote: Vote;
  readonly sample: 'all' | 'bootstrap';
  /** The `.net` file as it was given on the command line. */
  readonly file: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly members: readonly MemberRecord[];
}

export interface MemberRecord {
  /** `finetune-2`. */
  readonly name: string;
  readonly train: string;
  /** Which output votes. */
  readonly output: string;
  /** Its run, inside the ensemble's folder. */
  readonly folder: string;
  readonly seed: number;
  /** Of the split of the data and of bootstrap samples. */
  readonly dataSeed: number;
  /** What it counts in a weighted vote: the share of validation photos that it tells right. */
  readonly weight: number | null;
}

const file = 'ensemble.json';

/** Writes `ensemble.json`. */
export async function writeEnsembleRecord(run: RunFolder, record: EnsembleRecord): Promise<void> {
  await writeRunFile(run, file, `${JSON.stringify(record, null, 2)}\n`);
}

/** Reads `ensemble.json`; undefined where the folder is none of an ensemble. */
export async function readEnsembleRecord(runPath: string): Promise<EnsembleRecord | undefined> {
  const text = await readFile(join(runPath, file), 'utf8').catch(() => undefined);
  const record = text === undefined ? undefined : parseJson(text);
  return isEnsembleRecord(record) ? record : undefined;
}

/** netc itself wrote the file: its format's number and its members are proof enough. */
function isEnsembleRecord(value: unknown): value is EnsembleRecord {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return false;
  return 'members' in value && Array.isArray(value.members) && 'vote' in value;
}
