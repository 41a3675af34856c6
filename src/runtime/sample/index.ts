import { sampleKindUnknown } from '../../diagnostics/catalogue/sample.ts';
import { Problem } from '../problem.ts';
import { digitCounts, fillDigits } from './digits/fill-digits.ts';
import { type Progress, fillFolder } from './folder/fill.ts';
import { paintOnThreads } from './folder/painters.ts';
import { type Counts, checkWithout } from './folder/request.ts';
import { sampleKinds } from './kind-names.ts';
import { isKindName, kindOf } from './kinds.ts';

export type { Progress } from './folder/fill.ts';
export type { Counts } from './folder/request.ts';

/** What to draw, and where. */
export interface SampleOptions {
  readonly folder: string;
  /**
   * Photos of each split, all classes together; they are shared out evenly. What is not given is the kind's own; of a kind with
   * a table their sum is meant.
   */
  readonly counts?: { readonly [split in keyof Counts]?: number | undefined };
  /** Classes of the kind that are left out: their share of the photos goes to the others. */
  readonly without?: readonly string[];
  /** Whole number from 0; 1 unless given. */
  readonly seed?: number;
  /** Longest side a photo can have, in pixels; the kind's own unless given. */
  readonly size?: number | undefined;
  /** Threads to draw with; as many as there are cores unless given. They do not change the photos. */
  readonly threads?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Calls the drawing off. What is drawn stays, and the same call goes on from there. */
  readonly signal?: AbortSignal;
}

/**
 * Draws a data set of a kind below a folder: `folder/{train,validation,test}/{class}/{class}.0001.jpg`, and a
 * `sample.json` that says what was asked for. A kind with a table has `folder/{class}.0001.jpg` and `folder.csv` instead, digits the files of
 * MNIST. The same kind, seed and size give the same bytes, photo by photo, however
 * many are asked for, and of whichever classes. What is there already is not drawn again.
 * @returns how many photos were drawn now, and how many were asked for
 * @throws Problem NET79xx for what a person can do something about; the reason of `signal` when it is called off
 */
export async function drawSample(
  kind: string,
  {
    folder,
    counts = {},
    without = [],
    seed = 1,
    size,
    threads,
    onProgress = () => undefined,
    signal,
  }: SampleOptions,
): Promise<{ readonly drawn: number; readonly wanted: number }> {
  if (kind !== 'digits' && !isKindName(kind))
    throw new Problem(sampleKindUnknown(undefined, { kind, known: sampleKinds }));
  const standard = kind === 'digits' ? digitCounts : kindOf(kind).counts;
  const all: Counts = {
    train: counts.train ?? standard.train,
    validation: counts.validation ?? standard.validation,
    test: counts.test ?? standard.test,
  };
  if (kind === 'digits') {
    checkWithout(kind, [], without);
    const { drawn } = await fillDigits(folder, { counts: all, seed }, onProgress, signal);
    return { drawn, wanted: all.train + all.validation + all.test };
  }
  const own = kindOf(kind);
  checkWithout(kind, own.table === undefined ? Object.keys(own.classes) : [], without);
  const request = { kind, seed, size: size ?? own.size, counts: all, without };
  const { drawn } = await fillFolder(folder, request, paintOnThreads(threads), onProgress, signal);
  return { drawn, wanted: all.train + all.validation + all.test };
}

/** Draws photos of cats and dogs: `drawSample` of the kind `pets`. */
export async function drawPets(
  options: SampleOptions,
): Promise<{ readonly drawn: number; readonly wanted: number }> {
  return drawSample('pets', options);
}
