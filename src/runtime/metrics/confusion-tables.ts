import type { Program } from '../../ir/program.ts';
import type { Confusion } from './tally.ts';

/** A confusion with the names of its classes. */
export interface ConfusionTable {
  /** Of the metric: `confusion`, `confusion/kind`. */
  readonly name: string;
  readonly classes: readonly string[];
  readonly counts: Confusion;
}

/**
 * Confusions with the names of their classes.
 * @param folderClasses of data whose classes are the folders found, in order
 */
export function confusionTables(
  program: Program,
  confusions: Readonly<Record<string, Confusion>>,
  folderClasses: readonly string[],
): readonly ConfusionTable[] {
  const metrics = program.phases.flatMap((phase) => phase.metrics);
  return Object.entries(confusions).map(([name, counts]) => {
    const metric = metrics.find((candidate) => candidate.name === name);
    const output = program.outputs.find((candidate) => candidate.name === metric?.output);
    const known = output?.label?.classes ?? folderClasses;
    return { name, classes: counts.map((_, index) => known[index] ?? `class ${index}`), counts };
  });
}
