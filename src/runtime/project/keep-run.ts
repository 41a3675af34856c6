import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Saved } from '../../diagnostics/catalogue/run.ts';
import type { Program } from '../../ir/program.ts';
import { writeRecord, type RunRecord } from '../run-folder/record.ts';
import { appendEvent, runFiles, type RunFolder } from '../run-folder/run-folder.ts';
import { readState, readWeights, writeState, writeWeights } from '../run-folder/state.ts';
import { WriteBehind } from '../run-folder/write-behind.ts';
import type { RunEvent } from '../train/events.ts';
import type { Position } from '../train/position.ts';
import type { State } from '../train/replay.ts';
import { placeText } from '../train/saving.ts';
import type { Keeper } from '../train/training.ts';
import type { Values } from '../train/weights.ts';

/** Keeps a run in its folder, its record up to date. States and weights are written while training goes on. */
export class RunKeeper implements Keeper {
  current: RunRecord;
  #run: RunFolder;
  readonly #program: Program;
  readonly #tell: (event: RunEvent) => void;
  readonly #now: () => Date;
  readonly #behind = new WriteBehind();
  /** Done when the latest state is written. */
  #writing: Promise<void> = Promise.resolve();

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

  /** The folder of the run, with what of it is safe by now. */
  get folder(): RunFolder {
    return this.#run;
  }

  /** Says that the folder holds a state, from which the run goes on. */
  goesOnFrom(position: Position): void {
    const what = placeText(this.#program, position) ?? 'the beginning';
    const saved: Saved = { what, resume: resumeCommand(this.current.file, this.#run.name) };
    this.#run = { ...this.#run, saved };
  }

  async save(position: Position, values: Values, weights: Values): Promise<void> {
    await this.#afterEarlier(async () => {
      // The state last: a run that is killed between the two goes on from the state before, and writes both again.
      await this.#weights(runFiles.last, position, weights);
      await this.#state(position, values);
      await this.#change({ seconds: position.seconds, best: position.best });
    });
  }

  async saveState(position: Position, values: Values): Promise<void> {
    await this.#afterEarlier(() => this.#state(position, values));
  }

  saveBest(position: Position, weights: Values): Promise<void> {
    void this.#behind.add(() => this.#weights(runFiles.best, position, weights));
    return Promise.resolve();
  }

  savePhaseBest(position: Position, weights: Values): Promise<void> {
    void this.#behind.add(() => this.#weights(runFiles.phaseBest, position, weights));
    return Promise.resolve();
  }

  async readState(): Promise<State | undefined> {
    await this.settled();
    if (!existsSync(join(this.#run.path, runFiles.state))) return undefined;
    return readState(this.#run.path, this.#program.variables);
  }

  async readPhaseBest(): Promise<Values> {
    await this.settled();
    return readWeights(this.#run.path, runFiles.phaseBest, this.#program.variables);
  }

  async record(event: RunEvent): Promise<void> {
    await appendEvent(this.#run, event);
    this.#tell(event);
  }

  check(): void {
    this.#behind.check();
  }

  settled(): Promise<void> {
    return this.#behind.settled();
  }

  /** Changes the record, and writes it. */
  async update(change: Partial<RunRecord>): Promise<void> {
    await this.#behind.idle();
    await this.#change(change);
  }

  /** Writes a state behind the caller's back, as soon as the one before it is written: more would fill the memory. */
  async #afterEarlier(work: () => Promise<void>): Promise<void> {
    await this.#writing;
    this.check();
    this.#writing = this.#behind.add(work);
  }

  async #state(position: Position, values: Values): Promise<void> {
    await writeState(this.#run, this.#program.variables, position, values);
    this.goesOnFrom(position);
  }

  #weights(file: string, position: Position, weights: Values): Promise<void> {
    return writeWeights(this.#run, file, this.#program.variables, weights, this.#metadata(position));
  }

  async #change(change: Partial<RunRecord>): Promise<void> {
    this.current = { ...this.current, ...change, updated: this.#now().toISOString() };
    await writeRecord(this.#run, this.current);
  }

  #metadata(position: Position): Readonly<Record<string, string>> {
    return {
      train: this.#program.train,
      model: this.#program.model.model,
      trained: placeText(this.#program, position) ?? 'not yet',
      // Of layers in the order in which they are computed: what other readers lose when they sort.
      layers: JSON.stringify(this.#program.model.layers.map(({ path }) => path)),
    };
  }
}

/** What to type to go on with a run. */
export function resumeCommand(file: string, run: string): string {
  return `netc run ${file} --resume ${run}`;
}
