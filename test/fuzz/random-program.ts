import type { Choices } from './choices.ts';
import type { Image } from './random-layer.ts';
import { randomLayer } from './random-layer.ts';

/** The parts of a program that is right by the way it is made, so that one of them can be spoiled. */
export interface RandomProgram {
  readonly text: string;
  /** Names of the bindings of its model. */
  readonly bindings: readonly string[];
}

interface Flow {
  readonly text: string;
  readonly result: Image;
}

/** A few layers one after another. */
function chain(from: Image, most: number, choose: Choices): Flow {
  let result = from;
  const layers: string[] = [];
  for (let count = choose.between(1, most); count > 0; count--) {
    const layer = randomLayer(result, choose);
    layers.push(layer.text);
    result = layer.result;
  }
  return { text: layers.join(' -> '), result };
}

/** Pieces that a flow may have beside plain layers, each with a signature in which nothing can be wrong. */
const pieces: readonly ((from: Image, choose: Choices) => Flow)[] = [
  (from, choose) => chain(from, 3, choose),
  (from, choose) => {
    const { text, result } = chain(from, 2, choose);
    const join = choose.of('concat', 'add', 'multiply', 'average', 'maximum');
    const channels = join === 'concat' ? result.channels * 2 : result.channels;
    return { text: `[${text}, ${text}] -> ${join}`, result: { ...result, channels } };
  },
  (from, choose) => {
    const channels = choose.between(1, 5);
    const shared = choose.of('Residual', 'ConvNorm');
    return { text: `${shared}(${channels})`, result: { ...from, channels } };
  },
  (from, choose) => ({
    text: `repeat ${choose.between(0, 3)} { Residual(${from.channels}) }`,
    result: from,
  }),
  (from, choose) => {
    const count = choose.between(1, 3);
    const result = { ...from, channels: 2 * count };
    return { text: `repeat i in 1..${count} { conv(2 * i, 1) as part{i} }`, result };
  },
  (from, choose) => {
    const channels = choose.between(1, 4);
    const result = { ...from, channels };
    return { text: `if deep then conv(${channels}, 1) else ConvNorm(${channels}, 1)`, result };
  },
  (from) => ({ text: 'Twice(relu)', result: from }),
];

const blocks = `block ConvNorm(channels: int, size: int = 3): [h, w, _] -> [h, w, channels] =
  conv(channels, size, padding: same, bias: false) -> batchnorm

block Residual(channels: int): [h, w, _] -> [h, w, channels] {
  input x
  main     = x -> ConvNorm(channels) -> relu -> ConvNorm(channels)
  shortcut = if x.channels == channels then x else x -> ConvNorm(channels, 1)
  output main + shortcut -> relu
}

block Twice(f: layer) = f -> f
`;

