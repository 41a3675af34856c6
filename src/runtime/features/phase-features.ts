import { join } from 'node:path';
import { noRoomForFeatures } from '../../diagnostics/catalogue/features.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import { bytes } from '../../report/numbers.ts';
import { cacheFolder } from '../cache-folder.ts';
import { Photos, type PhotoOptions } from '../data/index.ts';
import type {
  BatchSource,
  BatchSources,
  EpochPlace,
  FeatureSources,
  FeatureWatch,
} from '../train/batch-source.ts';
import { phaseAt } from '../train/evaluate.ts';
import { computeMissing, type NeededSet } from './compute-missing.ts';
import { keptSplits, splitsOfEpochs, type FeatureData, type KeptSplit } from './kept-splits.ts';
import { asNotKept, NotKept } from './not-kept.ts';
import { onFeatures } from './on-features.ts';
import { featurePlan, prefixGraph, type FeaturePlan } from './plan.ts';
import { makeRoom } from './room.ts';

/** Whose features are kept, and who is told. */
export interface FeatureOptions extends FeatureData {
  readonly program: Program;
  /** Where each training sample stands among all; undefined where that is its own place. */
  readonly drawnFrom: Uint32Array | undefined;
  readonly warn: (diagnostic: Diagnostic) => void;
  /** Told in a few words of what takes time. */
  readonly note?: ((text: string) => void) | undefined;
  /** How photos are read while features are computed. */
  readonly reading?: Omit<PhotoOptions, 'measured'>;
  /** The folder of all features; by default in the user's cache. */
  readonly folder?: string | undefined;
  /** Bytes that all features may take; by default what the disk has room for. */
  readonly limit?: number | undefined;
}

interface OpenPhase {
  readonly index: number;
  readonly plan: FeaturePlan;
  readonly splits: readonly KeptSplit[];
}

/** What the features of a phase take on disk, in bytes. */
interface Room {
  readonly size: number;
  /** Samples whose features are there. */
  readonly found: number;
  readonly missing: number;
  /** What may be added. */
  readonly room: number;
  readonly lacking: boolean;
}

/** Computes what phases do not change once, keeps it on disk, and gives batches that go on from there. */
export class PhaseFeatures implements FeatureSources {
  readonly #options: FeatureOptions;
  readonly #root: string;
  #phase: OpenPhase | undefined;
  /** Phases that go without: nothing is gained, or there is no room. */
  readonly #without = new Set<number>();

  constructor(options: FeatureOptions) {
    this.#options = options;
    this.#root = options.folder ?? join(cacheFolder(), 'features');
  }

  async open(place: EpochPlace, plain: BatchSources, watch: FeatureWatch): Promise<BatchSources | undefined> {
    return this.#whereKept(place, plain, watch.stop, async () => {
      const phase = await this.#open(place, watch);
      if (phase === undefined) {
        this.#goWithout(place.phase);
        return plain;
      }
      if (!(await this.#compute(phase, place, watch))) return undefined;
      return this.#sources(phase, plain);
    });
  }

