import type { OutputPrediction, PredictedOutput } from '../../runtime/predict/output-prediction.ts';
import { ranked, type Predicted, type PredictionWriter } from './prediction-writer.ts';

/**
 * RFC 4180, with the probability of each class in a column of its own, or the likeliest classes where so many were asked
 * for; the margin of two classes, and numbers as they are.
 */
export function predictionCsv({ outputs, rows, named, top }: Predicted): PredictionWriter {
  const titles = outputs.flatMap((output) => columnsOf(output, top));
  return {
    head: line([...(rows ? ['row'] : []), ...(named === undefined ? [] : [named]), ...titles]),
    one: ({ file, row, outputs: said }) =>
      line([
        ...(rows ? [row === undefined ? '' : String(row)] : []),
        ...(named === undefined ? [] : [file]),
        ...outputs.flatMap((output) => fields(output, said[output.name], top)),
      ]),
    tail: () => '',
  };
}

function columnsOf(
  { name, classes, margin, units }: PredictedOutput,
  top: number | undefined,
): readonly string[] {
  if (classes === undefined)
    return units === 1 ? [name] : Array.from({ length: units }, (_, index) => `${name} ${index}`);
  if (margin) return [name, `${name} margin`];
  if (top === undefined) return [name, ...classes.map((each) => `${name} ${each}`)];
  const places = Array.from({ length: Math.min(top, classes.length) }, (_, index) => index + 1);
  return places.flatMap((place) => [`${name} ${place}`, `${name} ${place} probability`]);
}

function fields(
  output: PredictedOutput,
  said: OutputPrediction | undefined,
  top: number | undefined,
): readonly string[] {
  if (said === undefined) return columnsOf(output, top).map(() => '');
  if ('values' in said) return said.values.map(String);
  if ('margin' in said) return [said.class, String(said.margin)];
  if (top !== undefined)
    return ranked(output, said, top).flatMap((each) => [each.class, String(each.probability)]);
  return [said.class, ...(output.classes ?? []).map((each) => String(said.probabilities[each]))];
}

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
