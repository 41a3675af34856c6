// @ts-check
/**
 * `npm run quickstart`: from a fresh clone to a trained network. Each step finds what an earlier call left and does
 * only what is missing.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { must, root, setUp } from './setup.mjs';

/** Epochs that end within three minutes on two cores, by engine; the lecture's 30 are the file's own default. */
const epochs = { tensorflow: 8, wasm: 4 };

const netc = join(root, 'bin', 'netc.js');

setUp();

console.log('\nThe engine (the fastest that this machine can have):');
const engine = spawnSync(process.execPath, [netc, 'engine', 'install'], { cwd: root, stdio: 'inherit' });
const fast = engine.status === 0;
if (!fast) console.log('Going on with the built-in wasm engine; it gives the same numbers, more slowly.');

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
must(process.execPath, [
  netc,
  'run',
  'examples/small_convnet.net',
  '--set',
  `epochs=${fast ? epochs.tensorflow : epochs.wasm}`,
]);

console.log('\nOpen the report.html of the run above in a browser; train the whole 30 epochs with');
console.log('  node bin/netc.js run examples/small_convnet.net');
