// @ts-check
/**
 * `npm run quickstart`: from a fresh clone to a trained network. Each step finds what an earlier call left and does
 * only what is missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { must, root, setUp } from './setup.mjs';

/** Epochs that end well within three minutes on two cores; the lecture's 30 are the file's own default. */
const epochs = 5;

const netc = join(root, 'bin', 'netc.js');

setUp();

console.log('\nThe engine (the fastest that this machine can have):');
const engine = spawnSync(process.execPath, [netc, 'engine', 'install'], { cwd: root, stdio: 'inherit' });
if (engine.status !== 0)
  console.log('Going on with the built-in wasm engine; it gives the same numbers, more slowly.');

console.log('\nSample photos:');
must(process.execPath, [
  netc,
  'sample',
  'pets',
  'data/pets',
  '--train',
  '2000',
  '--validation',
  '1000',
  '--test',
  '1000',
]);

console.log('\nTraining:');
must(process.execPath, [netc, 'run', 'examples/small_convnet.net', '--set', `epochs=${epochs}`]);

if (existsSync(join(root, 'runs'))) {
  console.log('\nOpen the report.html of the run above in a browser; train the whole 30 epochs with');
  console.log('  node bin/netc.js run examples/small_convnet.net');
}
