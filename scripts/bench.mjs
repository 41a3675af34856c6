// @ts-check
/**
 * `npm run bench`: netc against other ways of doing the same, as ratios within this run. Contenders take turns, so that a
 * busy moment of the machine does not fall on one of them.
 * `--only PART` (step, residual, transfer, check, growth, editor, data, waits, memory, weights, table, or streaming and held, which are
 * run only so), `--rounds N` (3), `--steps N` (20), `--photos FOLDER` (data/pets), `--count N` (1,000,000 photos that are held).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compareData } from '../bench/data.mjs';
import { compareTransfer } from '../bench/transfer.mjs';
import { median, option, table } from '../bench/figures.mjs';
import { measureHeld } from '../bench/held-photos.mjs';
import { peakMemory } from '../bench/peak-memory.mjs';
import { compareResidual } from '../bench/residual.mjs';
import { compareStreaming } from '../bench/streaming.mjs';
import { timeTable } from '../bench/table-start.mjs';
import { measureWaits } from '../bench/waits.mjs';
import { compareWeights } from '../bench/weights.mjs';
import { pythonEnvironment } from './oracles.mjs';
import { root, setUp } from './setup.mjs';

const contenders = join(root, 'bench', 'contenders');
const netc = join(root, 'bin', 'netc.js');

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}

/**
 * One turn of a contender: the milliseconds it prints, or why there are none.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {number | string}
 */
function turn(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const said = lastLine(result.stdout);
  const milliseconds = Number(/"milliseconds": ?([\d.]+)/.exec(said)?.[1]);
  if (Number.isFinite(milliseconds)) return milliseconds;
  return result.error?.message ?? lastLine(result.stderr);
}

/**
 * Checking ResNet-152 in netc against building it in Keras: in the process, and as a whole process.
 * @param {string} python
 */
function compareChecking(python) {
  /**
   * @param {string} command
   * @param {readonly string[]} args
   */
  const times = (command, args) => {
    const rounds = Array.from({ length: 3 }, () => {
      const begin = performance.now();
      const inside = turn(command, args);
      return { inside: typeof inside === 'number' ? inside : Number.NaN, whole: performance.now() - begin };
    });
    return {
      inside: median(rounds.map((each) => each.inside)),
      whole: median(rounds.map((each) => each.whole)),
    };
  };
  const keras = times(python, [join(contenders, 'keras_build.py')]);
  const ours = times(process.execPath, [join(contenders, 'netc_check.mjs')]);
  /** @type {(name: string, value: number, reference: number) => [string, string, string]} */
  const row = (name, value, reference) => [name, `${value.toFixed(0)} ms`, (value / reference).toFixed(3)];
  console.log('\nResNet-152, built by Keras and checked by netc (× Keras):');
  table([
    row('Keras, import excluded', keras.inside, keras.inside),
    row('netc, import excluded', ours.inside, keras.inside),
    row('Keras, whole process', keras.whole, keras.whole),
    row('netc, whole process', ours.whole, keras.whole),
  ]);
}

/**
 * One training step of the small ConvNet.
 * @param {string} python
 */
async function compareSteps(python) {
  // Only now: what it imports has just been built.
  const { findTensorflow } = await import('../dist/runtime/engines/install/locate.js');
  const tensorflow = findTensorflow({ gpu: false });
  const steps = option('steps', '20');
  /** @type {readonly (readonly [string, string, readonly string[]])[]} */
  const all = [
    ['Keras, float32', python, [join(contenders, 'keras_step.py'), 'float32', steps]],
    ['Keras, mixed bfloat16', python, [join(contenders, 'keras_step.py'), 'mixed_bfloat16', steps]],
    ['PyTorch, float32', python, [join(contenders, 'torch_step.py'), 'float32', steps]],
    ['PyTorch, bfloat16', python, [join(contenders, 'torch_step.py'), 'bfloat16', steps]],
    [
      'tfjs-node, written by hand',
      process.execPath,
      [join(contenders, 'handwritten_tfjs_step.cjs'), tensorflow?.package ?? '', steps],
    ],
    ['netc, tensorflow', process.execPath, [join(contenders, 'netc_step.mjs'), 'tensorflow', steps]],
    [
      'netc, tensorflow, bfloat16',
      process.execPath,
      [join(contenders, 'netc_step.mjs'), 'tensorflow', steps, 'bfloat16'],
    ],
    ['netc, wasm', process.execPath, [join(contenders, 'netc_step.mjs'), 'wasm', steps]],
  ];
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (let round = 0; round < Number(option('rounds', '3')); round += 1) {
    for (const [name, command, args] of all) {
      const result = turn(command, args);
      if (typeof result === 'number') times.set(name, [...(times.get(name) ?? []), result]);
      else console.error(`${name}: ${result}`);
    }
  }
  const reference = median(times.get('Keras, float32') ?? []);
  const handwritten = median(times.get('tfjs-node, written by hand') ?? []);
  console.log('\nOne training step of the small ConvNet, batch 20 (× Keras float32):');
  table(
    [...times].map(([name, values]) => [
      name,
      `${median(values).toFixed(0)} ms`,
      (median(values) / reference).toFixed(2),
    ]),
  );
  const ours = median(times.get('netc, tensorflow') ?? []);
  console.log(`  netc on tensorflow is ${(ours / handwritten).toFixed(2)} of tfjs-node written by hand`);
}

