const head = `import { VGG16 } from "std/vgg"
import { ResNet50 } from "std/resnet"

param epochs = 30

data pets = images("data/pets") {
  size: 150x150
  split: folders
}

block ConvNorm(channels: int, size: int, stride: int = 1) =
  conv(channels, size, stride: stride, padding: same, bias: false) -> batchnorm

block Residual(channels: int, stride: int = 1) {
  input x
  main     = x -> ConvNorm(channels, 3, stride) -> relu -> ConvNorm(channels, 3)
  shortcut = if stride == 1 and x.channels == channels then x
             else x -> ConvNorm(channels, 1, stride)
  output main + shortcut -> relu
}
`;

/** @param {number} number */
const section = (number) => `
/// Towers ${number}.
block Tower${number}(a: int, b: int): [h, w, _] -> [h, w, a + b]
  = [
      conv(a, 1, relu),
      conv(b, 3, relu, padding: same),
    ] -> concat

model Small${number}(photo: [150, 150, 3]) {
  stem = photo -> ConvNorm(16, 3, 2) -> relu
  stage1 = stem -> Residual(16) -> Residual(16)
  stage2 = stage1 -> Residual(32, 2) -> Residual(32)
  tail = stage2 -> Tower${number}(8, 16)
  output kind = tail
    -> conv(64, 3, relu)  -> maxpool(2)
    -> conv(128, 3, relu) -> maxpool(2)
    -> conv(128, 3, relu) -> maxpool(2)
    -> flatten -> dropout(0.5)
    -> dense(512, relu) -> dense(1, sigmoid)
}

train small${number} = Small${number} on pets {
  batch: 20
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind)
  phase top {
    freeze: stem
    optimizer: rmsprop(1e-4)
    epochs: epochs
  }
  phase fine {
    unfreeze: stem
    optimizer: rmsprop(1e-5)
    epochs: epochs
  }
}
`;

/** @param {number} number @param {string} base */
const largeModel = (number, base) => `
model Large${number}(photo: [150, 150, 3]) {
  base = photo -> ${base}
  output kind = base -> flatten -> dense(256, relu) -> dense(1, sigmoid)
}
`;

/**
 * A program of about so many lines, always the same: blocks with signatures, models, and trains of two phases.
 *
 * @param {number} lines
 */
export function longProgram(lines) {
  let text = head;
  for (let number = 1; text.split('\n').length < lines; number++) {
    text += section(number);
    if (number % 8 === 0) text += largeModel(number, 'VGG16(top: false)');
    if (number % 8 === 4) text += largeModel(number, 'ResNet50(top: false)');
  }
  return text;
}
