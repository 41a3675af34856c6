import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/runtime/run-folder/record.ts';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { writeWeightFile } from '../support/weights.ts';
import { drawPhotos, netc, workplace } from './netc.ts';

const data = `
param epochs = 1

const keras_names = [["conv{n}", "c{n}"]]
const pixels = "tf"

block Base(weights = none) = conv(4, 3, relu) -> conv(4, 3, relu)

data photos = images("../photos") {
  size: 12x12, pixels: tf
  split: folders
}
`;

const base = (weights: string, name = 'base'): string => `${data}
model Tiny(photo: [12, 12, 3]) {
  ${name} = photo -> Base(weights: ${weights})
  output kind = ${name} -> flatten -> dropout(0.25) -> dense(1, sigmoid)
}

train tiny = Tiny on photos {
  batch: 4
  minimize: binary_crossentropy(kind)
  optimizer: rmsprop(1e-3)
  phase top { freeze: ${name}, epochs: epochs }
  phase fine { unfreeze: ${name}.conv2, optimizer: rmsprop(1e-4), epochs: 1 }
}
`;

const shapes = { 'c1/kernel': [3, 3, 3, 4], 'c1/bias': [4], 'c2/kernel': [3, 3, 4, 4], 'c2/bias': [4] };

/** A program in a folder of its own, so that paths from it are not those from the working directory. */
async function prepared(text: string): Promise<string> {
  const folder = workplace({ 'nets/tiny.net': text.replace('../photos', 'photos') });
  mkdirSync(join(folder, 'nets'), { recursive: true });
  await drawPhotos(folder);
  return folder;
}

const run = (folder: string, ...words: readonly string[]) =>
  netc(folder, ['run', 'nets/tiny.net', '--engine', 'cpu', ...words]);

const recordOf = (folder: string, name: string): RunRecord =>
  JSON.parse(readFileSync(join(folder, 'runs', name, 'run.json'), 'utf8')) as RunRecord;

function weightsOf(folder: string, name: string): ReadonlyMap<string, Float32Array> {
  const path = join(folder, 'runs', name, 'weights/last.safetensors');
  const { tensors } = decodeSafetensors(readFileSync(path), path);
  return new Map(tensors.map((tensor) => [tensor.name, tensor.data]));
}

