import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../../../src/ir/compile.ts';
import type { Program } from '../../../../src/ir/program.ts';
import { parse } from '../../../../src/parser/parse.ts';
import { loadDataset, type Dataset } from '../../../../src/runtime/data/dataset.ts';
import { Photos } from '../../../../src/runtime/data/open-photos.ts';
import { sourcesOf } from '../../../../src/runtime/project/sources-of.ts';
import type { Batch, BatchSource } from '../../../../src/runtime/train/batch-source.ts';
import { sourceFile } from '../../../../src/source/source-file.ts';
import { stepRegistry } from '../../../../src/typecheck/augment/registry.ts';
import { check } from '../../../../src/typecheck/check.ts';
import { temporaryFolder, writeClasses } from '../photo-files.ts';

/** Every registered step as a train says it: a step without a line here fails. */
const settings: Readonly<Record<string, string>> = {
  flip: 'augment: flip(horizontal)',
  rotate: 'augment: rotate(40deg)',
  shift: 'augment: shift(20%)',
  shear: 'augment: shear(30deg, fill: wrap)',
  zoom: 'augment: zoom(20%, fill: constant, level: 100%)',
  scale: 'augment: scale(0.5, 2, fill: reflect)',
  crop: 'augment: crop(50%)',
  brightness: 'augment: brightness(0.5, 1.5)',
  contrast: 'augment: contrast(50%)',
  saturation: 'augment: saturation(50%)',
  hue: 'augment: hue(90deg)',
  grey: 'augment: grey',
  blur: 'augment: blur(1, 2)',
  noise: 'augment: noise(1%, 10%)',
  cutout: 'augment: cutout(25%)',
  maybe: 'augment: maybe(50%, rotate(40deg) -> noise)',
  one_of: 'augment: one_of[rotate(40deg), blur, brightness(20%)]',
  trivial: 'augment: trivial',
  mixup: 'mix: mixup(1)',
  cutmix: 'mix: cutmix',
};

const everything = `augment: rotate(40deg) -> zoom(20%) -> maybe(50%, hue(90deg)) -> one_of[noise, blur, trivial] -> cutout
  mix: cutmix`;

let folder: string;
let dataset: Dataset;

function programOf(setting: string, head = 'dense(1, sigmoid)', loss = 'binary_crossentropy'): Program {
  const parsed = parse(
    sourceFile(
      'streams.net',
      `data pets = images("${folder}") {
  size: 12x10
  split: fractions(60%, 20%, 20%)
}
model Net(photo: [12, 10, 3]) { output kind = photo -> flatten -> ${head} }
train run = Net on pets {
  batch: 4
  ${setting}
  minimize: ${loss}(kind)
  optimizer: adam
  epochs: 1
}`,
    ),
  );
  const { value, diagnostics } = check(parsed.value);
  expect([...parsed.diagnostics, ...diagnostics].map(({ title }) => title)).toEqual([]);
  return compile(value, 'run').value;
}

beforeAll(async () => {
  folder = temporaryFolder();
  await writeClasses(folder, { cat: 20, dog: 20 });
  const parsed = parse(
    sourceFile(
      'data.net',
      `data pets = images("${folder}") { size: 12x10, split: fractions(60%, 20%, 20%) }`,
    ),
  );
  const [typed] = check(parsed.value).value.datasets;
  if (typed === undefined) throw new Error('no data set');
  dataset = await loadDataset(typed, { base: '/', seed: 1 });
});

async function feedsOf(
  source: BatchSource | undefined,
  epoch: number,
  skip = 0,
): Promise<readonly Batch['feeds'][]> {
  const feeds = [];
  for await (const batch of source?.batches(epoch, skip) ?? []) feeds.push(batch.feeds);
  return feeds;
}

/** Opened photos by their number of workers: threads take longer to start than to work here. */
const opened = new Map<number, Promise<Photos>>();

afterAll(async () => {
  for (const photos of opened.values()) await (await photos).close();
});

function photosWith(workers: number): Promise<Photos> {
  const before = opened.get(workers);
  const photos = before ?? Photos.open(dataset, { cacheFolder: null, workers });
  opened.set(workers, photos);
  return photos;
}

/** The batches of the three splits of a program in an epoch. */
async function streams(program: Program, { workers = 2, seed = 5, epoch = 3, skip = 0 } = {}) {
  const photos = await photosWith(workers);
  const [phase] = program.phases;
  if (phase === undefined) throw new Error('no phase');
  const { train, validation, test: rest } = sourcesOf(program, dataset, photos, seed)(phase);
  return {
    train: await feedsOf(train, epoch, skip),
    validation: await feedsOf(validation, epoch),
    test: await feedsOf(rest, epoch),
  };
}

describe('what is not trained on stays untouched', () => {
  test.each([...stepRegistry.keys()])('%s', async (step) => {
    const plain = await streams(programOf(''));
    const changed = await streams(programOf(settings[step] ?? `no line for ${step}`));
    expect(changed.validation).toEqual(plain.validation);
    expect(changed.test).toEqual(plain.test);
    expect(changed.validation).toHaveLength(2);
    expect(changed.test).toHaveLength(2);
    expect(changed.train).not.toEqual(plain.train);
  });

  test('and nobody can ask for anything else', async () => {
    const photos = await photosWith(2);
    const [phase] = programOf(everything).phases;
    const training = { augment: phase?.augment, mix: phase?.mix, seed: 1 };
    for (const split of ['validation', 'test'] as const)
      expect(() => photos.split(split, { batch: 4, inputs: [], training })).toThrow('never changed');
  });
});