  async openTest(
    place: EpochPlace,
    plain: BatchSource,
    watch: Omit<FeatureWatch, 'planned'>,
  ): Promise<BatchSource | undefined> {
    return this.#whereKept(place, plain, watch.stop, async () => {
      this.close();
      const phase = await this.#find(place, () => ['test']);
      const split = phase?.splits[0];
      // It is evaluated once: where there is no room, nothing is lost that was worth a word.
      if (phase === undefined || split === undefined || (await this.#room(phase)).lacking) return plain;
      if (!(await this.#compute(phase, place, watch))) return undefined;
      return this.#onFeatures(phase, split);
    });
  }

  /** Does something with features; gives what is plain where they cannot be kept. */
  async #whereKept<T>(
    { phase }: EpochPlace,
    plain: T,
    stop: AbortSignal,
    action: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    if (this.#without.has(phase)) return plain;
    try {
      return await action();
    } catch (thrown) {
      if (stop.aborted) return undefined;
      if (!(thrown instanceof NotKept)) throw thrown;
      this.#options.warn(thrown.diagnostic);
      this.#goWithout(phase);
      return plain;
    }
  }

  close(): void {
    for (const { sets } of this.#phase?.splits ?? []) for (const set of sets) set.close();
    this.#phase = undefined;
  }

  #goWithout(phase: number): void {
    this.close();
    this.#without.add(phase);
  }

  /** Finds the features of a phase, and makes room for those that are not there. */
  async #open(place: EpochPlace, watch: FeatureWatch): Promise<OpenPhase | undefined> {
    if (this.#phase?.index === place.phase) return this.#phase;
    this.close();
    const phase = await this.#find(place, splitsOfEpochs);
    if (phase === undefined) return undefined;
    const { plan, splits } = phase;
    const { size, found, missing, room, lacking } = await this.#room(phase);
    if (lacking) {
      const sizes = { needed: bytes(missing), room: bytes(Math.max(0, room)) };
      const { name } = phaseAt(this.#options.program, place.phase);
      throw new NotKept(
        noRoomForFeatures(undefined, { phase: name, of: plan.paths, folder: this.#root, ...sizes }),
      );
    }
    const samples = (name: KeptSplit['name']): number =>
      splits.find((split) => split.name === name)?.sets[0]?.layout.samples ?? 0;
    await watch.planned({
      of: plan.paths,
      samples: { train: samples('train'), validation: samples('validation') },
      versions: plan.versions,
      bytes: size,
      found,
    });
    return phase;
  }

  /** The splits of a phase whose features are wanted; undefined where there are none. */
  async #find(
    { phase: index, stepsInEpoch }: EpochPlace,
    wanted: (plan: FeaturePlan) => readonly KeptSplit['name'][],
  ): Promise<OpenPhase | undefined> {
    const { program } = this.#options;
    const plan = featurePlan(program, index, stepsInEpoch);
    if (plan === undefined) return undefined;
    const splits = await keptSplits(this.#options, phaseAt(program, index), plan, this.#root, wanted(plan));
    if (splits.length === 0) return undefined;
    this.#phase = { index, plan, splits };
    return this.#phase;
  }

  /** Makes room for the features that are not there, as far as there is any. */
  async #room({ plan, splits }: OpenPhase): Promise<Room> {
    const sets = splits.flatMap((split) => split.sets);
    const found = sets.reduce((sum, set) => sum + set.found, 0);
    const size = sets.reduce((sum, { layout }) => sum + layout.samples, 0) * plan.prefix.bytes;
    const missing = size - found * plan.prefix.bytes;
    const spared = new Set(sets.flatMap(({ paths }) => paths));
    const folder = this.#root;
    const room = await makeRoom(folder, missing, spared, this.#options.limit).catch(asNotKept(folder));
    return { size, found, missing, room, lacking: room < missing };
  }

  /** Computes what an epoch needs and is not there. @returns whether all is; not, where it was stopped before */
  async #compute(
    phase: OpenPhase,
    { globalEpoch }: EpochPlace,
    { stop, progress }: Pick<FeatureWatch, 'stop' | 'progress'>,
  ): Promise<boolean> {
    const { session, photos, reading, note } = this.#options;
    const { index, plan } = phase;
    const needed = neededIn(phase, globalEpoch);
    const done = await computeMissing(needed, {
      session,
      plan,
      graphOf: (split) => prefixGraph(index, split, session.arithmetic),
      // Of what is broken the run itself tells, by what the files say.
      open: ({ dataset }) => Photos.open(dataset, { ...reading, measured: photos.pixels }),
      watch: { stop, progress },
      waiting: (holder) =>
        note?.(`Waiting for process ${holder}, which computes the same features of ${plan.paths.join(', ')}`),
    });
    if (done) for (const each of needed) this.#leaveOut(each);
    return done;
  }

  /** Notes samples that have no features, as if their photos had been found broken in this run. */
  #leaveOut({ split: { name, dataset: from }, set }: NeededSet): void {
    const { photos, dataset } = this.#options;
    if (set.leftOut.length === 0) return;
    const used = new Set(Array.from(dataset.splits[name], ({ number }) => number));
    for (const { place, problem } of set.leftOut) {
      const sample = from.splits[name].at(place);
      if (used.has(sample.number)) photos.leaveOut(name, sample, problem);
    }
  }

  #sources(phase: OpenPhase, plain: BatchSources): BatchSources {
    const sourceOf = (name: KeptSplit['name']): BatchSource | undefined => {
      const split = phase.splits.find((each) => each.name === name);
      return split && this.#onFeatures(phase, split);
    };
    return {
      train: sourceOf('train') ?? plain.train,
      validation: sourceOf('validation') ?? plain.validation,
      test: plain.test,
    };
  }

  #onFeatures({ index, plan }: OpenPhase, { name, sets, training: changes }: KeptSplit): BatchSource {
    const { program, photos, seed, drawnFrom } = this.#options;
    const { batch, augment } = phaseAt(program, index);
    const training = augment && { augment, mix: undefined, seed, versions: plan.versions };
    const ofTraining = name === 'train' && { shuffle: seed, ...(training && { training }) };
    const isDrawn = name === 'train' && changes === undefined && drawnFrom !== undefined;
    return onFeatures(
      photos.split(name, { batch, inputs: plan.rest, labels: program.labels, ...ofTraining }),
      (epoch) => {
        const set = sets[epoch % sets.length];
        if (set === undefined) throw new RangeError(`there are no features for epoch ${epoch}`);
        return set;
      },
      (place) => (isDrawn ? (drawnFrom[place] ?? 0) : place),
    );
  }
}

/** The features that an epoch goes on from: a version of training photos comes again every so many epochs. */
function neededIn({ splits }: OpenPhase, epoch: number): readonly NeededSet[] {
  return splits.flatMap((split) => {
    const version = epoch % split.sets.length;
    const set = split.sets[version];
    return set === undefined ? [] : [{ split, version, set }];
  });
}
