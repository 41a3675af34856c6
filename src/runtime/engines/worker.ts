import { parentPort, workerData } from 'node:worker_threads';
import { EngineError } from './engine-error.ts';
import type { Engine, Session } from './engine.ts';
import { createEngine } from './registry.ts';
import {
  buffersOf,
  distinctBuffers,
  toPlainError,
  type Memory,
  type Reply,
  type Request,
  type Task,
  type TaskResult,
  type WorkerStart,
} from './worker-messages.ts';

/** The thread that an engine runs in: does one task after the other. Started by `host.ts`. */

const { name, options } = workerData as WorkerStart; // given by host.ts
const port = parentPort;
if (port === null) throw new Error('This file is the entry of a worker thread.');

const sessions = new Map<number, Session>();
let loaded = 0;
let engine: Engine | undefined;

try {
  engine = await createEngine(name, options);
  send({ kind: 'ready', description: engine.description });
} catch (error) {
  send({ kind: 'failed', error: toPlainError(error) });
}

let last = Promise.resolve();
port.on('message', (request: Request) => {
  last = last.then(() => handle(request));
});

async function handle({ id, task }: Request): Promise<void> {
  try {
    const result = await perform(task);
    send({ kind: 'done', id, result, memory: memoryOf(task) }, buffersIn(result));
  } catch (error) {
    send({ kind: 'refused', id, error: toPlainError(error) });
  }
  if (task.kind === 'stop') port?.close();
}

async function perform(task: Task): Promise<TaskResult> {
  switch (task.kind) {
    case 'load': {
      if (!engine) throw new EngineError('load', `The ${name} engine did not start`);
      const session = await engine.load(task.program);
      loaded += 1;
      sessions.set(loaded, session);
      return { kind: 'load', session: loaded, arithmetic: session.arithmetic };
    }
    case 'assign':
      await sessionOf(task.session).assign(task.values);
      return { kind: 'assign' };
    case 'run':
      return { kind: 'run', results: await sessionOf(task.session).run(task.graph, task.feeds) };
    case 'read':
      return { kind: 'read', values: await sessionOf(task.session).read(task.paths) };
    case 'dispose':
      await sessionOf(task.session).dispose();
      sessions.delete(task.session);
      return { kind: 'dispose' };
    case 'stop':
      for (const session of sessions.values()) await session.dispose();
      return { kind: 'stop' };
  }
}

function sessionOf(number: number): Session {
  const session = sessions.get(number);
  if (!session) throw new EngineError('input', 'There is no such session');
  return session;
}

function memoryOf(task: Task): Memory {
  return 'session' in task ? sessions.get(task.session)?.memory() : undefined;
}

function buffersIn(result: TaskResult): ArrayBuffer[] {
  if (result.kind === 'run') return buffersOf(result.results);
  return result.kind === 'read' ? distinctBuffers(result.values.values()) : [];
}

function send(reply: Reply, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(reply, transfer);
}
