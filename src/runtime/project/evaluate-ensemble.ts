import { join, resolve } from 'node:path';
import { memberNotTrained, membersCannotVote } from '../../diagnostics/catalogue/ensembles.ts';
import { lockedPhotosGone } from '../../diagnostics/catalogue/splits.ts';
import type { SampleNoun } from '../../diagnostics/catalogue/words.ts';
import type { Program, ProgramOutput } from '../../ir/program.ts';
import type { VoteFigures } from '../../report/ensemble-report.ts';
import { sampleNoun } from '../../typecheck/data/sample-noun.ts';
import type { TypedDataset } from '../../typecheck/typed-module.ts';
import { loadDataset, outOfBag, Photos, withTraining, type Dataset, type SplitName } from '../data/index.ts';
import type { HostTensor, Session, Tensors } from '../engines/engine.ts';
import { chosenClass, combined, disagreement, pairDisagreements } from '../ensembles/vote.ts';
import { argmax } from '../metrics/samples.ts';
import type { Confusion } from '../metrics/tally.ts';
import { Problem } from '../problem.ts';
import type { EnsembleRecord, MemberRecord } from '../run-folder/ensemble-record.ts';
import { readSplit } from '../run-folder/split-file.ts';
import { readRecord } from '../run-folder/record.ts';
import { dataForMember } from './data-for-member.ts';
import type { EvaluateRequest } from './evaluate-run.ts';
import { openRun, type OpenRun } from './open-run.ts';
import { trainedOnJudged } from './trained-on-judged.ts';

/** How often members and their ensemble are right on a split. */
export interface EnsembleEvaluation extends VoteFigures {
  readonly run: string;
  readonly ensemble: string;
  readonly vote: EnsembleRecord['vote'];
  readonly split: SplitName;
  /** How often the vote took each class (row) for which (column); absent of so many classes that a table says little. */
  readonly confusion?: { readonly classes: readonly string[]; readonly counts: Confusion };
  /**
   * The vote on training samples, each by the members whose bootstrap sample has left it out: an estimate that needs no
   * photos of its own. Absent where members have seen them all.
   */
  readonly outOfBag?: { readonly accuracy: number; readonly samples: number };
}

/** What a member says of the samples of a split, by their places: a probability for each class. */
interface Said {
  readonly rows: ReadonlyMap<number, readonly number[]>;
  readonly truths: ReadonlyMap<number, number>;
}

/** What all members are judged by: the data of the first one. */
interface Judge {
  readonly dataset: Dataset;
  readonly typed: TypedDataset;
  readonly noun: SampleNoun;
  readonly label: string;
  readonly ensemble: string;
  readonly classes: readonly string[];
  readonly first: string;
}

/**
 * Lets the members of a trained ensemble vote on a split of the first one's data.
 * @param withBag whether training samples are voted on as well, by the members that have not seen them
 * @returns undefined where the split is empty
 * @throws Problem NET7060 for a member that is not trained, NET4705 where members tell different classes
 */
export async function evaluateEnsemble(
  request: EvaluateRequest,
  record: EnsembleRecord,
  withBag: boolean,
): Promise<EnsembleEvaluation | undefined> {
  const all: Said[] = [];
  const bags: Said[] = [];
  let judge: Judge | undefined;
  for (const [index, member] of record.members.entries()) {
    const run = await openMember(request, member);
    try {
      judge ??= await judgeOf(request, record, run, member);
      requireSameClasses(record, judge, run, member);
      const { split } = request;
      if (judge.dataset.splits[split].length === 0) return undefined;
      if (member.train !== record.members[0]?.train)
        request.diagnostics?.(await trainedOnJudged(request, { ...judge, split }, run, member));
      all.push(await saidOf(request, judge, judge.dataset, split, run, member));
      if (!withBag || member.train !== record.members[0]?.train) continue;
      const places = outOfBag(judge.dataset.splits.train.length, member.dataSeed, index);
      const left = withTraining(judge.dataset, places);
      const said = await saidOf(request, judge, left, 'train', run, member);
      bags.push(atPlaces(said, places));
    } finally {
      await run.engine.close();
    }
  }
  const weights = record.members.map(({ weight }) => weight ?? 0);
  const { votes, members, accuracy, said, counts } = count(all, record.vote, weights);
  const mean = members.reduce((sum, value) => sum + value, 0) / members.length;
  const bag = bags.length === 0 ? undefined : count(bags, record.vote, weights);
  return {
    run: request.run,
    ensemble: record.ensemble,
    vote: record.vote,
    split: request.split,
    samples: votes,
    noun: judge?.noun ?? 'sample',
    members: record.members.map(({ name }, index) => ({ name, accuracy: members[index] ?? NaN })),
    accuracy,
    gain: { overMean: accuracy - mean, overBest: accuracy - Math.max(...members) },
    disagreement: disagreement(said.map((row) => row.filter((each) => each !== undefined))),
    pairs: pairDisagreements(said),
    ...confusionOf(judge?.classes ?? [], counts),
    ...(bag && { outOfBag: { accuracy: bag.accuracy, samples: bag.votes } }),
  };
}

