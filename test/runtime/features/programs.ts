/** Programs with phases that change nothing of a part of their model. */

const photos = `data photos = images("photos") {
  size: 16x16
  split: folders
}
`;

/** Frozen batch normalization, dropout behind the boundary, and most that changes how a phase goes. */
export const plain = `${photos}
model Tiny(photo: [16, 16, 3]) {
  base = photo -> conv(8, 3, relu) -> batchnorm -> conv(8, 3, relu) -> maxpool(4) -> conv(8, 2, relu)
  output kind = base -> flatten -> dropout(0.25) -> dense(8, relu) -> dense(1, sigmoid)
}

train program = Tiny on photos { // allow NET6050
  batch: 4
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind), auc(kind)
  class_weights: { one: 2 }

  phase top {
    batch: 4 * 2
    freeze: base
    optimizer: adam(1e-2)
    ema: 0.9
    schedule: plateau(patience: 1, factor: 0.5)
    keep: best(val_loss)
    stop: early(patience: 2)
    epochs: 4
  }
  phase fine {
    unfreeze: base.conv3
    optimizer: rmsprop(1e-3)
    epochs: 2
  }
  phase all {
    unfreeze: base
    optimizer: sgd(1e-3)
    epochs: 1
  }
}
`;

/** Photos change in each epoch: only those for validation stay. */
export const augmented = plain
  .replace('data photos', 'augment turned = rotate(20deg) -> flip(horizontal)\n\ndata photos')
  .replace('  batch: 4\n', '  batch: 4\n  augment: turned\n');

/** Three variants of each photo, in the place of a new one in each epoch. */
export const variants = augmented.replace('augment: turned\n', 'augment: turned, cached: 3\n');

/** Two photos a sample, one of which goes past the frozen part; a label that may be missing; a second task. */
export const pairs = `data rows = table("rows.csv") {
  left: image(column: "left", size: 16x16)
  right: image(column: "right", size: 16x16)
  kind: binary("one", "two", optional: true)
  level: number(optional: true)
  split: counts(18, 8, 4)
}

model Pairs(left: [16, 16, 3], right: [16, 16, 3]) {
  base = left -> conv(8, 3, relu) -> conv(8, 3, relu) -> maxpool(4)
  side = right -> conv(4, 3, relu) -> global_avgpool
  both = [base -> flatten, side] -> concat
  output kind = both -> dense(1, sigmoid)
  output level = both -> dense(1)
}

train program = Pairs on rows { // allow NET6050
  batch: 4
  freeze: base
  minimize: binary_crossentropy(kind) + 0.5 * mse(level)
  metrics: accuracy(kind), mae(level)
  optimizer: sgd(0.02, momentum: 0.9)
  epochs: 3
}
`;

/** The rows of `pairs`, two photos each. */
export function pairRows(count: number): string {
  const row = (number: number): string => {
    const photo = (of: number): string => `photos/train/${of % 2 === 0 ? 'one' : 'two'}/${of}.jpg`;
    const kind = number % 5 === 4 ? '' : number % 2 === 0 ? 'one' : 'two';
    const level = number % 7 === 3 ? '' : String(number / count);
    return `${photo(2 * number)},${photo(2 * number + 1)},${kind},${level}`;
  };
  return ['left,right,kind,level', ...Array.from({ length: count }, (_, number) => row(number)), ''].join(
    '\n',
  );
}
