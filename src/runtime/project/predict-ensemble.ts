import { argmax } from '../metrics/samples.ts';
import { chosenClass, combined } from '../ensembles/vote.ts';
import type { EnsembleRecord } from '../run-folder/ensemble-record.ts';
import { trainedFolder } from './evaluate-ensemble.ts';
import { predictRun, type OutputPrediction, type Prediction, type PredictRequest } from './predict-run.ts';

/** What the members of an ensemble vote a photo to be, under the name of the first one's output. */
export async function predictEnsemble(
  request: PredictRequest,
  { members, vote }: EnsembleRecord,
): Promise<readonly Prediction[]> {
  const said: (readonly Prediction[])[] = [];
  for (const member of members) {
    said.push(await predictRun({ ...request, run: await trainedFolder(request, member) }));
  }
  const [first = []] = said;
  const name = members[0]?.output ?? 'vote';
  return first.flatMap(({ file }) => {
    const voters = members.flatMap(({ output, weight }, index) => {
      const prediction = said[index]?.find((other) => other.file === file)?.outputs[output];
      return prediction === undefined ? [] : [{ prediction, weight: weight ?? 0 }];
    });
    const classes = classesOf(voters.map(({ prediction }) => prediction));
    const rows = voters.map(({ prediction }) => classes.map((each) => probabilityOf(prediction, each)));
    const shares = combined(
      rows,
      vote,
      voters.map(({ weight }) => weight),
    );
    const chosen = rows.length === 0 ? argmax(shares) : chosenClass(rows, shares);
    const probabilities = Object.fromEntries(classes.map((each, index) => [each, shares[index] ?? NaN]));
    const output = { class: classes[chosen] ?? '', probability: shares[chosen] ?? NaN, probabilities };
    return [{ file, outputs: { [name]: output } }];
  });
}

/** Names of the classes, in their order where some member says a probability of each. */
function classesOf(predictions: readonly OutputPrediction[]): readonly string[] {
  const told = predictions.find((prediction) => 'probabilities' in prediction);
  if (told !== undefined && 'probabilities' in told) return Object.keys(told.probabilities);
  return [...new Set(predictions.flatMap((prediction) => ('class' in prediction ? [prediction.class] : [])))];
}

/** Of a margin, certainty. */
function probabilityOf(prediction: OutputPrediction, name: string): number {
  if ('probabilities' in prediction) return prediction.probabilities[name] ?? 0;
  return 'class' in prediction && prediction.class === name ? 1 : 0;
}
