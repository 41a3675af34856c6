import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HostTensor } from '../../../src/runtime/engines/engine.ts';
import { SampleList } from '../../../src/runtime/data/samples.ts';
import { ballotOutput, voteOn, type Ballot } from '../../../src/runtime/predict/ballot.ts';
import type { PredictedOutput } from '../../../src/runtime/predict/output-prediction.ts';
import { predictSamples, type Prediction } from '../../../src/runtime/predict/predict-samples.ts';
import type { Predictor } from '../../../src/runtime/predict/predictor.ts';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import { temporaryFolder, writeFiles } from '../data/photo-files.ts';
import sharp from 'sharp';

const probability: PredictedOutput = {
  name: 'kind',
  classes: ['dark', 'light'],
  margin: false,
  binary: true,
  units: 1,
};
const margin: PredictedOutput = { ...probability, name: 'side', margin: true };

/** A model that says how light the first pixel is, of photos of its own size. */
function judge(size: number, output: PredictedOutput, say: (level: number) => number): Predictor {
  const resize = { kind: 'stretch', antialias: false } as const;
  const column = {
    name: 'photo',
    path: [],
    size: { height: size, width: size, channels: 3 },
    resize,
    pixels: 'unit',
  } as const;
  return {
    photos: [{ column, map: pixelMap('unit', undefined), inputs: ['photo'] }],
    numbers: [],
    delimiter: undefined,
    outputs: [output],
    run: (feeds) => {
      const { data, shape } = feeds['input/photo'] as HostTensor;
      const count = shape[0] ?? 0;
      const values = Float32Array.from({ length: count }, (_, row) =>
        say(data[row * size * size * 3] ?? NaN),
      );
      return Promise.resolve({
        [`prediction/${output.name}`]: { dtype: 'float32', shape: [count, 1], data: values },
      });
    },
    close: () => Promise.resolve(),
  };
}

const grey = (level: number): Promise<Buffer> =>
  sharp({ create: { width: 9, height: 7, channels: 3, background: { r: level, g: level, b: level } } })
    .png()
    .toBuffer();

const levels = Array.from({ length: 70 }, (_, index) => index * 3);
let samples: SampleList;

beforeAll(async () => {
  const folder = temporaryFolder();
  const files = Object.fromEntries(levels.map((level) => [`${level}.png`, grey(level)] as const));
  await writeFiles(folder, { ...files, '9.png': 'no photo' });
  samples = new SampleList(
    levels.map((level, number) => {
      const path = join(folder, `${level}.png`);
      return { number, photos: [{ file: `${level}.png`, path, bytes: 1, modified: 0 }], labels: [] };
    }),
  );
});

async function said(predictors: readonly Predictor[], ballot?: Ballot) {
  const leftOut: string[] = [];
  const predictions: Prediction[] = [];
  const named = { samples, rows: undefined, longestName: 8 };
  const options = { leftOut: ({ file }: { readonly file: string }) => leftOut.push(file), workers: 2 };
  for await (const prediction of predictSamples(predictors, ballot, named, options))
    predictions.push(prediction);
  return { predictions, leftOut };
}

const voters = (...outputs: readonly PredictedOutput[]): Ballot['voters'] =>
  outputs.map((output, index) => ({ output, weight: index }));

describe('predictions of samples', () => {
  it('come in their order, without what is broken', async () => {
    const { predictions, leftOut } = await said([judge(4, probability, (level) => level)]);
    expect(leftOut).toEqual(['9.png']);
    const expected = levels.filter((level) => level !== 9);
    expect(predictions.map(({ file }) => file)).toEqual(expected.map((level) => `${level}.png`));
    for (const [index, { outputs }] of predictions.entries()) {
      const light = (expected[index] ?? NaN) / 255;
      const { kind } = outputs;
      if (kind === undefined || !('probabilities' in kind)) throw new Error('no probabilities');
      expect(kind.probabilities['light']).toBeCloseTo(light, 6);
      expect(kind.class).toBe(light > 0.5 ? 'light' : 'dark');
      expect(kind.probability).toBeCloseTo(Math.max(light, 1 - light), 6);
    }
  });

  it('are votes of models that take photos of other sizes, each broken one named once', async () => {
    const members = [
      judge(4, probability, (level) => level),
      judge(6, margin, (level) => level - 0.1),
      judge(4, probability, () => 0.2),
    ];
    const ballot: Ballot = { vote: 'mean', voters: voters(probability, margin, probability) };
    const { predictions, leftOut } = await said(members, ballot);
    expect(leftOut).toEqual(['9.png']);
    expect(predictions).toHaveLength(levels.length - 1);
    for (const { file, outputs } of predictions) {
      const level = Number(file.replace('.png', '')) / 255;
      const { kind } = outputs;
      if (kind === undefined || !('probabilities' in kind)) throw new Error('no probabilities');
      expect(kind.probabilities['light']).toBeCloseTo((level + Number(level > 0.1) + 0.2) / 3, 5);
    }
  });
});

describe('a ballot', () => {
  it('has the first name and the classes of who tells probabilities', () => {
    const ballot: Ballot = { vote: 'majority', voters: voters(margin, probability) };
    expect(ballotOutput(ballot)).toMatchObject({ name: 'side', classes: ['dark', 'light'], margin: false });
    const answer = voteOn(ballot, [
      { class: 'light', margin: 0.5 },
      { class: 'dark', probability: 0.6, probabilities: { dark: 0.6, light: 0.4 } },
    ]);
    // One vote each: the mean probability decides, and a margin is certain.
    expect(answer).toEqual({ class: 'light', probability: 0.5, probabilities: { dark: 0.5, light: 0.5 } });
  });
});
