import { scalar } from '../metrics/tally.ts';
import { phaseAt } from './evaluate.ts';
import { withDrawn } from './initialize.ts';
import { brokenVariable, type BrokenNumber, type NumbersBroke, type Scene } from './numbers-broke.ts';
import { afterBeginning, afterStep, type Position } from './position.ts';
import { stateVariables } from './saving.ts';
import { stepRun } from './step.ts';
import { stepsInEpoch, type Training } from './training.ts';
import type { Values } from './weights.ts';

/** A step after which the first number was broken, and what showed it. */
export interface BrokenStep extends Scene {
  /** Before the step. */
  readonly position: Position;
  readonly broken: BrokenNumber;
}

/** A state that was saved. */
export interface State {
  readonly position: Position;
  readonly values: Values;
}

/**
 * Trains again from a saved state to where a number was seen to be broken, looking at all numbers after each step:
 * the same state and the same batches break the same number. Nothing is saved or recorded.
 * @returns undefined where nothing breaks this time, or where `stop` has ended it
 */
export async function replay(
  training: Training,
  { position: from, values }: State,
  { broken, position: until }: NumbersBroke,
): Promise<BrokenStep | undefined> {
  const { program, session, stop } = training;
  const phase = phaseAt(program, from.phase);
  const paths = stateVariables(program, from);
  await session.assign(withDrawn(program.variables, values, training.seed));
  let position = from.begun ? from : afterBeginning(from, stepsInEpoch(training, phase));
  let before: Values = await session.read(paths);
  const phaseFeeds = training.phaseFeeds?.(phase) ?? {};
  // The loss of a step is known before the step is counted.
  const last = until.globalStep - (broken.kind === 'loss' ? 0 : 1);
  for await (const batch of training.sources(phase).train.batches(position.globalEpoch, position.step)) {
    if (stop.aborted || position.globalStep > last) return undefined;
    const run = stepRun(training, phase, position, batch, phaseFeeds);
    const value = scalar((await session.run(run.graph, run.feeds))['loss'], 'loss');
    const after = await session.read(paths);
    const found: BrokenNumber | undefined = Number.isFinite(value)
      ? brokenVariable(after)
      : { kind: 'loss', split: 'train', value };
    if (found !== undefined) return { ...run, values: before, files: batch.files, position, broken: found };
    batch.release?.();
    before = after;
    position = afterStep(position, position.sums, 0);
  }
  return undefined;
}
