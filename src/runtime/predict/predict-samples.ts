import { isSameImage } from '../../typecheck/data/same-column.ts';
import { fedLabels, predictionBatches, type PredictionImage } from '../data/index.ts';
import type { PhotoProblem } from '../data/index.ts';
import { voteOn, type Ballot } from './ballot.ts';
import type { NamedSamples } from './named-samples.ts';
import { readOutput, type OutputPrediction } from './output-prediction.ts';
import { lookedAtBy, type LookedAt } from './looked-at.ts';
import type { Predictor } from './predictor.ts';

/** What a model says of one sample: by output. */
export interface Prediction {
  /** The sample's first photo, as it was named. */
  readonly file: string;
  /** Of the table that names it, as spreadsheets count. */
  readonly row?: number;
  readonly outputs: Readonly<Record<string, OutputPrediction>>;
}

export interface PredictOptions {
  /** Told of each sample that is left out because a photo of it cannot be read. */
  readonly leftOut: (problem: PhotoProblem) => void;
  /** Decoding threads; the results do not depend on it. */
  readonly workers?: number | undefined;
}

/** What each model says of a sample. */
interface Said {
  readonly place: number;
  readonly file: string;
  readonly by: ReadonlyMap<Predictor, Readonly<Record<string, OutputPrediction>>>;
}

const BATCH = 32;

/**
 * What models say of samples, in their order, one after another.
 * @param ballot how they make one answer; without one it is what the only one says
 */
export async function* predictSamples(
  predictors: readonly Predictor[],
  ballot: Ballot | undefined,
  { samples, rows }: NamedSamples,
  options: PredictOptions,
): AsyncGenerator<Prediction, void, undefined> {
  const known = new Set<string>();
  const leftOut = (problem: PhotoProblem): void => {
    // Each form of the photos meets it.
    if (known.has(problem.file)) return;
    known.add(problem.file);
    options.leftOut(problem);
  };
  const columns = lookedAtBy(predictors);
  const passes = alike(predictors).map((group) => askAll(group, columns, samples, { ...options, leftOut }));
  for await (const said of together(passes)) {
    const answers = predictors.map(
      (predictor) => said.find(({ by }) => by.has(predictor))?.by.get(predictor) ?? {},
    );
    const [first] = said;
    if (first === undefined) continue;
    const row = rows?.[first.place];
    yield {
      file: first.file,
      ...(row !== undefined && { row }),
      outputs: ballot === undefined ? (answers[0] ?? {}) : voted(ballot, answers),
    };
  }
}

function voted(
  ballot: Ballot,
  answers: readonly Readonly<Record<string, OutputPrediction>>[],
): Readonly<Record<string, OutputPrediction>> {
  const said = ballot.voters.map(({ output }, index) => {
    const answer = answers[index]?.[output.name];
    if (answer === undefined) throw new Error(`a member gave no ${output.name}`);
    return answer;
  });
  return { [ballot.voters[0]?.output.name ?? 'vote']: voteOn(ballot, said) };
}

/** Models that take their photos alike share what is decoded. */
function alike(predictors: readonly Predictor[]): readonly (readonly [Predictor, ...Predictor[]])[] {
  const groups = new Map<string, [Predictor, ...Predictor[]]>();
  for (const predictor of predictors) {
    const photos = predictor.photos.map(({ column: { name, size, resize }, ...rest }) => ({
      ...{ name, size, resize },
      ...rest,
    }));
    const key = JSON.stringify([photos, predictor.numbers]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [predictor]);
    else group.push(predictor);
  }
  return [...groups.values()];
}

/** A photo as a model takes it, found among the columns of the samples. */
const imageOf = (
  { column, map, inputs }: Predictor['photos'][number],
  { images }: LookedAt,
): PredictionImage => ({
  index: images.findIndex((known) => isSameImage(known, column)),
  form: { size: column.size, resize: column.resize },
  map,
  inputs,
});

async function* askAll(
  group: readonly [Predictor, ...Predictor[]],
  columns: LookedAt,
  samples: NamedSamples['samples'],
  options: PredictOptions,
): AsyncGenerator<Said, void, undefined> {
  const images = group[0].photos.map((photo) => imageOf(photo, columns));
  const numbers = group[0].numbers.flatMap(({ column, inputs }) =>
    fedLabels(columns.numbers, [column]).map((fed) => ({ column: fed, inputs })),
  );
  for await (const batch of predictionBatches(samples, { ...options, images, numbers, batch: BATCH })) {
    const results = [];
    for (const predictor of group) results.push({ predictor, tensors: await predictor.run(batch.feeds) });
    batch.release();
    for (const [row, file] of batch.files.entries()) {
      const by = new Map(
        results.map(({ predictor, tensors }) => [
          predictor,
          Object.fromEntries(
            predictor.outputs.map((output) => [output.name, readOutput(output, tensors, row)] as const),
          ),
        ]),
      );
      yield { place: batch.places[row] ?? -1, file, by };
    }
  }
}

/** Several passes over the same samples, in step: what one of them has left out is left out of all. */
async function* together(
  passes: readonly AsyncGenerator<Said, void, undefined>[],
): AsyncGenerator<readonly Said[], void, undefined> {
  try {
    for (;;) {
      let said = await Promise.all(passes.map(next));
      for (;;) {
        const places = said.map((each) => each?.place ?? Infinity);
        const last = Math.max(...places);
        if (last === Infinity) return;
        if (places.every((place) => place === last)) break;
        // What one of them has left out, the others pass over.
        said = await Promise.all(
          passes.map(async (pass, index) => ((places[index] ?? last) < last ? next(pass) : said[index])),
        );
      }
      yield said.filter((each) => each !== undefined);
    }
  } finally {
    for (const pass of passes) await pass.return(undefined);
  }
}

async function next(pass: AsyncGenerator<Said, void, undefined>): Promise<Said | undefined> {
  const { value } = await pass.next();
  return value ?? undefined;
}
