import { extname } from 'node:path';
import process from 'node:process';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OpenPrediction } from '../../runtime/project/predict-run.ts';
import { command } from '../command.ts';
import { engineOption, jsonOption } from '../options.ts';
import type { Predicted, PredictionWriter } from '../predictions/prediction-writer.ts';
import type { PredictionSink } from '../predictions/prediction-sink.ts';
import { showProblems } from '../show-problems.ts';

const formats = ['table', 'json', 'jsonl', 'csv'] as const;

const options = {
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    describe: 'file to write, whole or not at all; its ending says the format',
  },
  format: { choices: formats, describe: 'table unless --out says otherwise' },
  ...jsonOption,
  csv: { type: 'boolean', default: false, describe: 'print comma-separated values' },
  top: {
    type: 'number',
    requiresArg: true,
    describe: 'how many of the likeliest classes; a table has 5 of more than two, json and csv have all',
  },
  stdin: {
    type: 'boolean',
    default: false,
    describe: 'take names of photos from standard input, one a line; - means the same',
  },
  weights: { choices: ['last', 'best'], default: 'last', describe: 'which of its weights' },
  ...engineOption,
} as const;

/** `netc predict`: what a trained run says of photos. */
export const predictCommand = command({
  usage: 'predict <run> [photos..]',
  describe: 'say what is on photos, or in rows of numbers, with a trained run or an export',
  examples: [
    ['netc predict runs/0001-small photo.jpg', 'the class and its probability'],
    ['netc predict runs/0001-small holidays/ -o holidays.csv', 'every photo in a folder'],
    [
      "netc predict runs/0001-small 'holidays/**/*.png' --top 3 --json",
      'the three likeliest classes of some',
    ],
    ['netc predict runs/0002-faces faces.csv', 'the photos that the rows of a table name'],
    ['find . -newer last -name "*.jpg" | netc predict runs/0001-small -', 'a list of photos'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('run', {
        type: 'string',
        demandOption: true,
        describe: 'the folder of a run, an ensemble or an export',
      })
      .positional('photos', {
        type: 'string',
        array: true,
        default: [],
        defaultDescription: 'none',
        describe:
          'photos, folders of photos, patterns, arrays (.npy), or tables whose rows name photos or hold numbers',
      })
      .options(options)
      .check(
        ({ json, csv, format }) =>
          Number(json) + Number(csv) + Number(format !== undefined) < 2 ||
          'Choose one of --json, --csv and --format',
      )
      .check(
        ({ top }) =>
          top === undefined || (Number.isInteger(top) && top > 0) || '--top wants a whole number from 1',
      )
      .check(({ photos, stdin }) => photos.length > 0 || stdin || 'Name photos, or give their names with -'),
  run: async ({ run, photos, weights, engine, json, csv, format, out, top, stdin }, terminal) => {
    const { openPrediction } = await import('../../runtime/project/predict-run.ts');
    const { Problem } = await import('../../runtime/problem.ts');
    const { noSuchPhotos } = await import('../../diagnostics/catalogue/run.ts');
    const { counted } = await import('../../report/numbers.ts');
    const { sinkToFile, sinkToTerminal } = await import('../predictions/prediction-sink.ts');
    const shown: Diagnostic[] = [];
    const opened = await openPrediction({
      workingDirectory: process.cwd(),
      run,
      photos: stdin ? [...photos, ...(await namesOnInput())] : photos,
      weights,
      engine,
      diagnostics: (diagnostics) => {
        shown.push(...diagnostics);
        void showProblems(diagnostics, terminal);
      },
    });
    try {
      const kind = format ?? (json ? 'json' : csv ? 'csv' : (formatOf(out) ?? 'table'));
      const { outputs, rows, named, longestName } = opened;
      const writer = await writerOf(kind, { outputs, rows, named, longestName, top });
      const sink = out === undefined ? sinkToTerminal(terminal) : await sinkToFile(out, terminal);
      const done = await write(opened, writer, sink, shown);
      if (done === 0) throw new Problem(noSuchPhotos(undefined, { paths: photos }));
      if (out !== undefined)
        terminal.err(`wrote ${out}: ${counted(done, rows ? 'row' : (named ?? 'sample'))}\n`);
      return opened.leftOut() > 0 ? 1 : 0;
    } finally {
      await opened.close();
    }
  },
});

/** Writes predictions as they come. */
async function write(
  opened: OpenPrediction,
  writer: PredictionWriter,
  sink: PredictionSink,
  shown: readonly Diagnostic[],
): Promise<number> {
  let done = 0;
  try {
    for await (const prediction of opened.predictions()) {
      await sink.write((done === 0 ? writer.head : '') + writer.one(prediction));
      sink.progress(++done, opened.samples);
    }
    if (done > 0) {
      await sink.write(writer.tail(shown.map(({ code, title }) => ({ code, message: title }))));
      await sink.finish();
    } else await sink.discard();
  } catch (thrown) {
    await sink.discard();
    throw thrown;
  }
  return done;
}

async function writerOf(format: (typeof formats)[number], predicted: Predicted): Promise<PredictionWriter> {
  if (format === 'table')
    return (await import('../predictions/prediction-table.ts')).predictionTable(predicted);
  if (format === 'csv') return (await import('../predictions/prediction-csv.ts')).predictionCsv(predicted);
  const { predictionJson, predictionLines } = await import('../predictions/prediction-json.ts');
  return format === 'json' ? predictionJson(predicted) : predictionLines(predicted);
}

function formatOf(out: string | undefined): (typeof formats)[number] | undefined {
  return formats.find((format) => extname(out ?? '').toLowerCase() === `.${format}`);
}

/** Names on standard input: a line each, or with a zero byte behind each, as `find -print0` writes them. */
async function namesOnInput(): Promise<readonly string[]> {
  const { text } = await import('node:stream/consumers');
  const given = await text(process.stdin);
  return given.split(given.includes('\0') ? '\0' : /\r?\n/).filter((name) => name !== '');
}
