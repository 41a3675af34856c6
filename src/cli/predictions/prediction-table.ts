import { textWidth } from '../../diagnostics/text-width.ts';
import type { OutputPrediction, PredictedOutput } from '../../runtime/predict/output-prediction.ts';
import { ranked, type Predicted, type PredictionWriter } from './prediction-writer.ts';

/** The likeliest classes that are shown where nobody has said how many. */
const MOST = 5;
const PERCENT = '100.0 %'.length;
const MARGIN = 'margin -1.23e+10'.length;
/** Of a number of six digits. */
const NUMBER = '-1.23457e-10'.length;

interface Column {
  readonly title: string;
  readonly width: number;
  readonly right?: boolean;
}

/**
 * A line a sample: its photo, or its row, and, for each output, the class with its probability, or the values; below it, where there
 * are more than two classes, the next likeliest. What is wide is known beforehand, so that lines can be shown as they come.
 */
export function predictionTable({ outputs, rows, named, longestName, top }: Predicted): PredictionWriter {
  const columns: readonly Column[] = [
    ...(rows ? [{ title: 'row', width: 7, right: true }] : []),
    ...(named === undefined ? [] : [{ title: named, width: longestName }]),
    ...outputs.flatMap(columnsOf),
  ].map((column) => ({ ...column, width: Math.max(column.width, textWidth(column.title)) }));
  const line = (cells: readonly string[]): string => {
    const padded = columns.map(({ width, right }, index) => {
      const cell = cells[index] ?? '';
      const blanks = ' '.repeat(Math.max(0, width - textWidth(cell)));
      return right === true ? blanks + cell : cell + blanks;
    });
    return `${padded.join('  ').trimEnd()}\n`;
  };
  return {
    head:
      line(columns.map(({ title }) => title)) +
      `${columns.map(({ width }) => '─'.repeat(width)).join('  ')}\n`,
    one: ({ file, row, outputs: said }) => {
      const lines = outputs.map((output) => linesOf(output, said[output.name], top));
      const name = [
        ...(rows ? [row === undefined ? '' : String(row)] : []),
        ...(named === undefined ? [] : [file]),
      ];
      const count = Math.max(1, ...lines.map(({ length }) => length));
      return Array.from({ length: count }, (_, index) =>
        line([
          ...(index === 0 ? name : name.map(() => '')),
          ...lines.flatMap((each) => each[index] ?? ['', '']),
        ]),
      ).join('');
    },
    tail: () => '',
  };
}

function columnsOf({ name, classes, margin, units }: PredictedOutput): readonly Column[] {
  if (classes === undefined)
    return [
      { title: name, width: units * (NUMBER + 2) - 2 },
      { title: '', width: 0 },
    ];
  const width = classes.reduce((most, each) => Math.max(most, textWidth(each)), 0);
  return [
    { title: name, width },
    { title: '', width: margin ? MARGIN : PERCENT, right: true },
  ];
}

/** The lines of one output: a class, or numbers, and what stands beside it. */
function linesOf(
  output: PredictedOutput,
  said: OutputPrediction | undefined,
  top: number | undefined,
): readonly (readonly [string, string])[] {
  if (said === undefined) return [];
  if ('values' in said) return [[said.values.map((value) => value.toPrecision(6)).join(', '), '']];
  if ('margin' in said) return [[said.class, `margin ${said.margin.toPrecision(3)}`]];
  const classes = output.classes?.length ?? 0;
  // Of two classes, the other one has the rest.
  const most = top ?? (classes === 2 ? 1 : MOST);
  return ranked(output, said, most).map(
    (each) => [each.class, `${(each.probability * 100).toFixed(1)} %`] as const,
  );
}
