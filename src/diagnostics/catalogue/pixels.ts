import { define } from '../define.ts';

/** NET56xx: grey levels on their way into a model; NET606x: advice about them. */

export const rescaledTwice = define<{
  readonly input: string;
  readonly data: string;
  /** What the data gives, in words: `from 0 to 1`. */
  readonly gives: string;
}>({
  code: 'NET5601',
  severity: 'error',
  title: ({ input }) => `The pixels of ${input} are rescaled twice`,
  label: () => 'rescales them again',
  expected: () => 'pixels from 0 to 255 (pixels: bytes) before a rescale',
  given: ({ data, gives }) => `${data} gives them ${gives}`,
  hint: () => 'Say pixels: bytes in the data, or leave the rescale out.',
});

export const otherPixels = define<{
  readonly block: string;
  readonly weights: string;
  /** What the weights were trained on: the word, and what it means. */
  readonly wanted: string;
  readonly wants: string;
  readonly data: string;
  readonly gives: string;
}>({
  code: 'NET6060',
  severity: 'advice',
  title: ({ block, weights, data }) =>
    `The ${weights} weights of ${block} were trained on other pixels than ${data} gives`,
  label: () => 'begins with these weights',
  expected: ({ wanted, wants }) => `pixels: ${wanted} (${wants})`,
  given: ({ gives }) => `pixels ${gives}`,
  hint: ({ wanted }) => `Say pixels: ${wanted} in the data: the features are better from the first step on.`,
});
