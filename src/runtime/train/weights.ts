import type { Program } from '../../ir/program.ts';
import { averagePath } from '../../ir/updates.ts';
import type { Session } from '../engines/engine.ts';
import type { Position } from './position.ts';

/** Values of variables by path. */
export type Values = ReadonlyMap<string, Float32Array>;

/** Weights and statistics without slots; where averages of weights are kept, those in their place. */
export function usableWeights(program: Program, position: Position, values: Values): Values {
  const slots = new Set(program.variables.filter(({ role }) => role === 'slot').map(({ path }) => path));
  const weights = [...values].filter(([path]) => !slots.has(path));
  return new Map([...weights, ...averagesOf(program, position, values)]);
}

/** The averages by the paths of the weights that they are of; none before the first update. */
function averagesOf({ phases }: Program, position: Position, values: Values): Values {
  const phase = phases[position.phase];
  if (phase === undefined || phase.regime.average === null) return new Map();
  if (!position.begun || position.optimizerStep < phase.regime.accumulate) return new Map();
  return new Map(
    phase.trainable.flatMap((path) => {
      const average = values.get(averagePath(path));
      return average === undefined ? [] : [[path, average] as const];
    }),
  );
}

/**
 * Does something with the averages in place of the weights that they are of, and puts the weights back.
 * @param values what the variables are
 */
export async function withAverages<T>(
  { program, session }: { readonly program: Program; readonly session: Session },
  position: Position,
  values: Values,
  action: () => Promise<T>,
): Promise<T> {
  const averages = averagesOf(program, position, values);
  if (averages.size === 0) return action();
  await session.assign(averages);
  try {
    return await action();
  } finally {
    await session.assign(new Map([...values].filter(([path]) => averages.has(path))));
  }
}
