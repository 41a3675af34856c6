import type { DataFacts } from '../../../typecheck/check-options.ts';
import type { ArraySource, TypedDataset } from '../../../typecheck/typed-module.ts';
import { ArrayProblem } from './array-problem.ts';
import { arrayOf, photoLayout, requireSplits, samplesOf } from './check-parts.ts';
import { arraysExist, findParts } from './find-parts.ts';
import { readLabels, requireUnits } from './read-labels.ts';
import { elementCount } from './stored-array.ts';

/** Numbers of a vector that are looked at before anything runs: of larger ones the shape alone. */
const MOST_NUMBERS = 1 << 22;

/** What the checker wants to know of files of arrays: whether they fit, and how many samples each class has; no pixel is read. */
export async function arrayFacts(
  dataset: TypedDataset,
  source: ArraySource,
  base: string,
): Promise<DataFacts> {
  if (!(await arraysExist(source, base))) return { exists: false, splits: {} };
  const splits: Record<string, Record<string, number>> = {};
  const { split, images, labels } = dataset;
  const classed = labels.find(({ kind }) => kind === 'class' || kind === 'binary');
  try {
    const parts = await findParts(dataset, source, base);
    requireSplits(parts, split, source.path);
    for (const part of parts) {
      samplesOf(part);
      for (const image of images) photoLayout(image, arrayOf(part, image.name));
      const counts = (splits[split.kind === 'files' ? (part.split ?? '') : ''] ??= {});
      for (const label of labels) {
        const array = arrayOf(part, label.name);
        if (label.kind === 'vector' && elementCount(array) * label.units > MOST_NUMBERS) {
          requireUnits(label, array);
          continue;
        }
        const numbers = readLabels(label, array);
        if (label !== classed) continue;
        for (const number of numbers) {
          const name = label.classes?.[number] ?? String(number);
          counts[name] = (counts[name] ?? 0) + 1;
        }
      }
    }
    return { exists: true, splits };
  } catch (thrown) {
    if (thrown instanceof ArrayProblem) return { exists: true, splits: {}, fault: thrown.fault };
    throw thrown;
  }
}
