import type { WantedLayer } from './wanted.ts';

/** Who has written a file, as far as it shows in the names of its arrays. */
export type Convention = 'keras' | 'torch';

/** Words that only PyTorch's normalisation and layers have for their parts. */
const torchWords = new Set(['weight', 'running_mean', 'running_var']);

/** Whose words the parts of layers are. */
export function conventionOf(tensors: readonly { readonly part: string }[]): Convention {
  return tensors.some(({ part }) => torchWords.has(part)) ? 'torch' : 'keras';
}

const normalizations = new Set(['batchnorm', 'layernorm', 'groupnorm']);

const normalized: Readonly<Record<string, string>> = {
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** What a part of a layer is called in a file: `weight` for the kernel of a convolution by PyTorch. */
export function storedParts({ kind }: WantedLayer, part: string, convention: Convention): readonly string[] {
  if (convention === 'torch') {
    if (normalizations.has(kind)) return [normalized[part] ?? part];
    return [part === 'kernel' ? 'weight' : part];
  }
  // Keras 2 has this name for it, Keras 3 the plain one.
  return kind === 'depthwise_conv' && part === 'kernel' ? ['kernel', 'depthwise_kernel'] : [part];
}

/** Parts that are no weights: what PyTorch counts along. */
export const uncounted: ReadonlySet<string> = new Set(['num_batches_tracked']);
