// @ts-check
/**
 * Peak memory of `netc run` on 2,500 and on 25,000 photos of 150×150. The photos are those of a folder again and again, each with
 * a comment of its own: as many files of different bytes, and no more different pictures than the folder has.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * A JPEG with a comment after its first marker (ITU-T T.81, B.2.4.5).
 * @param {Buffer} jpeg
 * @param {string} text
 */
function withComment(jpeg, text) {
  const comment = Buffer.from(`\xff\xfe\0\0${text}`, 'latin1');
  comment.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

/**
 * @param {string} pets
 * @param {string} folder
 * @param {number} count
 */
function multiply(pets, folder, count) {
  const photos = readdirSync(pets, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of ['cat', 'dog']) {
    const own = photos.filter((photo) => photo.endsWith('.jpg') && photo.includes(name));
    mkdirSync(join(folder, name), { recursive: true });
    for (let number = 0; number < count / 2; number += 1) {
      const jpeg = readFileSync(join(pets, own[number % own.length] ?? ''));
      writeFileSync(join(folder, name, `${name}.${number}.jpg`), withComment(jpeg, `number ${number}`));
    }
  }
}

/** @param {string} pets a folder that `netc sample pets` has drawn */
export async function compareStreaming(pets) {
  /** @type {number[]} */
  const peaks = [];
  for (const count of COUNTS) {
    const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
    try {
      multiply(pets, join(folder, 'photos'), count);
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
