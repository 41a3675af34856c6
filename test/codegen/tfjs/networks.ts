import type { Program } from '../../../src/ir/program.ts';
import { compileNetwork } from '../../conformance/network-cases.ts';
import { compileText } from '../../support/compile-text.ts';

const families: readonly (readonly [block: string, module: string, size: number])[] = [
  ['AlexNet', 'alexnet', 67],
  ['AlexNet2012', 'alexnet', 67],
  ['GoogLeNet', 'googlenet', 48],
  ['LeNet5', 'lenet', 32],
  ['MobileNet', 'mobilenet', 40],
  ['ResNet18', 'resnet', 40],
  ['ResNet18V2', 'resnet_v2', 40],
  ['SqueezeNet', 'squeezenet', 48],
];

/** A network of the standard library below a small head, for small photos. */
function family(block: string, module: string, size: number): Program {
  return compileText(`import { ${block} } from "std/${module}"

data shapes = images("shapes") {
  size: ${size}x${size}
  split: folders
}

model Small(photo: [${size}, ${size}, 3]) {
  output kind = photo -> ${block}(top: false) -> global_avgpool -> dense(3, softmax)
}

train once = Small on shapes {
  minimize: cross_entropy(kind)
  optimizer: sgd(0.1)
  epochs: 1
}
`);
}

/** Every network of the conformance suite, and one of each family of the standard library. */
export const networks: readonly (readonly [name: string, compile: () => Program])[] = [
  ['lecture', () => compileNetwork('lecture', 'small')],
  ['towers', () => compileNetwork('towers', 'plain')],
  ['breadth', () => compileNetwork('breadth', 'plain')],
  ...(['inception', 'mobilenet_v2', 'resnet50', 'vgg16'] as const).map(
    (name) => [name, () => compileNetwork(name, 'once')] as const,
  ),
  ...families.map(([block, module, size]) => [block, () => family(block, module, size)] as const),
];
