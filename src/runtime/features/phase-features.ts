import { join } from 'node:path';
import { noRoomForFeatures } from '../../diagnostics/catalogue/features.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import { bytes } from '../../report/numbers.ts';
import { cacheFolder } from '../cache-folder.ts';
import { Photos, type PhotoOptions } from '../data/index.ts';
import type { BatchSources, EpochPlace, FeatureSources, FeatureWatch } from '../train/batch-source.ts';
import { phaseAt } from '../train/evaluate.ts';
import { computeMissing, type NeededSet } from './compute-missing.ts';
import { keptSplits, type FeatureData, type KeptSplit } from './kept-splits.ts';
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
    if (this.#without.has(place.phase)) return plain;
    try {
      const phase = await this.#open(place, watch);
      if (phase === undefined) {
        this.#goWithout(place.phase);
        return plain;
      }
      const needed = neededIn(phase, place.globalEpoch);
      if (!(await this.#compute(phase, needed, watch))) return undefined;
      for (const each of needed) this.#leaveOut(each);
      return this.#sources(phase, plain);
    } catch (thrown) {
      if (watch.stop.aborted) return undefined;
      if (!(thrown instanceof NotKept)) throw thrown;
      this.#options.warn(thrown.diagnostic);
      this.#goWithout(place.phase);
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
  async #open(
    { phase: index, stepsInEpoch }: EpochPlace,
    watch: FeatureWatch,
  ): Promise<OpenPhase | undefined> {
    if (this.#phase?.index === index) return this.#phase;
    this.close();
    const { program } = this.#options;
    const plan = featurePlan(program, index, stepsInEpoch);
    const phase = phaseAt(program, index);
    const splits = plan && (await keptSplits(this.#options, phase, plan, this.#root));
    if (plan === undefined || splits === undefined || splits.length === 0) return undefined;
    this.#phase = { index, plan, splits };

    const sets = splits.flatMap((split) => split.sets);
    const found = sets.reduce((sum, set) => sum + set.found, 0);
    const size = sets.reduce((sum, { layout }) => sum + layout.samples, 0) * plan.prefix.bytes;
    const missing = size - found * plan.prefix.bytes;
    const folder = this.#root;
    const spared = new Set(sets.flatMap(({ paths }) => paths));
    const room = await makeRoom(folder, missing, spared, this.#options.limit).catch(asNotKept(folder));
    if (room < missing) {
      const sizes = { needed: bytes(missing), room: bytes(Math.max(0, room)) };
      throw new NotKept(
        noRoomForFeatures(undefined, { phase: phase.name, of: plan.paths, folder, ...sizes }),
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
    return this.#phase;
  }

  #compute(
    { index, plan }: OpenPhase,
    needed: readonly NeededSet[],
    { stop, progress }: FeatureWatch,
  ): Promise<boolean> {
    const { session, photos, reading, note } = this.#options;
    return computeMissing(needed, {
      session,
      plan,
      graphOf: (split) => prefixGraph(index, split, session.arithmetic),
      // Of what is broken the run itself tells, by what the files say.
      open: ({ dataset }) => Photos.open(dataset, { ...reading, measured: photos.pixels }),
      watch: { stop, progress },
      waiting: (holder) =>
        note?.(`Waiting for process ${holder}, which computes the same features of ${plan.paths.join(', ')}`),
    });
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

  #sources({ index, plan, splits }: OpenPhase, plain: BatchSources): BatchSources {
    const { program, photos, seed, drawnFrom } = this.#options;
    const { batch, augment } = phaseAt(program, index);
    const setsOf = (name: KeptSplit['name']): KeptSplit | undefined =>
      splits.find((split) => split.name === name);
    const [train, validation] = [setsOf('train'), setsOf('validation')];
    const common = { batch, inputs: plan.rest, labels: program.labels };
    const setFor = ({ sets }: KeptSplit, epoch: number): KeptSplit['sets'][number] => {
      const set = sets[epoch % sets.length];
      if (set === undefined) throw new RangeError(`there are no features for epoch ${epoch}`);
      return set;
    };
    const versions = augment && plan.versions;
    const training = augment && { augment, mix: undefined, seed, versions };
    const isDrawn = train?.training === undefined && drawnFrom !== undefined;
    return {
      train:
        train === undefined
          ? plain.train
          : onFeatures(
              photos.split('train', { ...common, shuffle: seed, ...(training && { training }) }),
              (epoch) => setFor(train, epoch),
              (place) => (isDrawn ? (drawnFrom[place] ?? 0) : place),
            ),
      validation:
        validation === undefined
          ? plain.validation
          : onFeatures(
              photos.split('validation', common),
              () => setFor(validation, 0),
              (place) => place,
            ),
      test: plain.test,
    };
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
