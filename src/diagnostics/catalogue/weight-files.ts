import { define } from '../define.ts';

/** NET720x–NET721x: files of weights of other programs. */

/** For reasons that a damaged or forged file gives: where it contradicts itself, or claims more than it holds. */
export const unsoundWeightFile = define<{ readonly path: string; readonly reason: string }>({
  code: 'NET7200',
  severity: 'error',
  title: ({ path, reason }) =>
    // It may quote the file, which may hold a text of any length.
    `${path} is not a sound file of weights: ${reason.length > 200 ? `${reason.slice(0, 200)}…` : reason}`,
  label: () => '',
  hint: () => 'It may have been cut short while it was copied or downloaded: get it again.',
});

export const notAWeightFile = define<{ readonly path: string; readonly found: string }>({
  code: 'NET7201',
  severity: 'error',
  title: ({ path }) => `${path} is no file of weights that netc reads`,
  label: () => '',
  expected: () =>
    'a .h5, .keras or .weights.h5 of Keras, a .safetensors, a model.json of TensorFlow.js, or the folder of a SavedModel',
  given: ({ found }) => found,
});

export const pickledWeights = define<{ readonly path: string; readonly safe: string }>({
  code: 'NET7202',
  severity: 'error',
  title: ({ path }) => `${path} is a pickle of PyTorch, which can run any program when it is opened`,
  label: () => '',
  hint: ({ path, safe }) =>
    'Where you trust it, make safetensors of it in Python: ' +
    `import torch, safetensors.torch as s; s.save_file(torch.load(${JSON.stringify(path)}, weights_only=True), ${JSON.stringify(safe)})`,
});

export const notAWeightDtype = define<{
  readonly path: string;
  readonly tensor: string;
  readonly dtype: string;
}>({
  code: 'NET7203',
  severity: 'error',
  title: ({ path, tensor, dtype }) => `${tensor} of ${path} is ${dtype}, and so no weight`,
  label: () => '',
  expected: () => 'floating point numbers: float16, bfloat16, float32 or float64',
});

export const weightsOutside = define<{ readonly path: string; readonly outside: string }>({
  code: 'NET7204',
  severity: 'error',
  title: ({ path, outside }) => `${path} refers to ${outside}, which is not inside of it`,
  label: () => '',
  hint: () => 'netc reads weights only from the file itself, or from files of its own folder.',
});

export const unreadWeightFeature = define<{
  readonly path: string;
  readonly feature: string;
  readonly advice: string;
}>({
  code: 'NET7205',
  severity: 'error',
  title: ({ path, feature }) => `${path} has ${feature}, which netc does not read`,
  label: () => '',
  hint: ({ advice }) => advice,
});

export const misnamedWeightFile = define<{
  readonly path: string;
  readonly format: string;
  readonly extension: string;
}>({
  code: 'NET7206',
  severity: 'warning',
  title: ({ path, format, extension }) =>
    `${path} is named like ${extension}, and is ${format}: it is read as what it is`,
  label: () => '',
});

export const weightsNotFinite = define<{
  readonly path: string;
  readonly tensor: string;
  readonly value: string;
  readonly index: number;
}>({
  code: 'NET7207',
  severity: 'warning',
  title: ({ path, tensor, value, index }) => `${tensor} of ${path} holds ${value}, at place ${index}`,
  label: () => '',
  hint: () => 'Whatever such a weight touches becomes NaN: the training that made it had broken down.',
});

export const codeInWeightFile = define<{ readonly path: string; readonly layers: readonly string[] }>({
  code: 'NET7208',
  severity: 'warning',
  title: ({ path, layers }) =>
    `${path} carries program code in ${layers.slice(0, 3).join(', ')}${layers.length > 3 ? ` and ${layers.length - 3} more` : ''}, which netc never runs`,
  label: () => '',
  hint: () => 'The weights of its layers are read; what that code computes, the model here must say itself.',
});
