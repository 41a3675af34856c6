import { define } from '../define.ts';
import { arriving, counted } from './words.ts';

/** NET3xxx: shapes. */

/** What stands in the way of a layer over another rank, by the layer and the rank it is given. */
export const wrongRank = define<{
  readonly layer: string;
  readonly expected: string;
  readonly given: string;
  readonly advice: 'flatten' | 'reshape' | undefined;
}>({
  code: 'NET3001',
  severity: 'error',
  title: ({ layer, expected }) =>
    expected === '[units]'
      ? `${layer} needs a vector and is given an image`
      : `${layer} needs an image and is given a vector`,
  label: ({ given }) => `receives ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
  hint: ({ advice }) =>
    advice === 'flatten'
      ? 'Put flatten -> before it to keep every number, or global_avgpool -> for the mean of each channel (far fewer weights).'
      : advice === 'reshape'
        ? 'Use it before flatten or global pooling, where there is still an image.'
        : undefined,
});

export const kernelTooLarge = define<{
  readonly layer: string;
  readonly window: 'kernel' | 'window';
  readonly axis: 'height' | 'width';
  readonly size: number;
  readonly input: number;
  readonly given: string;
}>({
  code: 'NET3002',
  severity: 'error',
  title: ({ layer, window, axis, size, input }) =>
    `The ${window} of ${layer} is larger than its input: ${size} against a ${axis} of ${input}`,
  label: ({ size, axis }) => `${size} in ${axis}`,
  expected: ({ axis, input }) => `at most ${input} in ${axis}`,
  given: ({ given }) => `an input of ${given}`,
  hint: ({ window, input }) =>
    `Add padding: same, make the ${window} ${input} or smaller, or pool less before it.`,
});

export const branchesDiffer = define<{
  readonly layer: string;
  readonly axis: string;
  readonly first: string;
  readonly other: string;
}>({
  code: 'NET3003',
  severity: 'error',
  title: ({ layer, axis }) => `${layer} joins tensors that differ in ${axis}`,
  label: ({ layer, first, other }) =>
    layer === 'concat' ? `cannot put ${other} behind ${first}` : `cannot join ${first} and ${other}`,
  expected: ({ layer, first }) => (layer === 'concat' ? `${first} but for the last size` : first),
  given: ({ other }) => other,
  hint: ({ axis, layer }) =>
    axis === 'channels'
      ? 'Bring both to the same channels with conv(channels, 1), or join them with concat.'
      : axis === 'rank'
        ? 'An image and a vector do not join: flatten the image or pool it globally.'
        : `Branches keep their size with padding: same and equal strides${layer === 'concat' ? '; concat joins channels only' : ''}.`,
});

export const fewBranches = define<{ readonly layer: string }>({
  code: 'NET3004',
  severity: 'error',
  title: ({ layer }) => `${layer} joins several tensors and is given one`,
  label: () => 'only one tensor arrives',
  hint: ({ layer }) => `Give it branches: [f, g] -> ${layer}.`,
});

export const severalTensors = define<{ readonly taker: string; readonly count: number }>({
  code: 'NET3005',
  severity: 'error',
  title: ({ taker, count }) => `${taker} takes one tensor and is given ${count}`,
  label: ({ count }) => `${arriving(count)} here`,
  hint: () => 'Join branches first: -> concat or -> add.',
});

export const impossibleOption = define<{
  readonly layer: string;
  readonly option: string;
  readonly expected: string;
  readonly given: string;
}>({
  code: 'NET3006',
  severity: 'error',
  title: ({ layer, option, given }) => `${layer} cannot have ${option} ${given}`,
  label: () => 'not possible here',
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

export const blockInputShape = define<{
  readonly block: string;
  readonly expected: string;
  readonly given: string;
}>({
  code: 'NET3007',
  severity: 'error',
  title: ({ block, expected, given }) => `The block ${block} takes ${expected} and is given ${given}`,
  label: ({ given }) => `receives ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

export const signatureDoesNotHold = define<{
  readonly block: string;
  readonly claimed: string;
  readonly computed: string;
  /** Numbers that show it, where it was found over symbols. */
  readonly example?: { readonly values: string; readonly claimed: string; readonly computed: string };
}>({
  code: 'NET3008',
  severity: 'error',
  title: ({ block }) => `The signature of ${block} does not hold`,
  label: ({ claimed }) => `claims ${claimed}`,
  expected: ({ claimed }) => claimed,
  given: ({ computed }) => computed,
  hint: ({ example }) =>
    example &&
    (example.values === ''
      ? `It claims ${example.claimed} and makes ${example.computed}.`
      : `With ${example.values} it claims ${example.claimed} and makes ${example.computed}.`),
});

export const sharedLayerInput = define<{
  readonly name: string;
  readonly first: string;
  readonly other: string;
}>({
  code: 'NET3009',
  severity: 'error',
  title: ({ name }) => `${name} is shared and cannot take both inputs: its weights would differ`,
  label: ({ other }) => `receives ${other}`,
  expected: ({ first }) => `${first}, as where it was used first`,
  given: ({ other }) => other,
  hint: () =>
    'Give both uses the same shape, or write the layer twice: each written call has its own weights.',
});

export const blockInputCount = define<{
  readonly block: string;
  readonly expected: number;
  readonly given: number;
}>({
  code: 'NET3011',
  severity: 'error',
  title: ({ block, expected, given }) =>
    `The block ${block} takes ${counted(expected, 'tensor')} and is given ${given}`,
  label: ({ given }) => `${arriving(given)} here`,
  hint: ({ expected }) =>
    expected === 1 ? 'Join branches first: -> concat or -> add.' : 'Send several with brackets: [a, b] -> ….',
});

export const noSuchAxis = define<{ readonly member: string; readonly given: string }>({
  code: 'NET3012',
  severity: 'error',
  title: ({ member, given }) => `${given} has no ${member}`,
  label: () => 'no such axis',
  hint: () => 'Images have height, width and channels; a vector has channels only (its length).',
});

export const badInputShape = define<{ readonly name: string; readonly given: string }>({
  code: 'NET3013',
  severity: 'error',
  title: ({ name, given }) => `The input ${name} cannot have the shape ${given}`,
  label: () => 'shape of the input',
  expected: () => '[height, width, channels] for images, [units] for vectors',
});

export const signatureAdmitsTooMuch = define<{
  readonly block: string;
  readonly values: string;
  readonly inputs: string;
  readonly failure: string;
}>({
  code: 'NET3014',
  severity: 'error',
  title: ({ block }) => `The signature of ${block} admits what its body cannot take`,
  label: ({ inputs }) => `admits ${inputs}`,
  hint: ({ values, failure }) =>
    `With ${values}: ${failure}. Name sizes that must be equal by one name, or join what differs in the body.`,
});

export const signatureNotProved = define<{ readonly block: string }>({
  code: 'NET3015',
  severity: 'warning',
  title: ({ block }) => `The signature of ${block} could not be proved for every size`,
  label: () => 'neither proved nor found wrong',
  hint: () =>
    'It is checked at each use. A parameter whose type says more, or a simpler expression, may be within reach of a proof.',
});
