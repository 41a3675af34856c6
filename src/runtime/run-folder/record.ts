import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import { notARun } from '../../diagnostics/catalogue/run.ts';
import type { PixelStatistics } from '../../typecheck/data/pixel-domains.ts';
import type { DataFacts } from '../../typecheck/check-options.ts';
import { Problem } from '../problem.ts';
import type { Confusion } from '../metrics/tally.ts';
import type { FlatScores } from '../train/events.ts';
import type { Best } from '../train/position.ts';
import type { LoadedWeights } from '../weights/load.ts';
import { parseJson, runFiles, writeRunFile, type RunFolder } from './run-folder.ts';
import { plainReason, systemCode } from './write-whole.ts';

export type RunStatus = 'running' | 'done' | 'interrupted' | 'failed';

/** What has ended a run, in the words that were shown. */
export interface RunFailure {
  /** Undefined for what has no page of its own. */
  readonly code?: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** `run.json`: what ran, with what, and how it stands. */
export interface RunRecord {
  readonly format: 1;
  readonly status: RunStatus;
  /** Why it has failed. */
  readonly failure?: RunFailure | undefined;
  readonly train: string;
  readonly model: string;
  readonly dataset: string;
  /** The `.net` file inside `source/`. */
  readonly main: string;
  /** The `.net` file as it was given on the command line. */
  readonly file: string;
  readonly seed: number;
  /** Of the split of the data, where a member of an ensemble shares it with others. */
  readonly dataSeed?: number;
  /** The number of its bootstrap sample, where it trains on one. */
  readonly bootstrap?: number;
  /** What learning rates are multiplied by, where `--scale-rate` has said it. */
  readonly rateShare?: number | undefined;
  /** What `--set` said, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** False where what phases do not change is computed anew in each step. */
  readonly keepFeatures?: boolean;
  readonly engine: { readonly name: string; readonly description: string; readonly reason: string };
  readonly data: {
    readonly folder: string;
    readonly fingerprint: string;
    readonly classes: readonly string[];
    /** What the checker was told of the folder. */
    readonly facts: DataFacts;
    /** What was measured of the training photos, by image column; for columns that are standardized. */
    readonly pixels?: Readonly<Record<string, PixelStatistics>>;
    readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
    /** What a sample is called; a photo where it is not said. */
    readonly noun?: SampleNoun;
  };
  /** What parts of the model began with, where that was not drawn. */
  readonly weights?: readonly LoadedWeights[];
  readonly versions: Readonly<Record<string, string>>;
  readonly git: { readonly commit: string; readonly changed: boolean } | null;
  readonly started: string;
  readonly updated: string;
  readonly seconds: number;
  readonly best: Best | null;
  readonly test: FlatScores | null;
  /** Of the test split, by metric. */
  readonly confusions?: Readonly<Record<string, Confusion>>;
}

/** Writes `run.json`. */
export async function writeRecord(run: RunFolder, record: RunRecord): Promise<void> {
  await writeRunFile(run, runFiles.record, `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * Reads `run.json`.
 * @throws Problem NET7005 when the folder is none of a run
 */
export async function readRecord(runPath: string): Promise<RunRecord> {
  const text = await readFile(join(runPath, runFiles.record), 'utf8').catch((error: unknown) => {
    throw new Problem(notARun(undefined, { path: runPath, reason: unreadable(error) }));
  });
  const record = parseJson(text);
  if (!isRecord(record))
    throw new Problem(
      notARun(undefined, { path: runPath, reason: `its ${runFiles.record} is not one of netc` }),
    );
  return record;
}

function unreadable(error: unknown): string {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? `it has no ${runFiles.record}`
    : `its ${runFiles.record}: ${plainReason(error)}`;
}

/** netc itself wrote the file: its format's number and the fields that later steps stand on are proof enough. */
function isRecord(value: unknown): value is RunRecord {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return false;
  return 'train' in value && 'main' in value && 'settings' in value && 'data' in value;
}
