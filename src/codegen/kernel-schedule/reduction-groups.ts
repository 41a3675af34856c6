/** A reduction over neighbouring axes: outer × reduced × inner numbers become outer × inner. */
export interface ReductionGroup {
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/**
 * A reduction over any axes (in order) as reductions over neighbouring ones, to be done one after the other. Sums of
 * sums, maxima of maxima and, the groups being of one size, means of means are what they should be.
 */
export function reductionGroups(
  shape: readonly number[],
  axes: readonly number[],
): readonly ReductionGroup[] {
  const groups: ReductionGroup[] = [];
  let sizes = shape;
  // From the back: what stands before a group keeps its place.
  for (let end = axes.length; end > 0;) {
    let begin = end - 1;
    while (begin > 0 && (axes[begin - 1] ?? -1) + 1 === axes[begin]) begin -= 1;
    const [first, last] = [axes[begin] ?? 0, axes[end - 1] ?? 0];
    groups.push({
      outer: product(sizes.slice(0, first)),
      reduced: product(sizes.slice(first, last + 1)),
      inner: product(sizes.slice(last + 1)),
    });
    sizes = sizes.map((size, axis) => (axis >= first && axis <= last ? 1 : size));
    end = begin;
  }
  return groups.filter((group) => group.reduced !== 1);
}