describe('the same again', () => {
  test('with any number of workers, and after an interruption', async () => {
    const program = programOf(everything);
    const whole = await streams(program);
    expect(whole.train).toHaveLength(6);
    for (const workers of [1, 3]) expect(await streams(program, { workers })).toEqual(whole);
    for (const skip of [1, 4, 5])
      expect((await streams(program, { skip })).train).toEqual(whole.train.slice(skip));
  });

  test('on another machine: with another folder of the data, and another cache that is empty or full', async () => {
    const program = programOf(everything);
    const wanted = await streams(program);
    const [place, cacheFolder] = [join(temporaryFolder(), 'elsewhere'), temporaryFolder()];
    cpSync(folder, place, { recursive: true });
    const declared = `data pets = images("${place}") { size: 12x10, split: fractions(60%, 20%, 20%) }`;
    const [typed] = check(parse(sourceFile('data.net', declared)).value).value.datasets;
    const [phase] = program.phases;
    if (typed === undefined || phase === undefined) throw new Error('no data set, or no phase');
    const there = await loadDataset(typed, { base: '/', seed: 1 });
    for (let pass = 0; pass < 2; pass++) {
      const photos = await Photos.open(there, { cacheFolder, workers: 2 });
      const sources = sourcesOf(program, there, photos, 5)(phase);
      expect(await feedsOf(sources.train, 3)).toEqual(wanted.train);
      expect(await feedsOf(sources.validation, 3)).toEqual(wanted.validation);
      expect(photos.statistics.decoded > 0).toBe(pass === 0);
      await photos.close();
    }
  });

  test('by the seed and the epoch alone', async () => {
    const program = programOf(everything);
    const { train } = await streams(program);
    expect((await streams(program, { epoch: 4 })).train).not.toEqual(train);
    expect((await streams(program, { seed: 6 })).train).not.toEqual(train);
  });
});

describe('a mixed batch', () => {
  test('has classes by their shares, and photos by the same', async () => {
    const program = programOf('mix: mixup(1)', 'dense(2, softmax)', 'cross_entropy');
    const plain = await streams(programOf('', 'dense(2, softmax)', 'cross_entropy'));
    const mixed = await streams(program);
    const fed = program.phases[0]?.trainStep.nodes.find(
      (node) => node.kind === 'input' && node.attributes.name === 'label/class',
    );
    expect(fed?.type).toMatchObject({ dtype: 'float32' });
    for (const [batch, feeds] of mixed.train.entries()) {
      const [before, photos] = [plain.train[batch]?.['input/photo'], feeds['input/photo']];
      const [classes, shares] = [plain.train[batch]?.['label/class'], feeds['label/class']];
      expect(shares).toMatchObject({ dtype: 'float32', shape: [4, 2] });
      for (let sample = 0; sample < 4; sample++) {
        const row = [shares?.data[2 * sample] ?? NaN, shares?.data[2 * sample + 1] ?? NaN];
        expect((row[0] ?? NaN) + (row[1] ?? NaN)).toBeCloseTo(1, 6);
        const own = photoAt(before, sample);
        // Between its own photo and one of the batch, by the share that its label says where the two classes differ.
        const found = [0, 1, 2, 3].some((partner) => {
          const share = row[classes?.data[sample] ?? 0] ?? NaN;
          if (classes?.data[partner] === classes?.data[sample])
            return isMixture(photoAt(photos, sample), own, photoAt(before, partner));
          const blend = own.map(
            (level, at) => share * level + (1 - share) * (photoAt(before, partner)[at] ?? 0),
          );
          return blend.every((level, at) => Math.abs(level - (photoAt(photos, sample)[at] ?? 0)) < 1e-5);
        });
        expect(found).toBe(true);
      }
    }
  });

  test('by parts has pixels of two photos, as many of each as the label says', async () => {
    const plain = await streams(programOf('', 'dense(2, softmax)', 'cross_entropy'));
    const mixed = await streams(programOf('mix: cutmix', 'dense(2, softmax)', 'cross_entropy'));
    const feeds = mixed.train.flatMap((each, batch) =>
      [0, 1, 2, 3].map((sample) => ({
        own: photoAt(plain.train[batch]?.['input/photo'], sample),
        made: photoAt(each['input/photo'], sample),
        kept:
          each['label/class']?.data[2 * sample + (plain.train[batch]?.['label/class']?.data[sample] ?? 0)] ??
          NaN,
      })),
    );
    expect(feeds.some(({ kept }) => kept < 0.9)).toBe(true);
    for (const { own, made, kept } of feeds) {
      const same = made.filter((level, at) => level === own[at]).length / made.length;
      // A partner of the same class leaves the label whole; sides are rounded to pixels.
      expect(same).toBeGreaterThan(kept === 1 ? 0 : kept - 0.2);
      if (kept < 1) expect(same).toBeLessThan(kept + 0.2);
    }
  });
});

function photoAt(tensor: Batch['feeds'][string] | undefined, sample: number): readonly number[] {
  return [...(tensor?.data.subarray(sample * 360, (sample + 1) * 360) ?? [])];
}

/** Whether all levels lie at one share of the way between two photos. */
function isMixture(made: readonly number[], own: readonly number[], other: readonly number[]): boolean {
  const far = own.reduce(
    (best, level, at) =>
      Math.abs(level - (other[at] ?? 0)) > Math.abs((own[best] ?? 0) - (other[best] ?? 0)) ? at : best,
    0,
  );
  const distance = (own[far] ?? 0) - (other[far] ?? 0);
  const share = distance === 0 ? 1 : ((made[far] ?? 0) - (other[far] ?? 0)) / distance;
  return made.every(
    (level, at) => Math.abs(level - share * (own[at] ?? 0) - (1 - share) * (other[at] ?? 0)) < 1e-4,
  );
}
