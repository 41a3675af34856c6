export { snakeCase } from '../../../../codegen/keras/snake-case.ts';

/** Names of the weights of Keras's layers, where a file has only their numbers (`vars/0`). */

type Config = Readonly<Record<string, unknown>>;

/** Some weights exist only where an option is not off. */
interface Part {
  readonly name: string;
  readonly option?: string;
}

const kernelAndBias: readonly Part[] = [{ name: 'kernel' }, { name: 'bias', option: 'use_bias' }];
const scaleAndCenter: readonly Part[] = [
  { name: 'gamma', option: 'scale' },
  { name: 'beta', option: 'center' },
];
const separable: readonly Part[] = [
  { name: 'depthwise_kernel' },
  { name: 'pointwise_kernel' },
  { name: 'bias', option: 'use_bias' },
];

/** In the order in which Keras saves them, by class in snake case, as Keras names its groups. */
const partsByClass: ReadonlyMap<string, readonly Part[]> = new Map([
  ...['dense', 'conv1d', 'conv2d', 'conv3d', 'conv1d_transpose', 'conv2d_transpose', 'conv3d_transpose'].map(
    (name) => [name, kernelAndBias] as const,
  ),
  ...['depthwise_conv1d', 'depthwise_conv2d'].map((name) => [name, kernelAndBias] as const),
  ...['separable_conv1d', 'separable_conv2d'].map((name) => [name, separable] as const),
  ['batch_normalization', [...scaleAndCenter, { name: 'moving_mean' }, { name: 'moving_variance' }]],
  ['layer_normalization', scaleAndCenter],
  ['group_normalization', scaleAndCenter],
  ['embedding', [{ name: 'embeddings' }]],
  ['p_re_lu', [{ name: 'alpha' }]],
  ['normalization', [{ name: 'mean' }, { name: 'variance' }, { name: 'count' }]],
]);

/**
 * What weights a layer has, in the order of their numbers; undefined where that cannot be told.
 * @param className in snake case
 * @param count how many there are
 */
export function partsOf(
  className: string,
  count: number,
  config: Config | undefined,
): readonly string[] | undefined {
  const parts = partsByClass.get(className);
  const given = parts?.filter(({ option }) => option === undefined || config?.[option] !== false);
  if (given?.length === count) return given.map(({ name }) => name);
  if (config !== undefined || parts === undefined) return undefined;
  // Without a configuration: a bias is what is mostly left out, and then the scale of a normalisation.
  const fewer = [...parts].filter(({ option }) => option !== 'use_bias' && option !== 'scale');
  return fewer.length === count ? fewer.map(({ name }) => name) : undefined;
}

/** Names that weights had in Keras 1, and still have in the files of its first networks: `block1_conv1_W_1:0`. */
const oldParts: Readonly<Record<string, string>> = {
  W: 'kernel',
  b: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  running_mean: 'moving_mean',
  running_std: 'moving_variance',
};

/**
 * The layer and the part that a weight's own name says, within the layer that it is listed under.
 * `block1_conv1/kernel:0` in `block1_conv1` is its kernel; in `vgg16` it is that of `vgg16/block1_conv1`.
 * @param isModel whether the layer is a model, so that the names below it are of layers; undefined where that is not known
 */
export function legacyName(
  layer: string,
  weight: string,
  isModel: boolean | undefined,
): { readonly layer: string; readonly part: string } {
  const plain = weight.replace(/:\d+$/, '');
  const steps = plain.split('/').filter((step) => step !== '');
  const part = steps.pop() ?? plain;
  if (steps.length === 0) {
    const old = part.startsWith(`${layer}_`) ? part.slice(layer.length + 1).replace(/_\d+$/, '') : undefined;
    return { layer, part: (old !== undefined && Object.hasOwn(oldParts, old) && oldParts[old]) || part };
  }
  // A model may put its own name before that of the layer.
  steps.splice(0, steps.lastIndexOf(layer) + 1);
  // Scopes inside of a plain layer say nothing; those inside of a model are its layers.
  const inner = isModel === false ? [] : steps;
  return { layer: [layer, ...inner].join('/'), part };
}
