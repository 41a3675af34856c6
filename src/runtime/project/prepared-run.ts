import type { Dataset } from '../data/index.ts';
import type { PlannedTraining } from '../memory/require-memory.ts';
import type { RunFolder } from '../run-folder/run-folder.ts';
import type { PreparedWeights } from '../weights/load.ts';
import type { CompiledTrain } from './compile-file.ts';
import type { OpenEngine } from './open-engine.ts';
import type { Resumed } from './resume.ts';
import type { RunRequest } from './run-request.ts';

/** All that training in a run folder needs: compiled, divided, compared and opened. */
export interface PreparedRun {
  readonly request: RunRequest;
  readonly compiled: CompiledTrain;
  readonly memory: PlannedTraining;
  readonly dataset: Dataset;
  /** All samples, and where those of training stand among them; undefined where they are all. */
  readonly whole: Dataset;
  readonly drawnFrom: Uint32Array | undefined;
  readonly fingerprint: string;
  readonly seed: number;
  readonly run: RunFolder;
  readonly engine: OpenEngine;
  readonly resumed: Resumed | undefined;
  /** What parts of the model begin with, where that is not drawn. */
  readonly weights: readonly PreparedWeights[];
}
