import type { PixelDomain } from '../../src/typecheck/typed-module.ts';
import type { Program } from '../../src/ir/program.ts';
import { compileText } from './compile-text.ts';
import { everyLayer } from './every-layer.ts';

/** A network that exports are tried on. */
export interface SampleNetwork {
  readonly name: string;
  readonly program: () => Program;
  readonly pixels: PixelDomain;
}

const network = (base: string, size: string, imports = ''): string => `${imports}
data photos = images("photos") { size: ${size} split: folders }
model Net(photo: [${size.replace('x', ', ')}, 3]) {
  ${base}
}
train net = Net on photos { minimize: cross_entropy(kind) optimizer: sgd(0.1) epochs: 1 }
`;

const head = 'global_avgpool -> dense(3, softmax)';

/** Weights that several calls share, a gate, two inputs and outputs of two kinds; one is there for training only. */
const twoOfEach = `
data pairs = table("pairs.csv") {
  left: image(column: "a", size: 12x10)
  right: image(column: "b", size: 12x10)
  age: number
  kind: class("p", "q", "r")
  split: fractions(50%, 25%, 25%)
}
let tower = conv(6, 3, padding: same, bias: false) -> batchnorm -> relu -> maxpool(2)
model Pair(left: [12, 10, 3], right: [12, 10, 3]) {
  one = left -> tower
  two = right -> tower
  gate = two -> global_avgpool -> dense(6, sigmoid) -> reshape([1, 1, 6]) -> upsample([6, 5])
  both = [one * gate + two, one] -> concat
  output kind = both -> conv(4, 3) -> flatten -> dropout(0.5) -> dense(3, softmax)
  output age = both -> global_maxpool -> dense(1)
  train output early = one -> ${head}
}
train pair = Pair on pairs {
  minimize: mse(age) + cross_entropy(kind) + 0.3 * cross_entropy(early, kind)
  optimizer: adam(1e-3)
  epochs: 1
}
`;

/** Every layer by itself, and networks of the standard library, some of them narrow. */
export const sampleNetworks: readonly SampleNetwork[] = [
  { name: 'layers', program: everyLayer, pixels: 'tf' },
  { name: 'pair', program: () => compileText(twoOfEach), pixels: 'torch' },
  {
    name: 'inception',
    program: () =>
      compileText(
        network(
          `first = photo -> Inception(6, 4, 8, 2, 4, 5) -> maxpool(3, stride: 2, rounding: up)
           output kind = first -> Inception(4, 4, 6, 2, 4, 3) -> lrn -> ${head}`,
          '14x11',
          'import { Inception } from "std/googlenet"',
        ),
      ),
    pixels: 'caffe',
  },
  {
    name: 'residual',
    program: () =>
      compileText(
        network(
          `output kind = photo -> ResNet18(top: false) -> ${head}`,
          '32x32',
          'import { ResNet18 } from "std/resnet"',
        ),
      ),
    pixels: 'caffe',
  },
  {
    name: 'mobile',
    program: () =>
      compileText(
        network(
          `output kind = photo -> MobileNetV2(top: false) -> ${head}`,
          '32x32',
          'import { MobileNetV2 } from "std/mobilenet_v2"',
        ),
      ),
    pixels: 'tf',
  },
  {
    name: 'plain',
    program: () =>
      compileText(
        network(
          `output kind = photo
             -> repeat i in 1..4 { repeat j in 1..2 { conv(4 * i, 3, relu, padding: same) } -> maxpool(2) }
             -> flatten -> dense(16, relu) -> dense(3, softmax)`,
          '32x32',
        ),
      ),
    pixels: 'caffe',
  },
];
