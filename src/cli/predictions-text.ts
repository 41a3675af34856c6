import { textTable } from '../report/table.ts';
import type { OutputPrediction, Prediction } from '../runtime/project/predict-run.ts';

/** A line a photo: its file and, for each output, the class with its probability, or the values. */
export function predictionsText(predictions: readonly Prediction[]): string {
  const outputs = outputNames(predictions);
  const rows = predictions.map(({ file, outputs: said }) => [
    file,
    ...outputs.flatMap((name) => cells(said[name])),
  ]);
  const columns = [
    { title: 'photo' },
    ...outputs.flatMap((name) => [{ title: name }, { title: '', align: 'right' as const }]),
  ];
  return `${textTable(columns, rows)}\n`;
}

function cells(output: OutputPrediction | undefined): readonly [string, string] {
  if (output === undefined) return ['', ''];
  if ('values' in output) return [output.values.map((value) => value.toPrecision(6)).join(', '), ''];
  if ('margin' in output) return [output.class, `margin ${output.margin.toPrecision(3)}`];
  return [output.class, `${(output.probability * 100).toFixed(1)} %`];
}

/** RFC 4180, with the probability of each class, or the margin of two, in a column of its own. */
export function predictionsCsv(predictions: readonly Prediction[]): string {
  const [first] = predictions;
  const outputs = Object.entries(first?.outputs ?? {});
  const titles = outputs.flatMap(([name, output]) => columnsOf(name, output));
  const lines = predictions.map(({ file, outputs: said }) => [file, ...Object.values(said).flatMap(fields)]);
  return [['photo', ...titles], ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function columnsOf(name: string, output: OutputPrediction): readonly string[] {
  if ('values' in output)
    return output.values.map((_, index) => (output.values.length === 1 ? name : `${name} ${index}`));
  if ('margin' in output) return [name, `${name} margin`];
  return [name, ...Object.keys(output.probabilities).map((label) => `${name} ${label}`)];
}

function fields(output: OutputPrediction): readonly string[] {
  if ('values' in output) return output.values.map(String);
  if ('margin' in output) return [output.class, String(output.margin)];
  return [output.class, ...Object.values(output.probabilities).map(String)];
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const outputNames = (predictions: readonly Prediction[]): readonly string[] =>
  Object.keys(predictions[0]?.outputs ?? {});
