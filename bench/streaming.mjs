// @ts-check
/**
 * Peak memory of `netc run` on 2,500 and on 25,000 photos of 150×150. All are drawn by `netc sample`, once, into `data/many-pets`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { table } from './figures.mjs';
import { peakMemory } from './peak-memory.mjs';

const netc = join(root, 'bin', 'netc.js');
const COUNTS = [2500, 25_000];

/** Two epochs: the second reads what the first has kept. A small network, so that data is what there is to do. */
const program = `
data many = images("photos") { size: 150x150, split: fractions(90%, 10%, 0%) }
augment lecture = rotate(40deg) -> shift(20%) -> shear(0.2) -> zoom(20%) -> flip(horizontal)
model Small(photo: [150, 150, 3]) {
  output kind = photo -> maxpool(10) -> flatten -> dense(1, sigmoid)
}
train small = Small on many {
  batch: 20
  minimize: binary_crossentropy(kind)
  optimizer: rmsprop(1e-4)
  augment: lecture
  epochs: 2
}
`;

/** Draws as many photos as the largest folder has; what is there already is not drawn again. */
function drawPhotos() {
  const folder = join(root, 'data', 'many-pets');
  const counts = [
    '--size',
    '150',
    '--train',
    String(Math.max(...COUNTS)),
    '--validation',
    '2',
    '--test',
    '2',
  ];
  const { status } = spawnSync(process.execPath, [netc, 'sample', 'pets', folder, ...counts], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`netc sample ended with code ${status}`);
  return join(folder, 'train');
}

/**
 * @param {string} drawn
 * @param {string} folder
 * @param {number} count
 */
function take(drawn, folder, count) {
  for (const name of ['cat', 'dog']) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const photo of readdirSync(join(drawn, name)).slice(0, count / 2))
      copyFileSync(join(drawn, name, photo), join(folder, name, photo));
  }
}

export async function compareStreaming() {
  const drawn = drawPhotos();
  /** @type {number[]} */
  const peaks = [];
  for (const count of COUNTS) {
    const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
    try {
      take(drawn, join(folder, 'photos'), count);
      writeFileSync(join(folder, 'many.net'), program);
      const { peak, code, seconds } = await peakMemory(
        process.execPath,
        [netc, 'run', 'many.net', '--engine', 'wasm'],
        {
          cwd: folder,
          env: { ...process.env, NETC_CACHE: join(folder, 'cache') },
        },
      );
      if (code !== 0) throw new Error(`netc run on ${count} photos ended with code ${code}`);
      peaks.push(peak);
      console.error(`  ${count} photos: ${seconds.toFixed(0)} s`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  console.log('\nPeak resident memory of netc run, augmented, 2 epochs (× that of 2,500 photos):');
  table(
    COUNTS.map((count, place) => [
      `${count.toLocaleString('en')} photos`,
      `${peaks[place]?.toFixed(0)} MiB`,
      ((peaks[place] ?? NaN) / (peaks[0] ?? NaN)).toFixed(2),
    ]),
  );
}
