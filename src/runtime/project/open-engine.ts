import type { Program } from '../../ir/program.ts';
import { EngineError } from '../engines/engine-error.ts';
import type { EngineName, Session } from '../engines/engine.ts';
import { startEngine, type HostedEngine } from '../engines/host.ts';
import { chooseEngine, listEngines, type EngineStatus } from '../engines/registry.ts';

/** What `--engine` may say. */
export type EngineChoice = 'auto' | EngineName;

/** An engine with a program loaded. */
export interface OpenEngine {
  readonly name: EngineName;
  readonly description: string;
  /** Why it was chosen. */
  readonly reason: string;
  readonly session: Session;
  /** Makes another program runnable. */
  readonly load: (program: Program) => Promise<Session>;
  close(): Promise<void>;
}

/**
 * Starts the engine that is asked for, or the fastest that works, and loads a program. Where `auto` chose one that does
 * not start after all, the next one is taken, and the reason says so.
 * @param seen the engines of this machine, where they are known already
 * @throws EngineError when there is none
 */
export async function openEngine(
  choice: EngineChoice,
  program: Program,
  seen?: readonly EngineStatus[],
): Promise<OpenEngine> {
  const statuses = seen ?? (await listEngines());
  const { name, reason } = await chooseEngine(choice, statuses);
  try {
    return await open(name, reason, program);
  } catch (error) {
    if (choice !== 'auto' || !(error instanceof EngineError)) throw error;
    const others = statuses.map((status) =>
      status.name === name ? { ...status, available: false } : status,
    );
    const next = await chooseEngine('auto', others).catch(() => undefined);
    if (next === undefined) throw error;
    return open(next.name, `${name} does not work here: ${error.message}`, program);
  }
}

/** What training steps compute in, where the program leaves it to the engine or asks for what it may not have. */
function arithmeticNote({ precision }: Program, { arithmetic }: Session): readonly string[] {
  if (precision === 'float32') return [];
  const refused = precision === 'bfloat16' && arithmetic === 'float32';
  return [`steps in ${arithmetic}${refused ? ' (it has no bfloat16)' : ''}`];
}

async function open(name: EngineName, reason: string, program: Program): Promise<OpenEngine> {
  const engine: HostedEngine = await startEngine(name);
  try {
    const session = await engine.load(program);
    const description = [engine.description, ...arithmeticNote(program, session)].join(', ');
    const load = (other: Program): Promise<Session> => engine.load(other);
    return { name, description, reason, session, load, close: () => engine.stop() };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
