import { describe, expect, it } from 'vitest';
import { base64 } from '../../../src/codegen/tfjs/base64.ts';
import { emitTfjs, MOST_EMBEDDED } from '../../../src/codegen/tfjs/emit-tfjs.ts';
import { manifestWeight } from '../../../src/codegen/tfjs/manifest.ts';
import { joined, shardsOf } from '../../../src/codegen/tfjs/shards.ts';
import { compileText } from '../../support/compile-text.ts';
import { uniform } from '../../support/draws.ts';
import { bytesOf } from '../../support/graph-model.ts';
import { subjectOf } from './subject.ts';

/** A network with a dense layer of so many units over 8 × 8 × 3 numbers. */
function filesOf(units: number): ReturnType<typeof emitTfjs> {
  const program = compileText(`data shapes = images("shapes") { size: 8x8 split: folders }
model Wide(photo: [8, 8, 3]) { output kind = photo -> flatten -> dense(${units}, relu) -> dense(2, softmax) }
train once = Wide on shapes { minimize: cross_entropy(kind) optimizer: sgd(0.1) epochs: 1 }
`);
  const values = program.variables.map(({ path, shape }) => {
    const count = shape.reduce((all, size) => all * size, 1);
    return [path, new Float32Array(count).fill(0.5)] as const;
  });
  return emitTfjs(subjectOf(program, new Map(values)));
}

const namesOf = (files: ReturnType<typeof emitTfjs>): readonly string[] => files.map(({ path }) => path);

describe('the files of an export to TensorFlow.js', () => {
  it('hold the weights in shards of 4 MB, which the page has a second time', () => {
    const files = filesOf(6000);
    const shards = namesOf(files).filter((name) => name.endsWith('.bin'));
    expect(shards).toEqual(['group1-shard1of2.bin', 'group1-shard2of2.bin']);
    expect(bytesOf(files, 'group1-shard1of2.bin')).toHaveLength(4 * 2 ** 20);
    const script = Buffer.from(bytesOf(files, 'model.js')).toString();
    const model = Buffer.from(bytesOf(files, 'model.json')).toString().trim();
    const encoded = shards.map((name) => `"${Buffer.from(bytesOf(files, name)).toString('base64')}"`);
    expect(script).toBe(`netcModel(${model},[${encoded.join(',')},]);\n`);
  });

  it('have no second copy of weights of more than 30 MB', () => {
    expect(namesOf(filesOf(40_000))).not.toContain('model.js');
    expect(40_000 * 192 * 4).toBeGreaterThan(MOST_EMBEDDED);
  });

  it.each([0, 1, 2, 3, 4, 5, 255])('have %i bytes in base64 as others have them', (count) => {
    const bytes = Uint8Array.from({ length: count }, (_, index) => (index * 37) % 256);
    expect(Buffer.from(base64(bytes)).toString()).toBe(Buffer.from(bytes).toString('base64'));
  });

  it('are cut where a shard is full, whatever the pieces are', () => {
    const pieces = [3, 5 * 2 ** 20, 0, 4 * 2 ** 20 - 7].map((length, seed) =>
      new Uint8Array(length).fill(seed + 1),
    );
    const shards = shardsOf(pieces).map(joined);
    expect(shards.map(({ length }) => length)).toEqual([4 * 2 ** 20, 4 * 2 ** 20, 2 ** 20 - 4]);
    expect(Buffer.concat(shards).equals(Buffer.concat(pieces))).toBe(true);
  });
});

describe('quantized weights', () => {
  it('in uint8 are off by half a step but at the ends, and 0 stays 0', () => {
    const data = uniform('weights', 600).map((value) => value * 1.2 - 0.3);
    data[7] = 0;
    const { entry, bytes } = manifestWeight(
      'w',
      { path: 'w', shape: [20, 30], data, channelAxis: 1 },
      'uint8',
    );
    const { quantization } = entry;
    if (quantization?.dtype !== 'uint8') throw new Error('it is not quantized');
    const { scale, min } = quantization;
    expect(scale).toBeCloseTo((Math.max(...data) - Math.min(...data)) / 255, 8);
    for (const [index, value] of data.entries())
      expect(Math.abs((bytes[index] ?? NaN) * scale + min - value)).toBeLessThanOrEqual(scale * 1.001);
    expect((bytes[7] ?? NaN) * scale + min).toBe(0);
  });

  it('leave vectors as they are', () => {
    const { entry, bytes } = manifestWeight(
      'b',
      { path: 'b', shape: [3], data: Float32Array.of(1, 2, 3), channelAxis: 0 },
      'uint8',
    );
    expect(entry).toEqual({ name: 'b', shape: [3], dtype: 'float32' });
    expect(bytes).toHaveLength(12);
  });
});
