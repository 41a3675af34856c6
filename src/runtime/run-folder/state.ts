import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cannotResume, notARun, weightsDoNotFit } from '../../diagnostics/catalogue/run.ts';
import type { Variable } from '../../ir/program.ts';
import { Problem } from '../problem.ts';
import { beginning, type Position } from '../train/position.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from '../weights/safetensors.ts';
import { parseJson, runFiles, writeRunFile, type RunFolder } from './run-folder.ts';
import { plainReason } from './write-whole.ts';

type Values = ReadonlyMap<string, Float32Array>;

/**
 * Writes what resuming needs as one file, so that position and variables can never be of different moments.
 * @param values weights, statistics and slots by path
 */
export async function writeState(
  run: RunFolder,
  variables: readonly Variable[],
  position: Position,
  values: Values,
): Promise<void> {
  const metadata = { format: 'netc-state', position: JSON.stringify(position) };
  await writeRunFile(
    run,
    runFiles.state,
    encodeSafetensors({ tensors: tensorsOf(variables, values), metadata }),
  );
}

/** Writes weights and statistics, with where they were trained to in the metadata. */
export async function writeWeights(
  run: RunFolder,
  file: string,
  variables: readonly Variable[],
  values: Values,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const tensors = tensorsOf(
    variables.filter(({ role }) => role !== 'slot'),
    values,
  );
  await writeRunFile(run, file, encodeSafetensors({ tensors, metadata: { format: 'netc', ...metadata } }));
}

/**
 * Reads the state of a run for the program it is resumed with.
 * @throws Problem NET7006 when there is none, NET7007 when it is damaged, NET7008 when it is of another program
 */
export async function readState(
  runPath: string,
  variables: readonly Variable[],
): Promise<{ readonly position: Position; readonly values: Values }> {
  const path = join(runPath, runFiles.state);
  const run = basename(runPath);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Problem(cannotResume(undefined, { run, reason: `it has no state (${plainReason(error)})` }));
  });
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const position = parseJson(metadata['position'] ?? '');
  if (!isPosition(position))
    throw new Problem(cannotResume(undefined, { run, reason: 'its state says no position' }));
  return { position, values: fit(tensors, variables, path, false) };
}

/**
 * Reads the weights of a run's model.
 * @param variables weights and statistics of the program; all must be in the file, with their shapes
 * @throws Problem NET7005 when the run has no such file, NET7007 when it is damaged, NET7008 when it does not fit
 */
export async function readWeights(
  run: string,
  file: string,
  variables: readonly Variable[],
): Promise<Values> {
  const path = join(run, file);
  const bytes = await readFile(path).catch((error: unknown) => {
    const reason = `it has no ${file} (${plainReason(error)})`;
    throw new Problem(notARun(undefined, { path: run, reason }));
  });
  const { tensors } = decodeSafetensors(bytes, path);
  return fit(
    tensors,
    variables.filter(({ role }) => role !== 'slot'),
    path,
    true,
  );
}

function tensorsOf(variables: readonly Variable[], values: Values): readonly NamedTensor[] {
  return variables.flatMap(({ path, shape }) => {
    const data = values.get(path);
    return data === undefined ? [] : [{ name: path, shape, data }];
  });
}

/** The tensors by path, after checking that each is a variable of the program and has its shape. */
function fit(
  tensors: readonly NamedTensor[],
  variables: readonly Variable[],
  path: string,
  complete: boolean,
): Values {
  const written = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
  const wanted = new Map(variables.map((variable) => [variable.path, variable.shape]));
  const values = new Map<string, Float32Array>();
  for (const { name, shape, data } of tensors) {
    const expected = wanted.get(name);
    if (expected === undefined || written(expected) !== written(shape))
      throw new Problem(
        weightsDoNotFit(undefined, {
          path,
          weight: name,
          expected: expected === undefined ? 'no weight of this name' : written(expected),
          given: written(shape),
        }),
      );
    values.set(name, data);
  }
  const missing = complete ? variables.find((variable) => !values.has(variable.path)) : undefined;
  if (missing !== undefined)
    throw new Problem(
      weightsDoNotFit(undefined, {
        path,
        weight: missing.path,
        expected: written(missing.shape),
        given: 'no such weight',
      }),
    );
  return values;
}

/** Whether it has every field of a position, each of its type. */
function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries(beginning).every(([name, example]) => {
    const field = fields.get(name);
    return field !== undefined && (example === null || typeof field === typeof example);
  });
}
