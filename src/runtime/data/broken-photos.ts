import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { classLeftOut, photoLeftOut, tooManyLeftOut } from '../../diagnostics/catalogue/photos.ts';
import type { Span } from '../../source/span.ts';
import { Problem } from '../problem.ts';
import type { Dataset } from './dataset.ts';
import type { PhotoProblem } from './photo-problem.ts';
import { SPLITS, type SplitName } from './photo.ts';
import type { Sample } from './samples.ts';

/** Left-out photos stop a run when they are more than this part of the data, and at least so many. */
const MOST_SHARE = 0.05;
const AT_LEAST = 10;
/** Files that an error lists. */
const FEW = 3;

/** A class in a split: when none of its photos can be read, training would go on with something else. */
interface ClassTally {
  readonly split: SplitName;
  readonly class: string;
  readonly photos: number;
  readonly broken: PhotoProblem[];
}

/** What to do about a photo that cannot be read. */
export interface LeaveOut {
  has(sample: Sample): boolean;
  /** Notes a sample that is left out because of a photo; may throw to say that it is one too many. */
  add(split: SplitName, sample: Sample, problem: PhotoProblem): void;
}

/** Keeps count of the photos that are left out, and says when they are too many. */
export class BrokenPhotos implements LeaveOut {
  /** Of each photo that is left out, its problem. */
  readonly problems: PhotoProblem[] = [];
  private readonly known = new Set<number>();
  private readonly counts: Record<SplitName, number> = { train: 0, validation: 0, test: 0 };
  private tallies: ReadonlyMap<string, ClassTally> | undefined;
  private readonly total: number;
  /** The first label that has classes. */
  private readonly classed: number;
  private readonly dataset: Pick<Dataset, 'name' | 'labels' | 'splits'>;
  private readonly span: Span | undefined;
  private readonly warn: (diagnostic: Diagnostic) => void;

  constructor(
    dataset: Pick<Dataset, 'name' | 'labels' | 'splits'>,
    span: Span | undefined,
    warn: (diagnostic: Diagnostic) => void,
  ) {
    this.dataset = dataset;
    this.span = span;
    this.warn = warn;
    this.total = SPLITS.reduce((sum, split) => sum + dataset.splits[split].length, 0);
    this.classed = dataset.labels.findIndex(({ classes }) => classes !== undefined);
  }

  has(sample: Sample): boolean {
    return this.known.has(sample.number);
  }

  /** Photos of a split that are left out. */
  count(split: SplitName): number {
    return this.counts[split];
  }

  /**
   * Notes a photo that is left out, with a warning.
   * @throws Problem when there are too many
   */
  add(split: SplitName, sample: Sample, problem: PhotoProblem): void {
    if (this.known.has(sample.number)) return;
    this.known.add(sample.number);
    this.counts[split]++;
    this.problems.push(problem);
    this.warn(photoLeftOut(this.span, problem));
    this.tallies ??= this.tallyClasses();
    const tally = this.tallies.get(`${split}/${this.classOf(sample.labels[this.classed]) ?? ''}`);
    tally?.broken.push(problem);

    const { name } = this.dataset;
    if (tally !== undefined && tally.broken.length === tally.photos)
      throw new Problem(
        classLeftOut(this.span, { ...tally, dataset: name, first: tally.broken.slice(0, FEW) }),
      );
    if (this.problems.length >= AT_LEAST && this.problems.length > this.total * MOST_SHARE)
      throw new Problem(
        tooManyLeftOut(this.span, {
          dataset: name,
          broken: this.problems.length,
          photos: this.total,
          first: this.problems.slice(0, FEW),
        }),
      );
  }

  /** Counted when something is broken at last: in a large table that takes a while. */
  private tallyClasses(): ReadonlyMap<string, ClassTally> {
    const tallies = new Map<string, ClassTally>();
    for (const split of SPLITS) {
      const samples = this.dataset.splits[split];
      const sizes = new Map<string, number>();
      for (let place = 0; place < samples.length; place++) {
        const name = this.classOf(samples.label(place, this.classed));
        if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + 1);
      }
      for (const [name, photos] of sizes)
        tallies.set(`${split}/${name}`, { split, class: name, photos, broken: [] });
    }
    return tallies;
  }

  private classOf(numbers: ArrayLike<number> | undefined): string | undefined {
    return this.dataset.labels[this.classed]?.classes?.[numbers?.[0] ?? -1];
  }
}