describe('a base from a file', () => {
  it('is loaded, kept where it is frozen, trained where it is not, and written down', async () => {
    const folder = await prepared(base('"base.safetensors"'));
    const file = join(folder, 'nets/base.safetensors');
    const drawn = writeWeightFile(file, { ...shapes, 'head/kernel': [4, 2] });
    const { code, out, err } = await run(folder);
    expect({ code, err: err.replaceAll(/advice\[NET6050\][\s\S]*/g, '') }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      `base: Base from ${join('nets', 'base.safetensors')}: 4 arrays, 260 numbers; of the file not needed: head`,
    );
    const [weights] = recordOf(folder, '0001-tiny').weights ?? [];
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(weights).toMatchObject({
      path: 'base',
      block: 'Base',
      weights: 'base.safetensors',
      sha256,
      arrays: 4,
    });
    const plan = JSON.parse(readFileSync(join(folder, 'runs/0001-tiny/plan.json'), 'utf8')) as unknown;
    expect(plan).toMatchObject({ weights: [{ path: 'base', block: 'Base', weights: 'base.safetensors' }] });
    const trained = weightsOf(folder, '0001-tiny');
    expect(trained.get('base.conv1/kernel')).toEqual(drawn.get('c1/kernel'));
    expect(trained.get('base.conv1/bias')).toEqual(drawn.get('c1/bias'));
    expect(trained.get('base.conv2/kernel')).not.toEqual(drawn.get('c2/kernel'));

    // The run has what it needs.
    rmSync(file);
    expect((await netc(folder, ['eval', 'runs/0001-tiny', '--engine', 'cpu'])).code).toBe(0);
    const photo = join('photos', 'test', 'dark', '0.jpg');
    expect((await netc(folder, ['predict', 'runs/0001-tiny', photo, '--engine', 'cpu'])).code).toBe(0);
  });

  it('is not needed any more to go on', async () => {
    const folder = await prepared(base('"base.safetensors"'));
    const file = join(folder, 'nets/base.safetensors');
    const drawn = writeWeightFile(file, shapes);
    let sent = false;
    const stopped = await netc(folder, ['run', 'nets/tiny.net', '--engine', 'cpu', '--set', 'epochs=40'], {
      onOutput: (out, signal) => {
        if (sent || !out.includes('phase top')) return;
        sent = true;
        signal('SIGINT');
      },
    });
    expect(stopped.code).toBe(130);
    rmSync(file);
    expect((await run(folder, '--resume', 'runs/0001-tiny')).code).toBe(0);
    expect(weightsOf(folder, '0001-tiny').get('base.conv1/kernel')).toEqual(drawn.get('c1/kernel'));
  });

  it('is refused as a whole where it does not fit, before there is a run', async () => {
    const folder = await prepared(base('"base.safetensors"'));
    writeWeightFile(join(folder, 'nets/base.safetensors'), { ...shapes, 'c2/kernel': [5, 5, 4, 4] });
    for (const command of ['check', 'run']) {
      const { code, err } = await netc(folder, [command, 'nets/tiny.net']);
      expect(code).toBe(1);
      expect(err).toContain('NET7221');
      expect(err.replaceAll(/\s+/g, ' ')).toContain('base.conv2/kernel [3, 3, 4, 4] c2/kernel [5, 5, 4, 4]');
    }
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  });

  it('is missed when the program runs, and not when it is checked', async () => {
    const folder = await prepared(base('"base.safetensor"'));
    writeWeightFile(join(folder, 'nets/base.safetensors'), shapes);
    expect((await netc(folder, ['check', 'nets/tiny.net'])).code).toBe(0);
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('NET7220');
    expect(err).toContain('Did you mean base.safetensors?');
  });

  it('is nothing that everybody has published', async () => {
    const folder = await prepared(base('"imagenet"'));
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('NET7224');
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  });
});

describe('a base from a run', () => {
  it('is found by the train, by the number, under another name and for a whole model', async () => {
    const folder = await prepared(base('none'));
    expect((await run(folder)).code).toBe(0);
    const before = weightsOf(folder, '0001-tiny');
    const later = async (text: string): Promise<string> => {
      writeFileSync(join(folder, 'nets/tiny.net'), text.replace('../photos', 'photos'));
      const { code, out, err } = await run(folder, '--seed', '5');
      expect({ code, err: /error/.exec(err) }).toEqual({ code: 0, err: null });
      return out;
    };
    expect(await later(base('"run:tiny"'))).toContain(
      `base: Base from ${join('runs', '0001-tiny', 'weights', 'best.safetensors')}: 4 arrays`,
    );
    expect(weightsOf(folder, '0002-tiny').get('base.conv1/kernel')).toEqual(before.get('base.conv1/kernel'));
    expect(await later(base('"run:1"', 'tower'))).toContain('tower: Base from');
    expect(weightsOf(folder, '0003-tiny').get('tower.conv1/kernel')).toEqual(before.get('base.conv1/kernel'));
    const whole = base('"imagenet"').replace('  batch: 4', '  weights: "run:0001-tiny"\n  batch: 4');
    expect(await later(whole)).toContain('Tiny from runs/0001-tiny/weights/best.safetensors: 6 arrays');
  });

  it('that is not there is missed when it is needed', async () => {
    const folder = await prepared(base('"run:tiny"'));
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('NET7223');
  });

  it('wants the pixels that the run was trained on', async () => {
    const folder = await prepared(base('none'));
    expect((await run(folder)).code).toBe(0);
    const text = base('"run:tiny"').replace('../photos', 'photos').replace('pixels: tf', 'pixels: unit');
    writeFileSync(join(folder, 'nets/tiny.net'), text);
    const { err } = await netc(folder, ['check', 'nets/tiny.net']);
    expect(err).toContain('NET6060');
    expect(err).toContain('pixels: tf');
  });
});
