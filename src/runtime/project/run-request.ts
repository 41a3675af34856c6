import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunFolder } from '../run-folder/run-folder.ts';
import type { FlatScores, RunEvent } from '../train/events.ts';
import type { Progress } from '../train/training.ts';
import type { EngineChoice } from './open-engine.ts';

/** What is to be trained, and who wants to hear of it. */
export interface RunRequest {
  /** The `.net` file. */
  readonly file: string;
  /** Where `runs/` and relative data folders are. */
  readonly workingDirectory: string;
  /** Which train; needed where the file has several. */
  readonly train?: string | undefined;
  /** Values of params by name, as text. */
  readonly settings: Readonly<Record<string, string>>;
  readonly engine: EngineChoice;
  readonly seed?: number | undefined;
  /** Folder of a run to go on with. */
  readonly resume?: string | undefined;
  /** Folder of a run whose division of the data is used again. */
  readonly split?: string | undefined;
  /** Where it is trained as a member of an ensemble. */
  readonly member?: MemberRequest | undefined;
  /** What learning rates are multiplied by from here on. */
  readonly rateShare?: number | undefined;
  /** Milliseconds between saves inside an epoch; ten minutes where it is not said. */
  readonly saveEvery?: number | undefined;
  /** Whether what a phase does not change is computed once and kept; it is, where it is not said. */
  readonly keepFeatures?: boolean | undefined;
  /** Ends the run after the step at hand, saved. */
  readonly stop: AbortSignal;
  readonly event?: (event: RunEvent) => void;
  readonly progress?: (progress: Progress) => void;
  /** Told of warnings and advice. */
  readonly diagnostics?: (diagnostics: readonly Diagnostic[]) => void;
  /** Told in a few words of what takes time before training begins. */
  readonly note?: (text: string) => void;
  /** Told of the bytes of a download, and of how many there will be where that is known. */
  readonly download?: (file: string, done: number, total: number | undefined) => void;
}

/** How a member of an ensemble differs from a train of its own. */
export interface MemberRequest {
  /** Fingerprints of data in which no photo is in several splits: members mostly share theirs. */
  readonly sound: Set<string>;
  /** Its folder, new and empty. */
  readonly into: RunFolder;
  /** Of the split of the data, which the members share. */
  readonly dataSeed: number;
  /** The number of its bootstrap sample; undefined for all training samples. */
  readonly bootstrap: number | undefined;
}

export interface RunOutcome {
  readonly status: 'done' | 'interrupted';
  readonly run: string;
  readonly path: string;
  readonly engine: string;
  /** Undefined without a test split, and for an interrupted run. */
  readonly test: FlatScores | undefined;
  /** What to type to go on. */
  readonly resume: string;
  /** What the model could be asked about: `photo.jpg`. */
  readonly example: string;
}
