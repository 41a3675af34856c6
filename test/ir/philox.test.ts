import { describe, expect, it } from 'vitest';
import { fillRandomWords, philox, uniform } from '../../src/ir/philox.ts';

/** tf.raw_ops.StatelessRandomUniform of TensorFlow 2.21, as float32 to the bit. */
const drawnByTensorFlow: readonly { seed: readonly [number, number]; values: readonly number[] }[] = [
  {
    seed: [0, 0],
    values: [
      0.2110154628753662, 0.7060099840164185, 0.8000633716583252, 0.7707922458648682, 0.38858866691589355,
      0.8703594207763672,
    ],
  },
  {
    seed: [1, 2],
    values: [
      0.8440604209899902, 0.19204533100128174, 0.9962232112884521, 0.16038739681243896, 0.27199018001556396,
      0.6493459939956665,
    ],
  },
  {
    seed: [42, 7],
    values: [
      0.6123888492584229, 0.9290637969970703, 0.8335556983947754, 0.6969203948974609, 0.8798662424087524,
      0.48982083797454834,
    ],
  },
  {
    seed: [-1, 5],
    values: [
      0.5690146684646606, 0.8657257556915283, 0.5149633884429932, 0.6814154386520386, 0.9254287481307983,
      0.4069552421569824,
    ],
  },
  {
    seed: [2147483647, -2147483648],
    values: [
      0.029565095901489258, 0.8815397024154663, 0.09603333473205566, 0.36908483505249023, 0.05799567699432373,
      0.9801088571548462,
    ],
  },
  {
    seed: [123456789, 987654321],
    values: [
      0.7978612184524536, 0.8770014047622681, 0.7122980356216431, 0.6034976243972778, 0.2451925277709961,
      0.9495046138763428,
    ],
  },
];

describe('philox', () => {
  // The third known-answer vector of the Random123 library (kat_vectors, philox4x32 10).
  it('agrees with its authors', () => {
    const words = philox({
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
    });
    expect([...words]).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
  });

  it.each(drawnByTensorFlow)('draws what TensorFlow draws for the seed $seed', ({ seed, values }) => {
    expect([...uniform(seed[0], seed[1], values.length)]).toEqual(values);
  });

  it('agrees with TensorFlow far into a long sequence', () => {
    const values = uniform(3, 4, 200_001);
    expect([values[100_000], values[200_000]]).toEqual([0.5771582126617432, 0.3084685802459717]);
  });

  it('gives a sequence whose beginning does not depend on its length', () => {
    const long = fillRandomWords(5, 6, new Uint32Array(23));
    for (const length of [0, 1, 3, 4, 7, 22]) {
      expect([...fillRandomWords(5, 6, new Uint32Array(length))]).toEqual([...long.subarray(0, length)]);
    }
  });
});
