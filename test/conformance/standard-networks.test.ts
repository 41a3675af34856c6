import { expect, test } from 'vitest';
import { kerasNames } from '../support/keras-names.ts';
import type { KerasNames } from '../support/keras-names.ts';
import { relativeDifference } from './agreement.ts';
import { expectDigest } from './expect-digest.ts';
import { batchOf, beginningValues, compileNetwork, networkCases, trainStep } from './network-cases.ts';
import type { NetworkCase } from './network-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

const tolerance = 1e-4;

/** Whose table of names a program's network has; the others are named alike in Keras. */
const modules: Readonly<Record<string, string>> = {
  vgg16: 'std/vgg',
  resnet50: 'std/resnet',
  mobilenet_v2: 'std/mobilenet_v2',
};

/** Keras's name of a weight: of `base.block1.conv1/kernel`, `block1_conv1/kernel`. */
function weightNames({ program }: NetworkCase): (path: string) => string {
  const module = modules[program];
  const names: KerasNames = module === undefined ? () => undefined : kerasNames(module);
  return (path) => {
    const slash = path.lastIndexOf('/');
    const layer = path.slice(0, slash);
    return `${names(layer.replace(/^base\./, '')) ?? layer}${path.slice(slash)}`;
  };
}

await onEachEngine('agrees with Keras Applications', (engine, engineName) => {
  const networks = networkCases('standard_networks').filter(
    // The plain kernels would take minutes for the large ones.
    ({ program }) => engineName !== 'cpu' || program === 'inception',
  );

  test.each(networks)('$name: prediction', async (network) => {
    const program = compileNetwork(network.program, network.train);
    const session = await (await engine()).load(program);
    await session.assign(beginningValues(program, weightNames(network)));
    const results = await session.run('evaluate/0', batchOf(network, program, 0));
    expect(relativeDifference(results['loss']?.data ?? [], [network.evaluate.loss])).toBeLessThan(tolerance);
    const prediction = results['prediction/kind']?.data ?? [];
    expect(relativeDifference(prediction, network.evaluate.prediction)).toBeLessThan(tolerance);
    await session.dispose();
  });

  test.each(networks)('$name: every gradient', async (network) => {
    // One step of plain gradient descent at a huge rate shows the gradient: (before − after) / rate.
    const rate = 1000;
    const nameOf = weightNames(network);
    // With the statistics of four photos such a network is chaotic; the oracle has batch normalisation frozen too.
    const program = compileNetwork(network.program, network.train, `sgd(${rate})`, ['batchnorm']);
    const session = await (await engine()).load(program);
    const before = beginningValues(program, nameOf);
    await session.assign(before);
    await trainStep(session, network, program, 0);
    const paths = program.phases[0]?.trainable ?? [];
    expect(paths.map(nameOf).toSorted()).toEqual(Object.keys(network.gradients).toSorted());
    const after = await session.read(paths);
    for (const path of paths) {
      const gradient = (before.get(path) ?? new Float32Array()).map(
        (value, index) => (value - (after.get(path)?.[index] ?? NaN)) / rate,
      );
      const name = nameOf(path);
      const digest = network.gradients[name];
      if (digest !== undefined) expectDigest(name, gradient, digest, tolerance);
    }
    await session.dispose();
  });
});
