import { counted } from '../report/numbers.ts';
import { textTable } from '../report/table.ts';
import type { EnsembleEvaluation } from '../runtime/project/evaluate-ensemble.ts';

/** A line a member, their vote below, and what it gains over them. */
export function ensembleText(evaluation: EnsembleEvaluation): string {
  const { run, ensemble, vote, split, samples, noun, members, accuracy, gain, disagreement, outOfBag } =
    evaluation;
  const rows = [
    ...members.map((member) => [member.name, percent(member.accuracy)]),
    [`${ensemble} (${vote})`, percent(accuracy)],
  ];
  const bag =
    outOfBag === undefined
      ? []
      : [`Out of bag: ${percent(outOfBag.accuracy)} of ${counted(outOfBag.samples, `training ${noun}`)}.`];
  return [
    `${run}, ${counted(samples, `${split} ${noun}`)}`,
    '',
    textTable([{ title: 'member' }, { title: 'accuracy', align: 'right' }], rows),
    '',
    `The vote is ${points(gain.overMean)} than its members on average, and ${points(gain.overBest)} than the best of them.`,
    `Two members say different classes of ${percent(disagreement)} of the ${noun}s.`,
    ...bag,
  ].join('\n');
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const points = (difference: number): string =>
  `${Math.abs(difference * 100).toFixed(1)} points ${difference < 0 ? 'worse' : 'better'}`;
