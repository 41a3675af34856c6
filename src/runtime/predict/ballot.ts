import { chosenClass, combined } from '../ensembles/vote.ts';
import type { EnsembleRecord } from '../run-folder/ensemble-record.ts';
import { ofProbabilities, type OutputPrediction, type PredictedOutput } from './output-prediction.ts';

/** How several models make one answer. */
export interface Ballot {
  readonly vote: EnsembleRecord['vote'];
  /** In the order of the models. */
  readonly voters: readonly Voter[];
}

export interface Voter {
  readonly output: PredictedOutput;
  /** What it counts in a weighted vote. */
  readonly weight: number;
}

/** The one output of an ensemble: under the name of the first one's, with the classes of whoever tells probabilities. */
export function ballotOutput({ voters }: Ballot): PredictedOutput {
  const told = voters.find(({ output }) => !output.margin) ?? voters[0];
  if (told === undefined) throw new Error('an ensemble without members');
  const name = voters[0]?.output.name ?? told.output.name;
  return { ...told.output, name, margin: false };
}

/** What the models vote, each having said its own. */
export function voteOn({ vote, voters }: Ballot, said: readonly OutputPrediction[]): OutputPrediction {
  const classes = ballotOutput({ vote, voters }).classes ?? [];
  const rows = said.map((prediction) => classes.map((each) => probabilityOf(prediction, each)));
  const shares = combined(
    rows,
    vote,
    voters.map(({ weight }) => weight),
  );
  return ofProbabilities(classes, shares, chosenClass(rows, shares));
}

/** Of a margin, certainty. */
function probabilityOf(prediction: OutputPrediction, name: string): number {
  if ('probabilities' in prediction) return prediction.probabilities[name] ?? 0;
  return 'class' in prediction && prediction.class === name ? 1 : 0;
}
