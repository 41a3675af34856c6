import type { Prediction } from '../../runtime/predict/predict-samples.ts';
import { ranked, type LeftOut, type Predicted, type PredictionWriter } from './prediction-writer.ts';

/** One object: `predictions` in the order of the photos, and what was `leftOut`. */
export function predictionJson(predicted: Predicted): PredictionWriter {
  let first = true;
  return {
    head: '{"predictions":[',
    one: (prediction) => {
      const before = first ? '\n' : ',\n';
      first = false;
      return before + JSON.stringify(plain(predicted, prediction));
    },
    tail: (leftOut: readonly LeftOut[]) => `\n],"leftOut":${JSON.stringify(leftOut)}}\n`,
  };
}

/** An object a line, for programs that read along. */
export function predictionLines(predicted: Predicted): PredictionWriter {
  return {
    head: '',
    one: (prediction) => `${JSON.stringify(plain(predicted, prediction))}\n`,
    tail: () => '',
  };
}

/** With all probabilities by class, or, where so many were asked for, with the likeliest in their order as `top`. */
function plain({ outputs, top }: Predicted, prediction: Prediction): unknown {
  if (top === undefined) return prediction;
  const shortened = outputs.map((output): readonly [string, unknown] => {
    const said = prediction.outputs[output.name];
    if (said === undefined || !('probabilities' in said)) return [output.name, said];
    const { class: best, probability } = said;
    return [output.name, { class: best, probability, top: ranked(output, said, top) }] as const;
  });
  return { ...prediction, outputs: Object.fromEntries(shortened) };
}