/** What grows with the network, and what an editor waits for. @param {readonly string[]} programs */
function measure(programs) {
  for (const program of programs) {
    console.log(`\n${program}`);
    spawnSync(process.execPath, [join(root, 'bench', program)], { stdio: 'inherit' });
  }
}

/**
 * From photos to batches.
 * @param {string} python
 */
function comparePhotos(python) {
  const photos = resolve(option('photos', samplePhotos()));
  compareData(python, { photos, rounds: Number(option('rounds', '3')) });
}

/** The sample photos, drawn where they are not there yet. */
function samplePhotos() {
  const pets = join(root, 'data', 'pets');
  if (!existsSync(pets)) spawnSync(process.execPath, [netc, 'sample', 'pets', pets]);
  return pets;
}

/**
 * Peak memory of a training process.
 * @param {string} python
 */
async function compareMemory(python) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
  try {
    const photos = join(folder, 'data', 'pets');
    spawnSync(process.execPath, [
      netc,
      'sample',
      'pets',
      photos,
      '--train',
      '200',
      '--validation',
      '40',
      '--test',
      '40',
    ]);
    const example = join(root, 'examples', 'small_convnet.net');
    const where = { cwd: folder };
    const { peak: keras } = await peakMemory(python, [join(contenders, 'keras_fit.py'), photos, '3'], where);
    /** @type {[string, string, string][]} */
    const rows = [['Keras', `${keras.toFixed(0)} MiB`, '1.00']];
    for (const name of ['tensorflow', 'wasm']) {
      const { peak } = await peakMemory(
        process.execPath,
        [netc, 'run', example, '--engine', name, '--set', 'epochs=3'],
        where,
      );
      rows.push([`netc run, ${name}`, `${peak.toFixed(0)} MiB`, (peak / keras).toFixed(2)]);
    }
    console.log('\nPeak resident memory of a training process, 200 photos, 3 epochs (× Keras):');
    table(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @type {Readonly<Record<string, (python: string) => void | Promise<void>>>} */
const parts = {
  step: compareSteps,
  residual: (python) => {
    compareResidual(python, Number(option('rounds', '3')), option('steps', '5'));
  },
  transfer: (python) => {
    compareTransfer(python, option('photos', samplePhotos()));
  },
  check: compareChecking,
  growth: () => {
    measure(['check-scaling.mjs']);
  },
  editor: () => {
    measure(['recheck.mjs', 'language-server.mjs']);
  },
  data: comparePhotos,
  waits: () => {
    measureWaits(samplePhotos(), option('engine', 'tensorflow'), option('epochs', '3'));
  },
  memory: compareMemory,
  table: () => timeTable(samplePhotos(), Number(option('rounds', '3'))),
  streaming: () => compareStreaming(Number(option('rounds', '3'))),
  held: () => {
    measureHeld(Number(option('count', '1000000')));
  },
  weights: (python) => {
    compareWeights(python, Number(option('rounds', '3')));
  },
};
/** What takes too long to be in every bench: only when it is asked for. */
const long = new Set(['streaming', 'held']);

setUp();
const only = option('only', '');
// Beside Keras the others take their time to install, and gigabytes.
const python =
  only === 'weights'
    ? pythonEnvironment('reference', join(root, 'scripts', 'oracles', 'requirements.txt'))
    : pythonEnvironment('bench', join(root, 'bench', 'requirements.txt'));
if (only !== '' && !(only in parts)) {
  console.error(`There is no part ${only}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(parts))
  if (only === name || (only === '' && !long.has(name))) await run(python);