async function openMember(request: EvaluateRequest, member: MemberRecord): Promise<OpenRun> {
  const { workingDirectory, weights, engine } = request;
  return openRun(workingDirectory, await trainedFolder(request, member), weights, engine);
}

/**
 * The folder of a member that has been trained to its end.
 * @throws Problem NET7060 for another
 */
export async function trainedFolder(
  { workingDirectory, run }: Pick<EvaluateRequest, 'workingDirectory' | 'run'>,
  { folder, name }: MemberRecord,
): Promise<string> {
  const path = join(run, folder);
  const trained = await readRecord(resolve(workingDirectory, path)).catch(() => undefined);
  if (trained?.status !== 'done') throw new Problem(memberNotTrained(undefined, { run, member: name }));
  return path;
}

async function judgeOf(
  { workingDirectory, run, split, diagnostics }: EvaluateRequest,
  { ensemble }: EnsembleRecord,
  { compiled, record }: OpenRun,
  member: MemberRecord,
): Promise<Judge> {
  const { label } = outputOf(compiled.program, member);
  if (label === undefined) throw new Error(`${member.name}.${member.output} learns no label`);
  const lock = await readSplit(resolve(workingDirectory, run, member.folder));
  const dataset = await loadDataset(compiled.dataset, {
    base: workingDirectory,
    seed: member.dataSeed,
    lock,
  });
  const gone = dataset.gone.flatMap((each) => (each.split === split ? [each.file] : []));
  if (gone.length > 0)
    diagnostics?.([lockedPhotosGone(compiled.dataset.span, { dataset: dataset.name, files: gone })]);
  const classes = label.classes ?? record.data.classes;
  const noun = sampleNoun(compiled.dataset);
  return {
    dataset,
    typed: compiled.dataset,
    noun,
    label: label.name,
    ensemble,
    classes,
    first: `${member.train}.${member.output}`,
  };
}

function outputOf(program: Program, { output }: MemberRecord): ProgramOutput {
  const found = program.outputs.find(({ name }) => name === output);
  if (found === undefined) throw new Error(`the model has no output ${output}`);
  return found;
}

/** Folders may hold other classes than anybody knew when the program was checked. */
function requireSameClasses(
  { ensemble }: EnsembleRecord,
  { classes, first }: Judge,
  { compiled, record }: OpenRun,
  member: MemberRecord,
): void {
  const own = outputOf(compiled.program, member).label?.classes ?? record.data.classes;
  if (own.join('\n') === classes.join('\n')) return;
  const other = `${member.train}.${member.output}`;
  const parameters = { ensemble, first, firstClasses: classes, other, otherClasses: own };
  throw new Problem(membersCannotVote(undefined, parameters));
}

