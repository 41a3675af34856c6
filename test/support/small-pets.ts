import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect } from 'vitest';
import { here } from '../cli/here.ts';
import { netc } from '../cli/netc.ts';

/**
 * Small, and yet with everything that an export has to treat: a pixel domain that reorders channels, batch
 * normalisation behind a layer, augmentation, dropout, and an output that exists for training only.
 */
export const smallPets = `data pets = images("data/pets") {
  size: 24x28
  split: folders
  pixels: caffe
}

augment gentle = shift(10%) -> flip(horizontal)

model Small(photo: [24, 28, 3]) {
  stem = photo -> conv(6, 3, padding: same, bias: false) -> batchnorm(momentum: 0.5) -> relu -> maxpool(2)
  output kind = stem -> conv(8, 3) -> batchnorm(momentum: 0.5) -> relu -> flatten -> dropout(0.25) -> dense(1, sigmoid)
  train output aux = stem -> global_avgpool -> dense(1, sigmoid)
}

train small = Small on pets {
  batch: 4
  augment: gentle
  minimize: binary_crossentropy(kind) + 0.3 * binary_crossentropy(aux, kind)
  metrics: accuracy(kind)
  optimizer: sgd(1e-3, momentum: 0.9)
  epochs: 2
}
`;

/** Photos drawn small, one program trained on them before the tests of a file, and all of it gone behind them. */
export function trainedRun(program: string): { readonly folder: () => string; readonly run: string } {
  const before = process.cwd();
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netc-export-'));
    process.chdir(folder);
    writeFileSync('pets.net', program);
    const counts = ['--train', '16', '--validation', '8', '--test', '8'];
    expect((await here(['sample', 'pets', 'data/pets', ...counts])).err).toBe('');
    const trained = await netc(folder, ['run', 'pets.net', '--train', 'small', '--engine', 'wasm']);
    expect(trained.err).toBe('');
  }, 300_000);
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder: () => folder, run: join('runs', '0001-small') };
}
