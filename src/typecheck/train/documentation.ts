import type { Clip, Keep, Schedule } from '../regime.ts';
import type { LossTerm, MetricTerm, Optimizer } from '../typed-module.ts';

/** One line that the editor shows of each setting of a train or a phase. */
export const settingDocs: Readonly<Record<string, string>> = {
  batch: 'Samples a step; 32 where it is not said.',
  minimize: 'A sum of losses, each with a weight if need be: `mse(age) + 10 * cross_entropy(race)`.',
  metrics: 'What is measured beside the loss: `accuracy(kind), mae(age)`.',
  optimizer: 'How weights follow their gradients: `rmsprop(1e-4)`.',
  epochs: 'How often training goes through the data.',
  steps: 'How many batches training takes, in the place of epochs.',
  freeze:
    'Layers whose weights stay as they are: `base`, `base.block4 .. base.block5`, `base except base.block5`.',
  unfreeze: 'Layers that are trained again from here on.',
  weights: 'What the whole model begins with: a run, `"run:small"`, or a file of weights.',
  seed: 'Of all random draws; 0 where it is not said.',
  precision:
    'Of the arithmetic of training steps: `float32`, `bfloat16`, or `auto`, which is bfloat16 where that is faster.',
  augment: 'Steps that change the photos of training at random, by name or written out.',
  cached:
    'How many variants of each photo `augment` makes, over and over, in the place of a new one in each epoch.',
  mix: 'What mixes the photos of a batch: `mixup(0.2)`.',
  schedule: 'How the learning rate changes: `step(every: 8, factor: 0.96)`, `cosine(warmup: 5)`.',
  stop: 'When to end early: `early(patience: 5, watch: val_loss)`.',
  keep: 'Which weights the run keeps: `best(val_accuracy)` or `last`.',
  clip: 'How large a gradient may be.',
  weight_decay: 'The share of each weight that a step takes away, beside its gradient.',
  label_smoothing: 'The share of certainty that labels give up to all classes.',
  class_weights: 'How much each class counts: `balanced` makes rare classes count more.',
  ema: 'A moving average of the weights, which is what the run keeps.',
  rates: 'Factors of the learning rate by path: `{ base: 0.1 }`.',
};

/** One line of each optimiser; definitions and defaults are Keras's. */
export const optimizerDocs: Readonly<Record<Optimizer['kind'], string>> = {
  sgd: 'Stochastic gradient descent, with momentum if need be.',
  rmsprop: 'Each step is divided by the root of a moving mean of squared gradients.',
  adam: 'Moving means of gradients and of their squares (Kingma and Ba 2014).',
  adamw: 'Adam with weight decay beside the gradient (Loshchilov and Hutter 2017).',
  adagrad: 'Each step is divided by the root of all squared gradients so far (Duchi et al. 2011).',
  adadelta: 'As rmsprop, with steps as large as those before (Zeiler 2012).',
  lion: 'Steps of one size, by the sign of a momentum (Chen et al. 2023).',
};

/** One line of each way in which a learning rate changes. */
export const scheduleDocs: Readonly<Record<Schedule['kind'], string>> = {
  constant: 'The rate stays as it is.',
  step: 'The rate falls at once, each time after so many epochs.',
  exponential: 'The rate falls evenly, by a factor in so many epochs.',
  cosine: 'The rate rises while it warms up, and falls along half a cosine to the end of the phase.',
  one_cycle: 'The rate rises, and falls for the rest of the phase (Smith and Topin 2017).',
  plateau: 'The rate falls where the watched figure does not become better.',
};

/** One line of what `stop` may be. */
export const stopDocs: Readonly<Record<'early' | 'never', string>> = {
  early: 'Ends the phase where the watched figure does not become better any more.',
  never: 'The phase takes all its epochs.',
};

/** One line of what `keep` may be. */
export const keepDocs: Readonly<Record<Keep['kind'], string>> = {
  best: 'The weights of the epoch in which the watched figure was best.',
  last: 'The weights of the last epoch.',
};

/** One line of what `clip` may be. */
export const clipDocs: Readonly<Record<Clip['kind'], string>> = {
  norm: 'The gradient of each weight is shortened to this length.',
  global_norm: 'The gradients of all weights together are shortened to this length.',
  value: 'Each number of a gradient is cut to this size.',
};

/** One line of each loss. */
export const lossDocs: Readonly<Record<LossTerm['kind'], string>> = {
  binary_crossentropy: 'For two classes and a head of one sigmoid: −log of the probability of the right one.',
  cross_entropy: 'For classes and a softmax: −log of the probability of the right one.',
  binary_focal:
    'As binary_crossentropy, with samples that are predicted well counting less (Lin et al. 2017).',
  focal: 'As cross_entropy, with samples that are predicted well counting less (Lin et al. 2017).',
  hinge: 'For two classes and a plain unit: how far it is from the right side of a margin.',
  huber: 'Squared near 0 and straight further out, so that outliers count less; for numbers.',
  mse: 'Mean squared error, for numbers.',
  mae: 'Mean absolute error, for numbers.',
};

/** One line of each metric. */
export const metricDocs: Readonly<Record<MetricTerm['kind'], string>> = {
  accuracy: 'The share of samples whose class is right.',
  top_accuracy: 'The share of samples whose class is among the likeliest.',
  top_error: 'The share of samples whose class is not among the likeliest.',
  precision: 'Of what is taken for a class, the share that is one.',
  recall: 'Of a class, the share that is taken for it.',
  f1: 'The harmonic mean of precision and recall.',
  auc: 'The area below the ROC curve: how often a sample of a class is put above another.',
  confusion: 'What is taken for what, as a table.',
  mae: 'Mean absolute error.',
  mse: 'Mean squared error.',
  r2: 'The share of the variance that is explained.',
};
