import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import type { Prediction } from '../../src/runtime/predict/predict-samples.ts';
import { here } from '../cli/here.ts';
import { python } from '../support/reference-python.ts';

/** Predictions of each output, a row for each photo. */
export type Rows = Readonly<Record<string, readonly (readonly number[])[]>>;

/** What a program of another ecosystem says of an export and photos. */
export interface Said {
  readonly together: Rows;
  readonly alone: Rows;
}

/**
 * The photos of a folder in exactly the size that a model takes, as files that lose nothing: whoever decodes them gets
 * the same numbers.
 */
export async function exactPhotos(
  folder: string,
  { height, width }: { readonly height: number; readonly width: number },
): Promise<readonly string[]> {
  mkdirSync('exact', { recursive: true });
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jpg'),
  );
  return Promise.all(
    found.sort().map(async (name, index) => {
      const place = join('exact', `${String(index).padStart(2, '0')}.png`);
      await sharp(join(folder, name))
        .resize(width, height, { fit: 'fill' })
        .removeAlpha()
        .png()
        .toFile(place);
      return place;
    }),
  );
}

/** What `netc predict` says of photos: of two classes the probability of the second, of more all of them. */
export async function netcPredictions(run: string, photos: readonly string[]): Promise<Rows> {
  const { out, err } = await here(['predict', run, ...photos, '--json', '--engine', 'cpu']);
  expect(err).toBe('');
  const { predictions } = JSON.parse(out) as { readonly predictions: readonly Prediction[] };
  expect(predictions.map(({ file }) => file)).toEqual(photos);
  const names = Object.keys(predictions[0]?.outputs ?? {});
  return Object.fromEntries(
    names.map((name) => [name, predictions.map(({ outputs }) => rowOf(outputs[name]))]),
  );
}

function rowOf(said: Prediction['outputs'][string] | undefined): readonly number[] {
  if (said === undefined) return [];
  if ('values' in said) return said.values;
  if (!('probabilities' in said)) throw new Error('a margin is no probability');
  const probabilities = Object.values(said.probabilities);
  return probabilities.length === 2 ? probabilities.slice(1) : probabilities;
}

/** Holds predictions against those of netc, number by number. */
export function expectAgreement(given: Rows, wanted: Rows, tolerance: number): void {
  expect(Object.keys(given)).toEqual(Object.keys(wanted));
  for (const [name, rows] of Object.entries(wanted)) {
    expect(given[name]?.length, name).toBe(rows.length);
    const flat = rows.flat();
    const other = (given[name] ?? []).flat();
    expect(other.length, name).toBe(flat.length);
    const worst = Math.max(...flat.map((value, index) => Math.abs(value - (other[index] ?? NaN))));
    expect(worst, `${name}: largest difference`).toBeLessThanOrEqual(tolerance);
  }
}

/** Whether photos are told apart at all: else any model would agree. */
export function expectVariety(rows: Rows): void {
  for (const [name, values] of Object.entries(rows)) {
    const first = values.map(([value = NaN]) => value);
    expect(Math.max(...first) - Math.min(...first), name).toBeGreaterThan(0.05);
  }
}

/** Options of an export, and how far a prediction may be from the run's: all that numbers can be stored as. */
export const storedWays: readonly (readonly [options: readonly string[], tolerance: number])[] = [
  [[], 1e-5],
  [['--fold'], 1e-5],
  // Halves are off by 2⁻¹¹ of a weight, levels by half a step, a 510th of a channel's range.
  [['--quantize', 'float16'], 2e-3],
  [['--fold', '--quantize', 'uint8'], 2e-2],
];

/**
 * Exports a run of `smallPets`, has a program of the target's own ecosystem open it, and holds what that predicts against
 * netc: of all photos at once, and of each alone.
 * @param program in test/ecosystems
 * @returns what the program said
 */
export async function expectSameOpened<T extends Said>(
  run: string,
  target: string,
  program: string,
  options: readonly string[],
  tolerance: number,
): Promise<T> {
  const photos = await exactPhotos('data/pets/test', { height: 24, width: 28 });
  const wanted = await netcPredictions(run, photos);
  expectVariety(wanted);
  const wrote = await here(['export', run, '--to', target, '-o', 'opened', '--force', ...options]);
  expect(wrote.err).toBe('');
  const said = JSON.parse(
    await python('reference', `test/ecosystems/${program}`, ['opened', ...photos]),
  ) as T;
  expectAgreement(said.together, wanted, tolerance);
  expectAgreement(said.alone, wanted, tolerance);
  return said;
}
