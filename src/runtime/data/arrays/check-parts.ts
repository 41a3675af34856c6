import type { ImageColumn, Split } from '../../../typecheck/typed-module.ts';
import { MAX_PIXELS } from '../decode/limits.ts';
import { ArrayProblem, brokenArray } from './array-problem.ts';
import { imageExpected, layoutOf, type ElementLayout } from './element.ts';
import type { ArrayPart } from './find-parts.ts';
import { arrayText, elementCount, textsOf, type StoredArray } from './stored-array.ts';

/** The array of a part that holds a column. */
export function arrayOf({ arrays }: ArrayPart, column: string): StoredArray {
  const array = arrays.get(column);
  if (array === undefined) throw new Error(`a part without an array of ${column}`);
  return array;
}

/** How the photos of a column lie in an array. @throws ArrayProblem NET5213 where they are no photos */
export function photoLayout({ name, white }: ImageColumn, array: StoredArray): ElementLayout {
  if (array.isText === true) throw brokenArray(array.name, { kind: 'type', type: textsOf(array) });
  const layout = layoutOf(array, white);
  if (layout !== undefined && layout.height * layout.width <= MAX_PIXELS) return layout;
  const column = `the image ${name}`;
  throw new ArrayProblem({
    kind: 'unfit',
    array: array.name,
    column,
    expected: imageExpected,
    given: arrayText(array),
  });
}

/** How many samples a part has: every array of it has an element for each. @throws ArrayProblem NET5214 */
export function samplesOf({ arrays }: ArrayPart): number {
  const [first, ...others] = [...arrays.values()];
  if (first === undefined) return 0;
  const other = others.find((array) => elementCount(array) !== elementCount(first));
  if (other === undefined) return elementCount(first);
  throw new ArrayProblem({
    kind: 'lengths',
    ...{ first: first.name, firstCount: elementCount(first) },
    ...{ second: other.name, secondCount: elementCount(other) },
  });
}

/** Files that divide the data have something for training, and something that is not trained on. @throws ArrayProblem NET5216 */
export function requireSplits(parts: readonly ArrayPart[], split: Split, file: string): void {
  if (split.kind !== 'files') return;
  const found = [...new Set(parts.flatMap((part) => part.split ?? []))];
  const lacking = !found.includes('train') ? 'train' : found.length === 1 ? 'test' : undefined;
  if (lacking !== undefined) throw new ArrayProblem({ kind: 'split', file, split: lacking, found });
}
