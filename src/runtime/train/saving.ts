import type { Program } from '../../ir/program.ts';
import { phaseAt } from './evaluate.ts';
import { brokenVariable, NumbersBroke } from './numbers-broke.ts';
import type { Position } from './position.ts';
import type { Training } from './training.ts';
import { usableWeights, type Values } from './weights.ts';

/** Saves whole states of a training, and knows when the next one is due. */
export class Saving {
  readonly #training: Training;
  #at: number;

  constructor(training: Training) {
    this.#training = training;
    this.#at = training.clock();
  }

  /** Whether so much time has passed since the last save that a kill would cost too much. */
  isDue(): boolean {
    const { clock, saveEvery } = this.#training;
    return clock() - this.#at >= saveEvery;
  }

  /**
   * What a state is made of, at a position.
   * @throws NumbersBroke where it is not finite: such a state must not take the place of a good one
   */
  async read(position: Position): Promise<Values> {
    const { program, session } = this.#training;
    const values = await session.read(stateVariables(program, position));
    const broken = brokenVariable(values);
    if (broken !== undefined) throw new NumbersBroke(broken, position);
    return values;
  }

  /** Saves the state, and with it the weights as a user of the model gets them. */
  async whole(
    position: Position,
    values: Values,
    weights = usableWeights(this.#training.program, position, values),
  ): Promise<void> {
    await this.#training.keeper.save(position, values, weights);
    this.#at = this.#training.clock();
  }

  /** Saves the state alone, in the middle of an epoch. */
  async middle(position: Position): Promise<void> {
    await this.#training.keeper.saveState(position, await this.read(position));
    this.#at = this.#training.clock();
  }
}

/** Paths of weights, statistics, and the slots of the phase at hand: other phases' slots begin afresh. */
export function stateVariables({ variables, phases }: Program, { phase }: Position): readonly string[] {
  const slots = new Set(phases[phase]?.slots ?? []);
  return variables.filter(({ path, role }) => role !== 'slot' || slots.has(path)).map(({ path }) => path);
}

/** Where a position stands in words: `step 12 of epoch 4 of phase top`, `epoch 3 of phase top`; undefined at the beginning. */
export function placeText(program: Program, position: Position): string | undefined {
  const { phase, epoch, step } = position;
  if (step > 0) return `step ${step} of epoch ${epoch + 1} of phase ${phaseAt(program, phase).name}`;
  if (epoch > 0) return `epoch ${epoch} of phase ${phaseAt(program, phase).name}`;
  const before = program.phases[phase - 1];
  return before === undefined ? undefined : `the end of phase ${before.name}`;
}
