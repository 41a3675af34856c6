import { define } from '../define.ts';
import { counted, didYouMean, type SampleNoun } from './words.ts';

/** NET6xxx: advice about training well. */

/** `3.2 million`, `52,000`. */
function amount(count: number): string {
  return count >= 1e6 ? `${(count / 1e6).toFixed(1)} million` : count.toLocaleString('en-US');
}

export const denseWithoutDropout = define<{
  readonly path: string;
  readonly weights: number;
  readonly share: number;
}>({
  code: 'NET6001',
  severity: 'advice',
  title: ({ path, share }) =>
    `${path} has ${Math.round(share * 100)}% of the weights and no dropout before it`,
  label: ({ weights }) => `${amount(weights)} weights`,
  hint: () => 'So many weights learn by heart what they are shown: put dropout(0.5) -> before it.',
});

export const flattenWherePooling = define<{
  readonly path: string;
  readonly flattened: number;
  readonly pooled: number;
}>({
  code: 'NET6002',
  severity: 'advice',
  title: ({ path, flattened, pooled }) =>
    `global_avgpool instead of flatten would leave ${path} ${amount(pooled)} weights of ${amount(flattened)}`,
  label: () => 'keeps every position',
  hint: () =>
    'Where it does not matter at which position something is seen, replace flatten by global_avgpool.',
});

export const fewPhotosForWeights = define<{
  readonly photos: number;
  readonly weights: number;
  readonly noun: SampleNoun;
}>({
  code: 'NET6003',
  severity: 'advice',
  title: ({ photos, weights, noun }) =>
    `${amount(weights)} weights learn from ${amount(photos)} ${noun}s, ${amount(Math.round(weights / photos))} for each, and nothing holds them back`,
  label: ({ photos, noun }) => `${amount(photos)} ${noun}s to train on`,
  hint: ({ noun }) =>
    `Put dropout(0.5) -> before the last layer, take fewer ${noun === 'photo' ? 'filters' : 'units'} or more ${noun}s.`,
});

export const fineTuningTooFast = define<{
  readonly phase: string;
  readonly first: string;
  readonly weights: number;
  readonly rate: number;
  readonly before: number;
}>({
  code: 'NET6004',
  severity: 'advice',
  title: ({ phase, first, rate, before }) =>
    `${phase} unfreezes layers and trains them ${rate === before ? `at the learning rate of ${first}` : `faster than ${first} trained the top`}`,
  label: ({ weights, rate }) => `${amount(weights)} weights more, at a rate of ${rate}`,
  expected: ({ before }) => `a rate below ${before}`,
  given: ({ rate }) => String(rate),
  hint: ({ before }) =>
    `Layers that are good already want small steps: half to a tenth, such as ${Number((before / 10).toPrecision(6))}.`,
});

export const pretrainedWithRandom = define<{
  readonly phase: string;
  readonly base: string;
  readonly weights: number;
}>({
  code: 'NET6005',
  severity: 'advice',
  title: ({ phase, base }) => `${phase} trains the pretrained layers of ${base} together with random ones`,
  label: ({ weights }) => `${amount(weights)} pretrained weights are not frozen`,
  hint: ({ base }) =>
    `The first errors of the random layers would spoil them. Begin with a phase that has freeze: ${base}, and unfreeze layers in a second one.`,
});

export const fewStepsInEpoch = define<{
  readonly batch: number;
  readonly photos: number;
  readonly noun: SampleNoun;
  readonly steps: number;
  readonly usual: number;
  readonly more: number;
}>({
  code: 'NET6006',
  severity: 'advice',
  title: ({ batch, photos, noun, steps }) =>
    `A batch of ${batch} for ${amount(photos)} ${noun}s leaves ${counted(steps, 'step')} an epoch`,
  label: ({ steps }) => `weights change ${steps === 1 ? 'once' : `${steps} times`} an epoch`,
  hint: ({ usual, more }) => `A batch of ${usual} changes them ${more === 1 ? 'once' : `${more} times`}.`,
});

export const unbalancedClasses = define<{
  readonly small: string;
  readonly few: number;
  readonly large: string;
  readonly many: number;
  readonly share: number;
  readonly noun: SampleNoun;
}>({
  code: 'NET6007',
  severity: 'advice',
  title: ({ small, few, large, many, noun }) =>
    few === 0
      ? `${large} has ${counted(many, noun)} to train on and ${small} none`
      : `${large} has ${Math.round(many / few)} times the training ${noun}s of ${small}`,
  label: ({ large, share }) => `to say always ${large} would be right for ${Math.floor(share * 100)}%`,
  hint: ({ small, large, noun }) =>
    `Add ${noun}s of ${small}, train on fewer of ${large}, or let ${small} count more: class_weights: balanced.`,
});

export const sigmoidInside = define<{ readonly path: string; readonly count: number }>({
  code: 'NET6008',
  severity: 'advice',
  title: ({ path, count }) =>
    count === 1
      ? `${path} has a sigmoid inside the network: at most a quarter of the gradient passes it`
      : `${count} layers inside the network have a sigmoid: at most a ${amount(4 ** Math.min(count, 9))}th of the gradient passes all`,
  label: () => 'a sigmoid that other layers learn from',
  hint: () => 'Use relu inside a network; a sigmoid belongs at its end.',
});

export const fewPhotosAsTheyAre = define<{ readonly photos: number; readonly passes: number }>({
  code: 'NET6050',
  severity: 'advice',
  title: ({ photos, passes }) =>
    passes > 1
      ? `${amount(photos)} training photos are shown ${amount(passes)} times each, always as they are`
      : `${amount(photos)} training photos are shown as they are`,
  label: ({ photos }) => `${amount(photos)} photos to train on`,
  hint: () =>
    'Show each in another way every time: augment: rotate(20deg) -> zoom(20%) -> flip(horizontal). Only training photos are changed.',
});

// --- advice that is not wanted --------------------------------------------------------------------------------

export const allowedWithoutReason = define<{ readonly code: string }>({
  code: 'NET6101',
  severity: 'warning',
  title: ({ code }) => `Nobody says why ${code} is allowed here`,
  label: () => 'without a reason',
  hint: ({ code }) => `Write it behind a colon: // allow ${code}: small on purpose.`,
});

export const allowsNothing = define<{ readonly code: string }>({
  code: 'NET6102',
  severity: 'warning',
  title: ({ code }) => `Nothing here needs ${code} to be allowed`,
  label: () => 'silences nothing',
  hint: () => 'It speaks for its own line and for the one below. Remove it where it is no longer needed.',
});

export const cannotAllow = define<{ readonly code: string; readonly suggestion: string | undefined }>({
  code: 'NET6103',
  severity: 'warning',
  title: ({ code }) => `${code} is no advice that could be allowed`,
  label: () => 'not silenced',
  hint: ({ suggestion }) =>
    didYouMean(suggestion, () => 'Only advice (NET60…) can be; errors and warnings are mended.'),
});
