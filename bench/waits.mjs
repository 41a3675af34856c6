// @ts-check
/**
 * How much of the time of training the engine stands still because the next batch is not ready: the small ConvNet with the
 * lecture's augmentation, as `netc run` trains it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup.mjs';
import { table } from './figures.mjs';

const netc = join(root, 'bin', 'netc.js');

/**
 * @param {string} pets a folder that `netc sample pets` has drawn
 * @param {string} engine
 * @param {string} epochs
 */
export function measureWaits(pets, engine, epochs) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
  try {
    mkdirSync(join(folder, 'data'));
    symlinkSync(pets, join(folder, 'data', 'pets'));
    const example = join(root, 'examples', 'augmented_convnet.net');
    const { status, stderr } = spawnSync(
      process.execPath,
      [netc, 'run', example, '--engine', engine, '--set', `epochs=${epochs}`],
      { cwd: folder, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    const photos = readdirSync(join(pets, 'train'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.jpg'),
    ).length;
    const [run = ''] = readdirSync(join(folder, 'runs'));
    const events = readFileSync(join(folder, 'runs', run, 'metrics.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const rows = events
      .filter((line) => line.startsWith('{"event":"epoch"'))
      .map((line) => {
        /** @param {string} name */
        const figure = (name) => Number(new RegExp(`"${name}":([-+.e\\d]+)`).exec(line)?.[1]);
        const share = (figure('waitedForData') * figure('imagesPerSecond')) / photos;
        return [
          `epoch ${figure('epoch')}`,
          `${figure('imagesPerSecond').toFixed(0)} photos/s`,
          `${figure('waitedForData').toFixed(2)} s`,
          `${(share * 100).toFixed(1)}%`,
        ];
      });
    console.log(
      `\nThe small ConvNet, augmented, on ${engine}: how long it waited for data, and which part of training that is:`,
    );
    table(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
