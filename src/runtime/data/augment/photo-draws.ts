import { philox, philoxState } from '../../../ir/philox.ts';

/** Apart from what else a seed draws. */
const PURPOSE = 0x6175676d;

/** One uniform number in [0, 1) after another. */
export type Uniform = () => number;

/**
 * The draws of one photo in one epoch. Each step has numbers of its own: the key is the seed's, and the counter is made of the
 * step, the photo and the epoch, so that nothing depends on what was drawn before, or where.
 */
export class PhotoDraws {
  readonly key: readonly [number, number];
  readonly epoch: number;
  readonly sample: number;

  /** @param sample the photo's place in its split */
  constructor(seed: number, epoch: number, sample: number) {
    this.key = philoxState(seed | 0, PURPOSE).key;
    this.epoch = epoch;
    this.sample = sample;
  }

  /** The numbers of a step, from the first on. */
  of(step: number): Uniform {
    let block = 0;
    let words: Uint32Array = new Uint32Array(0);
    let next = 0;
    return () => {
      if (next === words.length) {
        words = philox({ counter: [block++, step, this.sample, this.epoch], key: this.key });
        next = 0;
      }
      return (words[next++] ?? 0) / 2 ** 32;
    };
  }
}
