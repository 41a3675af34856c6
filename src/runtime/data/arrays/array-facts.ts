import type { DataFacts } from '../../../typecheck/check-options.ts';
import type { ArraySource, TypedDataset } from '../../../typecheck/typed-module.ts';
import { ArrayProblem } from './array-problem.ts';
import { arrayOf, photoLayout, requireSplits, samplesOf } from './check-parts.ts';
import { arraysExist, findParts } from './find-parts.ts';
import { readLabels } from './read-labels.ts';

/** What the checker wants to know of files of arrays: whether they fit, and how many samples each class has; no pixel is read. */
export async function arrayFacts(
  dataset: TypedDataset,
  source: ArraySource,
  base: string,
): Promise<DataFacts> {
  if (!(await arraysExist(source, base))) return { exists: false, splits: {} };
  const splits: Record<string, Record<string, number>> = {};
  const { split, images, labels } = dataset;
  try {
    const parts = await findParts(dataset, source, base);
    requireSplits(parts, split, source.path);
    for (const part of parts) {
      samplesOf(part);
      for (const image of images) photoLayout(image, arrayOf(part, image.name));
      const counts = (splits[split.kind === 'files' ? (part.split ?? '') : ''] ??= {});
      for (const [place, label] of labels.entries()) {
        const numbers = readLabels(label, arrayOf(part, label.name));
        if (place > 0 || (label.kind !== 'class' && label.kind !== 'binary')) continue;
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
