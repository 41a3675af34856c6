import type { SampleNoun } from '../diagnostics/catalogue/words.ts';
import { bytes, counted, grouped } from './numbers.ts';
import { textTable } from './table.ts';

/** Numbers of samples in each split. */
export interface SplitCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** What is told of a data set. */
export interface DataSummary {
  readonly name: string;
  /** As the program names it. */
  readonly path: string;
  readonly samples: SplitCounts;
  /** What a sample is called. */
  readonly noun: SampleNoun;
  /** Samples of each class, for each label that has some. */
  readonly classes: readonly {
    readonly label: string;
    readonly class: string;
    readonly counts: SplitCounts;
  }[];
  /** Samples that belong together, each such group in one split: how many there are in each, and the largest of all. */
  readonly groups:
    { readonly by: string; readonly groups: SplitCounts; readonly largest: number } | undefined;
  /** The smallest, the middle and the largest height and width; undefined for data without photos. */
  readonly sizes:
    | {
        readonly height: readonly [number, number, number];
        readonly width: readonly [number, number, number];
      }
    | undefined;
  /** Of all files together. */
  readonly bytes: number;
  readonly hasPhotos: boolean;
  readonly broken: number;
  readonly identical: number;
  readonly similar: number;
  readonly quarantined: number;
}

/** A data set as people read it: how many of what, how large, and what is wrong with it. */
export function dataText(data: DataSummary): string {
  const { name, path, samples, sizes } = data;
  const total = samples.train + samples.validation + samples.test;
  const photos = [
    ...(sizes === undefined ? [] : [sizesText(sizes)]),
    `${bytes(data.bytes)} in all`,
    `${counted(data.broken, 'broken photo')}, ${counted(data.identical, 'photo', 'photos')} more than once, ${counted(data.similar, 'pair')} alike in different splits`,
  ];
  const facts = [
    ...(data.hasPhotos ? photos : []),
    ...(data.groups === undefined ? [] : [groupsText(data.groups, data.noun)]),
    ...imbalances(data),
    ...(data.quarantined === 0
      ? []
      : [`${counted(data.quarantined, 'photo')} left out by netc-quarantine.txt`]),
  ];
  return [`${name} (${path}): ${counted(total, data.noun)}`, '', countsTable(data), '', ...facts, ''].join(
    '\n',
  );
}

/** `100 groups by person: 80 for training, 10 for validation, 10 for test; the largest has 12 photos`. */
function groupsText({ by, groups, largest }: NonNullable<DataSummary['groups']>, noun: SampleNoun): string {
  const { train, validation, test } = groups;
  return (
    `${counted(train + validation + test, 'group')} by ${by}: ${grouped(train)} for training, ` +
    `${grouped(validation)} for validation, ${grouped(test)} for test; the largest has ${counted(largest, noun)}`
  );
}

function sizesText({ height, width }: NonNullable<DataSummary['sizes']>): string {
  const [least, middle, most] = [0, 1, 2].map((place) => `${height[place] ?? 0}x${width[place] ?? 0}`);
  return least === most
    ? `Photos of ${least ?? ''} pixels`
    : `Photos of ${least ?? ''} to ${most ?? ''} pixels, ${middle ?? ''} in the middle`;
}

function countsTable({ samples, classes }: DataSummary): string {
  const labels = [...new Set(classes.map(({ label }) => label))];
  const row = (name: string, { train, validation, test }: SplitCounts): readonly string[] => [
    name,
    ...[train, validation, test, train + validation + test].map(grouped),
  ];
  const titles = ['', 'train', 'validation', 'test', 'all'];
  return textTable(
    titles.map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
    [
      ...classes.map((each) =>
        row(labels.length > 1 ? `${each.label} ${each.class}` : each.class, each.counts),
      ),
      row('all', samples),
    ],
  );
}

/** A class that is a quarter of another or less: as the advice NET6007 has it. */
const much = 4;

function imbalances({ classes, noun }: DataSummary): readonly string[] {
  return [...new Set(classes.map(({ label }) => label))].flatMap((label) => {
    const own = classes
      .filter((each) => each.label === label)
      .sort((a, b) => a.counts.train - b.counts.train);
    const [few, many] = [own[0], own.at(-1)];
    if (few === undefined || many === undefined || many.counts.train < much * few.counts.train) return [];
    if (few.counts.train === 0) return [`No training ${noun} is ${few.class}`];
    const times = (many.counts.train / few.counts.train).toFixed(1);
    return [`${times} times as many training ${noun}s of ${many.class} as of ${few.class}`];
  });
}
