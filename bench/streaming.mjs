// @ts-check
/**
 * Peak memory of `netc run` on 2,500 and on 25,000 photos of 150×150, and on 2,500 for as many steps as 25,000 take. All are
 * drawn by `netc sample`, once, into `data/many-pets`. `--rounds N` (3).
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { median, table } from './figures.mjs';
import { peakMemory } from './peak-memory.mjs';

const netc = join(root, 'bin', 'netc.js');
/** Two epochs: the second reads what the first has kept. */
const RUNS = [
  { count: 2500, epochs: 2 },
  { count: 2500, epochs: 20 },
  { count: 25_000, epochs: 2 },
];

/** A small network, so that data is what there is to do. @param {number} epochs */
const program = (epochs) => `
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
  epochs: ${epochs}
}
`;

/** Draws as many photos as the largest folder has; what is there already is not drawn again. */
function drawPhotos() {
  const folder = join(root, 'data', 'many-pets');
  const counts = [
    '--size',
    '150',
    '--train',
    String(Math.max(...RUNS.map(({ count }) => count))),
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

/**
 * The peak of one run, in MiB.
 * @param {string} drawn
 * @param {(typeof RUNS)[number]} run
 */
async function peakOf(drawn, { count, epochs }) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
  try {
    take(drawn, join(folder, 'photos'), count);
    writeFileSync(join(folder, 'many.net'), program(epochs));
    const { peak, code, seconds } = await peakMemory(
      process.execPath,
      [netc, 'run', 'many.net', '--engine', 'wasm'],
      { cwd: folder, env: { ...process.env, NETC_CACHE: join(folder, 'cache') } },
    );
    if (code !== 0) throw new Error(`netc run on ${count} photos ended with code ${code}`);
    console.error(`  ${count} photos, ${epochs} epochs: ${peak.toFixed(0)} MiB, ${seconds.toFixed(0)} s`);
    return peak;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {number} rounds */
export async function compareStreaming(rounds) {
  const drawn = drawPhotos();
  /** @type {number[][]} */
  const peaks = RUNS.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [place, run] of RUNS.entries()) peaks[place]?.push(await peakOf(drawn, run));
  const least = median(peaks[0] ?? []);
  console.log(
    '\nPeak resident memory of netc run, augmented (median, least and most; × that of 2,500 photos):',
  );
  table(
    RUNS.map(({ count, epochs }, place) => {
      const own = peaks[place] ?? [];
      return [
        `${count.toLocaleString('en')} photos, ${epochs} epochs`,
        `${median(own).toFixed(0)} MiB`,
        `${Math.min(...own).toFixed(0)} to ${Math.max(...own).toFixed(0)}`,
        (median(own) / least).toFixed(2),
      ];
    }),
  );
}
