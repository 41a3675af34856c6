import type { PhaseProgram } from '../../ir/program.ts';
import { chooseEngine, type EngineStatus } from '../engines/registry.ts';
import { memoryLimits } from '../memory/memory-limits.ts';
import type { PlannedTraining } from '../memory/require-memory.ts';
import type { CompiledTrain } from './compile-file.ts';
import type { EngineChoice } from './open-engine.ts';

/**
 * A train with the engine that it will run on, as far as that is known before it starts, and the memory there is.
 * @param engines those of this machine
 */
export async function planMemory(
  choice: EngineChoice,
  compiled: CompiledTrain,
  engines: readonly EngineStatus[],
): Promise<PlannedTraining> {
  const { name } = await chooseEngine(choice, engines);
  const onGpu = engines.find((status) => status.name === name)?.device === 'GPU';
  const { program, typed } = compiled;
  const train = typed.trains.find((each) => each.name === program.train);
  return {
    program,
    engine: name,
    limits: await memoryLimits(name, onGpu),
    // A stage of a phase has the phase's name before its own.
    spanOf: (phase: PhaseProgram) =>
      train?.phases.find(({ name: other }) => other === phase.name)?.span ?? train?.span,
  };
}
