import { SPLITS, type SplitName } from './photo.ts';

/** Groups of samples that belong together, as a data set is divided. */
export interface GroupCounts {
  /** What says which samples belong together, as the program names it. */
  readonly by: string;
  /** In each split. */
  readonly groups: Readonly<Record<SplitName, number>>;
  /** Samples of the largest. */
  readonly largest: number;
}

/**
 * Counts the groups of each split.
 * @param groupsOf of the samples of a split, each sample's own
 */
export function countGroups(
  by: string,
  groupsOf: (split: SplitName) => Iterable<string | number | undefined>,
): GroupCounts {
  const groups = { train: 0, validation: 0, test: 0 };
  let largest = 0;
  for (const split of SPLITS) {
    const sizes = new Map<string | number, number>();
    for (const group of groupsOf(split))
      if (group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    groups[split] = sizes.size;
    for (const size of sizes.values()) largest = Math.max(largest, size);
  }
  return { by, groups, largest };
}
