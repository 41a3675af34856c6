import { changesNothing, unknownWeightedClass } from '../../diagnostics/catalogue/objectives.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { learnsClasses, lossNames } from '../train/losses.ts';
import type { CheckedDataset } from '../data/checked-dataset.ts';
import type { WrittenLoss } from '../train/objective.ts';
import type { TrainRule } from './train-rules.ts';

/** Weights are of classes that the data has, in phases that learn classes. */
export const classWeightsFit: TrainRule = ({ dataset, phases, report }) => {
  const judged = new Set<number>();
  let holds = true;
  for (const { classWeights, objective } of phases) {
    if (classWeights === undefined || judged.has(classWeights.span.start)) continue;
    // Phases inherit weights: the same ones are judged once.
    judged.add(classWeights.span.start);
    if (objective?.some(({ kind }) => learnsClasses(kind)) === false) {
      const parameters = { setting: 'class_weights' as const, losses: lossNames(learnsClasses) };
      report(changesNothing(classWeights.span, parameters));
      holds = false;
      continue;
    }
    const known = dataset && weighedClasses(dataset, objective ?? []);
    if (known === undefined) continue;
    for (const [name, span] of classWeights.nameSpans) {
      if (known.includes(name)) continue;
      const data = dataset?.declaration.name.text ?? '';
      report(unknownWeightedClass(span, { name, data, known, suggestion: nearest(name, known) }));
      holds = false;
    }
  }
  return holds;
};

/** Names of all classes that weights are for; undefined while those of some label are not known. */
function weighedClasses(
  { labels }: CheckedDataset,
  objective: readonly WrittenLoss[],
): readonly string[] | undefined {
  const learned = objective.filter(({ kind }) => learnsClasses(kind));
  const classes = (labels ?? []).flatMap(({ name, label }) =>
    learned.some((term) => term.label === name) ? [label?.classes] : [],
  );
  const known = classes.filter((names) => names !== undefined);
  return known.length < classes.length || known.length === 0 ? undefined : known.flat();
}