/** A program without a mistake: its shapes are known as it is written. */
export function randomProgram(choose: Choices): RandomProgram {
  const input: Image = {
    height: choose.between(5, 12),
    width: choose.between(5, 12),
    channels: 3,
  };
  const channels = choose.between(1, 4);
  const statements = [`  stem = photo -> conv(${channels}, 1)`];
  const bindings = ['stem'];
  let from: Flow = { text: 'stem', result: { ...input, channels } };
  for (let count = choose.between(1, 5); count > 0; count--) {
    const piece = choose.of(...([pieces[0] ?? chainOnly, ...pieces.slice(1)] as const));
    const name = `part${bindings.length}`;
    const flow = piece(from.result, choose);
    statements.push(`  ${name} = ${from.text} -> ${flow.text}`);
    bindings.push(name);
    from = { text: name, result: flow.result };
  }
  const pooled = choose.of('global_avgpool', 'flatten', 'global_maxpool');
  const binary = choose.maybe();
  const head = binary ? 'dense(1, sigmoid)' : 'dense(2, softmax)';
  const loss = binary ? 'binary_crossentropy' : 'cross_entropy';
  const auxiliary = choose.maybe();
  if (auxiliary) statements.push(`  train output aside = part1 -> global_avgpool -> ${head}`);
  statements.push(`  output kind = ${from.text} -> ${pooled} -> dropout(0.5) -> ${head}`);
  const objective = auxiliary ? `${loss}(kind) + weight * ${loss}(aside)` : `weight * ${loss}(kind)`;
  const optimizer = choose.of(
    'sgd(rate)',
    'sgd(rate, momentum: 0.9)',
    'sgd(rate, momentum: 0.9, nesterov: true)',
    'rmsprop(rate)',
    'rmsprop(rate, momentum: 0.5)',
    'adam(rate)',
    'adamw(rate)',
    'adagrad(rate)',
    'adadelta(rate)',
    'lion(rate)',
  );
  const settings = choose.maybe() ? choose.of(...furtherSettings) : '';
  const phases = choose.maybe()
    ? `
  phase first {
    freeze: ${choose.of('stem', 'stem.conv1')}
    ${choose.of('epochs: 2', 'steps: 3')}
  }
  phase second {
    unfreeze: ${choose.of('stem', '*')}
    epochs: 1
  }
`
    : '\n  epochs: 1\n';
  const text = `const deep = ${choose.of('true', 'false')}
const weight = 0.${choose.between(1, 9)}
param rate = 1e-3

data photos = images("photos") {
  size: ${input.height}x${input.width}
  split: ${choose.of('folders', 'fractions(80%, 10%, 10%)')}
}

${blocks}
model Net(photo: [${input.height}, ${input.width}, ${input.channels}]) {
${statements.join('\n')}
}

train fit = Net on photos {
  batch: ${choose.between(1, 3)}
  minimize: ${objective}
  metrics: accuracy(kind)
  optimizer: ${optimizer}
${settings}${phases}}
`;
  return { text, bindings };
}

/** What a train may say beside what it must. */
const furtherSettings = [
  '  schedule: cosine(warmup: 1)\n',
  '  schedule: step(every: 1, factor: 0.5)\n',
  '  schedule: one_cycle\n',
  '  stop: early(patience: 2)\n',
  '  keep: best(val_accuracy)\n',
  '  clip: global_norm(1)\n',
  '  clip: norm(1)\n',
  '  clip: value(0.5)\n',
  '  ema: 0.9\n',
  '  weight_decay: 0.01\n',
  '  label_smoothing: 0.1\n',
  '  class_weights: balanced\n',
  '  rates: { stem: 0.1 }\n',
  '  augment: rotate(40deg) -> one_of[flip(horizontal), grey]\n',
  '  mix: mixup(0.2)\n',
] as const;

const chainOnly = (from: Image, choose: Choices): Flow => chain(from, 1, choose);

/** Mistakes that are mistakes in every such program. */
export const mistakes: readonly ((program: RandomProgram, choose: Choices) => string)[] = [
  ({ text }) => text.replace('photo -> ', 'photo -> nosuch(3) -> '),
  ({ text }) => text.replace('photo -> ', 'photo -> conv(4, 99) -> '),
  ({ text }) => text.replace('photo -> ', 'photo -> conv(4, 3, padding: sane) -> '),
  ({ text }) => text.replace('photo -> ', '[photo, photo -> conv(7, 1)] -> add -> '),
  ({ text }) => text.replace('photo -> ', 'photo -> conv(4, 1) as one -> conv(4, 1) as one -> '),
  ({ text }) => text.replace('photo -> ', 'photo -> flatten -> maxpool(2) -> '),
  ({ text }) => text.replaceAll(/dense\(\d, \w+\)/g, 'dense(3, sigmoid)'),
  ({ text }) => text.replaceAll(/(?:binary_crossentropy|cross_entropy)\(kind/g, 'mse(kind'),
  ({ text }) => text.replace('-> [h, w, channels]', '-> [h, h, channels]'),
  ({ text }) => text.replace('-> Residual(', '-> Resiual('),
  ({ text, bindings }, choose) => text.replace(choose.of('stem', ...bindings), 'elsewhere'),
  ({ text }) => text.replace('minimize:', 'freeze: nosuch\n  minimize:'),
  ({ text }) => text.replace('minimize:', 'minimise:'),
  ({ text }) => text.replace('on photos', 'on fotos'),
];
