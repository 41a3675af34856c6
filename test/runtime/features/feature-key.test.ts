import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/ir/graph-builder.ts';
import { BATCH, type OpGraph } from '../../../src/ir/op-graph.ts';
import { float32 } from '../../../src/ir/tensor-type.ts';
import type { PhotoFile } from '../../../src/runtime/data/photo.ts';
import { SampleList } from '../../../src/runtime/data/samples.ts';
import { featureKey, graphDigest, photosDigest } from '../../../src/runtime/features/feature-key.ts';
import { origin } from '../../support/plain-program.ts';
import { stretchedTo } from '../data/photo-files.ts';

/** x · w, with the weight under a name. */
function graph(name: string, transposeB = false): OpGraph {
  const builder = new GraphBuilder(origin);
  const x = builder.input('input/photo', float32([BATCH, 2]));
  const product = builder.add(
    'matmul',
    [x, builder.read(name, [2, 2])],
    { transposeA: false, transposeB },
    float32([BATCH, 2]),
  );
  return builder.finish('prefix', { 'feature/0': product }, []);
}

const weights = (name: string, ...values: readonly number[]): ReadonlyMap<string, Float32Array> =>
  new Map([[name, Float32Array.from(values)]]);

describe('what computes features', () => {
  const known = graphDigest(graph('base.w'), weights('base.w', 1, 2, 3, 4));

  it('is the same in another model, by whatever names', () => {
    expect(graphDigest(graph('other.v'), weights('other.v', 1, 2, 3, 4))).toBe(known);
  });

  it('is another with other weights, or other ops', () => {
    expect(graphDigest(graph('base.w'), weights('base.w', 1, 2, 3, 5))).not.toBe(known);
    expect(graphDigest(graph('base.w', true), weights('base.w', 1, 2, 3, 4))).not.toBe(known);
  });
});

describe('what features are computed of', () => {
  const photo = (change: Partial<PhotoFile> = {}): PhotoFile => ({
    file: 'a.jpg',
    path: '/a.jpg',
    bytes: 10,
    modified: 1.5,
    ...change,
  });
  const image = { name: 'photo', path: [], ...stretchedTo(4, 4), pixels: 'unit' as const };
  const inputs = [{ name: 'photo', column: 'photo', shape: [4, 4, 3] }];
  const digest = (photos: readonly PhotoFile[], changes = {}, label = 0, training?: unknown): string => {
    const samples = new SampleList(
      photos.map((each, number) => ({ number, photos: [each], labels: [[label]] })),
    );
    const splits = { train: samples, validation: new SampleList([]), test: new SampleList([]) };
    return photosDigest(
      { images: [{ ...image, ...changes }], labels: [], splits },
      'train',
      inputs,
      {},
      training,
    );
  };
  const known = digest([photo()]);

  it('is the same whatever is to be learned', () => {
    expect(digest([photo()], {}, 1)).toBe(known);
  });

  it.each([
    ['the file', digest([photo({ path: '/b.jpg' })])],
    ['its time', digest([photo({ modified: 2 })])],
    ['its length', digest([photo({ bytes: 11 })])],
    ['the photos', digest([photo(), photo()])],
    ['the size', digest([photo()], stretchedTo(5, 4))],
    ['the pixels', digest([photo()], { pixels: 'tf' })],
    ['the changes', digest([photo()], {}, 0, { seed: 1 })],
  ])('is another by %s', (_, other) => {
    expect(other).not.toBe(known);
  });
});

it('is named by the engine and its arithmetic as well', () => {
  const computing = { engine: 'cpu', arithmetic: 'float32', batch: 8 };
  const names = [computing, { ...computing, engine: 'wasm' }, { ...computing, arithmetic: 'bfloat16' }].map(
    (each) => featureKey('graph', 'photos', each),
  );
  expect(new Set(names).size).toBe(3);
});
