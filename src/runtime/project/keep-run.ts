import type { Saved } from '../../diagnostics/catalogue/run.ts';
import type { Program } from '../../ir/program.ts';
import { writeRecord, type RunRecord } from '../run-folder/record.ts';
import { appendEvent, runFiles, type RunFolder } from '../run-folder/run-folder.ts';
import { readWeights, writeState, writeWeights } from '../run-folder/state.ts';
import type { RunEvent } from '../train/events.ts';
import type { Position } from '../train/position.ts';
import { lastFinished, type Keeper } from '../train/training.ts';
import type { Values } from '../train/weights.ts';

/** Keeps a run in its folder, its record up to date. */
export class RunKeeper implements Keeper {
  current: RunRecord;
  #run: RunFolder;
  readonly #program: Program;
  readonly #tell: (event: RunEvent) => void;
  readonly #now: () => Date;

  constructor(
    run: RunFolder,
    program: Program,
    record: RunRecord,
    tell: (event: RunEvent) => void,
    now: () => Date,
  ) {
    this.#run = run;
    this.#program = program;
    this.current = record;
    this.#tell = tell;
    this.#now = now;
  }

  async save(position: Position, values: Values, weights: Values): Promise<void> {
    const { variables } = this.#program;
    await writeState(this.#run, variables, position, values);
    const what = lastFinished(this.#program, position) ?? 'the beginning';
    const saved: Saved = { what, resume: resumeCommand(this.current.file, this.#run.name) };
    this.#run = { ...this.#run, saved };
    await writeWeights(this.#run, runFiles.last, variables, weights, this.#metadata(position));
    await this.update({ seconds: position.seconds, best: position.best });
  }

  async saveBest(position: Position, weights: Values): Promise<void> {
    await writeWeights(this.#run, runFiles.best, this.#program.variables, weights, this.#metadata(position));
  }

  async savePhaseBest(position: Position, weights: Values): Promise<void> {
    const { variables } = this.#program;
    await writeWeights(this.#run, runFiles.phaseBest, variables, weights, this.#metadata(position));
  }

  readPhaseBest(): Promise<Values> {
    return readWeights(this.#run.path, runFiles.phaseBest, this.#program.variables);
  }

  async record(event: RunEvent): Promise<void> {
    await appendEvent(this.#run, event);
    this.#tell(event);
  }

  /** Changes the record, and writes it. */
  async update(change: Partial<RunRecord>): Promise<void> {
    this.current = { ...this.current, ...change, updated: this.#now().toISOString() };
    await writeRecord(this.#run, this.current);
  }

  #metadata(position: Position): Readonly<Record<string, string>> {
    return {
      train: this.#program.train,
      model: this.#program.model.model,
      trained: lastFinished(this.#program, position) ?? 'not yet',
      // Of layers in the order in which they are computed: what other readers lose when they sort.
      layers: JSON.stringify(this.#program.model.layers.map(({ path }) => path)),
    };
  }
}

/** What to type to go on with a run. */
export function resumeCommand(file: string, run: string): string {
  return `netc run ${file} --resume ${run}`;
}