/** Runs a member over a split of the judge's data, photos as it takes them. */
async function saidOf(
  request: EvaluateRequest,
  { label, ensemble }: Judge,
  data: Dataset,
  split: SplitName,
  run: OpenRun,
  member: MemberRecord,
): Promise<Said> {
  const { compiled, engine } = run;
  const { program } = compiled;
  const { dataset, inputs, measured } = dataForMember(data, run, { ensemble, member: member.name });
  const photos = await Photos.open(dataset, {
    measured,
    warn: (diagnostic) => request.diagnostics?.([diagnostic]),
  });
  try {
    const source = photos.split(split, {
      batch: program.phases.at(-1)?.batch ?? 32,
      inputs,
      labels: dataset.labels.flatMap((each) =>
        each.name === label ? [{ ...each, kind: 'class' as const }] : [],
      ),
    });
    const [rows, truths] = [new Map<number, readonly number[]>(), new Map<number, number>()];
    for await (const batch of source.batches(0, 0)) {
      const prediction = await predictionOf(engine.session, batch.feeds, member);
      const [truth, mask] = [batch.feeds[`label/${label}`], batch.feeds[`mask/${label}`]];
      for (const [row, place] of batch.places.entries()) {
        if (mask !== undefined && mask.data[row] === 0) continue;
        rows.set(place, probabilities(outputOf(program, member), prediction, row));
        truths.set(place, truth?.data[row] ?? NaN);
      }
      batch.release();
    }
    return { rows, truths };
  } finally {
    await photos.close();
  }
}

async function predictionOf(session: Session, feeds: Tensors, { output }: MemberRecord): Promise<HostTensor> {
  const inputs = Object.fromEntries(Object.entries(feeds).filter(([name]) => name.startsWith('input/')));
  const prediction = (await session.run('predict', inputs))[`prediction/${output}`];
  if (prediction === undefined) throw new Error(`the graph gave no prediction/${output}`);
  return prediction;
}

/** A probability for each class; a margin says one of two for certain. */
function probabilities(
  { margin }: ProgramOutput,
  { data, shape }: HostTensor,
  row: number,
): readonly number[] {
  const units = data.length / (shape[0] ?? 1);
  const values = [...data.subarray(row * units, (row + 1) * units)];
  const [first = NaN] = values;
  if (margin) return [Number(first <= 0), Number(first > 0)];
  return units === 1 ? [1 - first, first] : values;
}

/** The same by places in the whole split. */
function atPlaces({ rows, truths }: Said, places: Uint32Array): Said {
  const moved = <T>(values: ReadonlyMap<number, T>): ReadonlyMap<number, T> =>
    new Map([...values].map(([place, value]) => [places[place] ?? -1, value]));
  return { rows: moved(rows), truths: moved(truths) };
}

/** How often a class was taken for another, of all pairs that there were. */
type PairCounts = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Classes of a table at most. */
const mostClasses = 40;

function confusionOf(classes: readonly string[], counts: PairCounts): Pick<EnsembleEvaluation, 'confusion'> {
  if (classes.length > mostClasses) return {};
  const table = classes.map((_, actual) => classes.map((__, taken) => counts.get(actual)?.get(taken) ?? 0));
  return { confusion: { classes, counts: table } };
}

/** Counts right answers, of each member over what it has said and of their vote over everything. */
function count(all: readonly Said[], vote: EnsembleRecord['vote'], weights: readonly number[]) {
  const places = [...new Set(all.flatMap(({ rows }) => [...rows.keys()]))];
  const right = all.map(() => ({ hits: 0, all: 0 }));
  const counts = new Map<number, Map<number, number>>();
  let hits = 0;
  const said = places.map((place) => {
    const truth = all.map(({ truths }) => truths.get(place)).find((value) => value !== undefined);
    const voters = all.flatMap(({ rows }, member) => {
      const row = rows.get(place);
      return row === undefined ? [] : [{ row, member, weight: weights[member] ?? 0 }];
    });
    for (const { row, member } of voters) {
      const own = right[member];
      if (own === undefined) continue;
      own.all++;
      own.hits += Number(argmax(row) === truth);
    }
    const rows = voters.map(({ row }) => row);
    const shares = combined(
      rows,
      vote,
      voters.map(({ weight }) => weight),
    );
    const chosen = chosenClass(rows, shares);
    hits += Number(chosen === truth);
    if (truth !== undefined) {
      const row = counts.get(truth) ?? new Map<number, number>();
      counts.set(truth, row.set(chosen, (row.get(chosen) ?? 0) + 1));
    }
    return all.map(({ rows: own }) => {
      const row = own.get(place);
      return row && argmax(row);
    });
  });
  const members = right.map((own) => own.hits / own.all);
  return { votes: places.length, members, accuracy: hits / places.length, said, counts };
}
