import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { enginesFolder } from '../../../src/runtime/engines/install/folders.ts';
import type { EngineName } from '../../../src/runtime/engines/engine.ts';
import type { RunOutcome, RunRequest } from '../../../src/runtime/project/run-request.ts';
import { runTraining } from '../../../src/runtime/project/run-training.ts';
import type { RunEvent } from '../../../src/runtime/train/events.ts';
import { decodeSafetensors } from '../../../src/runtime/weights/safetensors.ts';
import { drawnPhoto, temporaryFolder } from '../data/photo-files.ts';

/** Has everything that is kept in a folder of the test's own, with the engines that are installed. */
export function withOwnCache(): () => string {
  const folder = temporaryFolder();
  const before = process.env['NETC_CACHE'];
  beforeAll(() => {
    const engines = enginesFolder();
    if (existsSync(engines)) symlinkSync(engines, join(folder, 'engines'), 'junction');
    process.env['NETC_CACHE'] = folder;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['NETC_CACHE'];
    else process.env['NETC_CACHE'] = before;
  });
  return () => join(folder, 'features');
}

/** A folder with photos of two classes, as `SPLIT/CLASS/NUMBER.jpg`, and a program. */
export async function withPhotos(
  program: string,
  counts: Readonly<Record<string, number>> = { train: 22, validation: 10, test: 6 },
): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'program.net'), program);
  for (const [split, count] of Object.entries(counts))
    for (let number = 0; number < count; number++) {
      const place = join(folder, 'photos', split, number % 2 === 0 ? 'one' : 'two');
      mkdirSync(place, { recursive: true });
      const photo = drawnPhoto(`${split}-${number}`, 30, 30).jpeg();
      writeFileSync(join(place, `${number}.jpg`), await photo.toBuffer());
    }
  return folder;
}

/** What a run told and came to. */
export interface Trained {
  readonly outcome: RunOutcome;
  readonly events: readonly RunEvent[];
  readonly diagnostics: readonly Diagnostic[];
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** Trains the program of a folder. */
export async function trained(
  folder: string,
  engine: EngineName,
  more: Partial<RunRequest> = {},
): Promise<Trained> {
  const events: RunEvent[] = [];
  const diagnostics: Diagnostic[] = [];
  const outcome = await runTraining({
    file: join(folder, 'program.net'),
    workingDirectory: folder,
    settings: {},
    engine,
    stop: new AbortController().signal,
    event: (event) => events.push(event),
    diagnostics: (told) => diagnostics.push(...told),
    ...more,
  });
  return { outcome, events, diagnostics, weights: weightsOf(outcome.path) };
}

function weightsOf(run: string): ReadonlyMap<string, Float32Array> {
  const path = join(run, 'weights/last.safetensors');
  return new Map(decodeSafetensors(readFileSync(path), path).tensors.map(({ name, data }) => [name, data]));
}
