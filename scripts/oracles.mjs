// @ts-check
/**
 * `npm run oracles`: reference values from Keras and TensorFlow, written as fixtures by the Python programs in
 * scripts/oracles, in an environment of their own; with `--torch` those from PyTorch in its place, by the programs in
 * scripts/oracles/torch. `--check` writes nothing and fails when a fixture no longer matches.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, root } from './setup.mjs';

/** The programs of each environment. */
const programsOf = {
  reference: join(root, 'scripts', 'oracles'),
  torch: join(root, 'scripts', 'oracles', 'torch'),
};
const fixtures = join(root, 'test', 'fixtures');

/** Rounding differs between processors; a real change of meaning is far above this. */
const relativeTolerance = 2e-4;
const absoluteTolerance = 1e-6;

/**
 * Makes the environment `name` from `requirements`, or finds it as an earlier call left it.
 * @param {string} name
 * @param {string} requirements
 * @returns {string} its Python
 */
export function pythonEnvironment(name, requirements) {
  const folder = join(root, '.oracles', name);
  const python = join(folder, 'bin', 'python');
  const mark = join(folder, '.installed');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return python;
  console.log(`Making a Python environment in .oracles/${name} …`);
  rmSync(folder, { recursive: true, force: true });
  must('python3', ['-m', 'venv', folder]);
  must(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  writeFileSync(mark, wanted);
  return python;
}

/**
 * Where two fixtures differ, in words; undefined where they agree within rounding.
 * @param {unknown} before
 * @param {unknown} now
 * @param {string} path
 * @returns {string | undefined}
 */
function difference(before, now, path) {
  if (typeof before === 'number' && typeof now === 'number') {
    const allowed = absoluteTolerance + relativeTolerance * Math.max(Math.abs(before), Math.abs(now));
    return Math.abs(before - now) <= allowed ? undefined : `${path}: ${before} became ${now}`;
  }
  if (before !== null && now !== null && typeof before === 'object' && typeof now === 'object') {
    const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
    for (const key of keys) {
      const found = difference(Reflect.get(before, key), Reflect.get(now, key), `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return before === now ? undefined : `${path}: ${JSON.stringify(before)} became ${JSON.stringify(now)}`;
}

/**
 * @param {keyof typeof programsOf} environment
 * @param {boolean} checking
 */
function runOracles(environment, checking) {
  const programs = programsOf[environment];
  const python = pythonEnvironment(environment, join(programs, 'requirements.txt'));
  mkdirSync(fixtures, { recursive: true });
  const folder = checking ? mkdtempSync(join(tmpdir(), 'netc-oracles-')) : fixtures;
  const helpers = new Set(['draws.py', 'training.py', 'write.py']);
  for (const program of readdirSync(programs).sort()) {
    if (!program.endsWith('.py') || helpers.has(program)) continue;
    console.log(`oracle ${program}`);
    const result = spawnSync(python, [join(programs, program), folder], {
      stdio: ['ignore', 'inherit', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' },
    });
    if (result.status !== 0) {
      console.error(result.stderr);
      process.exit(1);
    }
  }
  if (!checking) return;
  let stale = 0;
  for (const name of readdirSync(folder)) {
    const committed = join(fixtures, name);
    const found = existsSync(committed)
      ? difference(
          JSON.parse(readFileSync(committed, 'utf8')),
          JSON.parse(readFileSync(join(folder, name), 'utf8')),
          name,
        )
      : 'it is missing';
    if (found === undefined) continue;
    stale += 1;
    console.error(`test/fixtures/${name} no longer matches its oracle: ${found}`);
  }
  rmSync(folder, { recursive: true, force: true });
  if (stale > 0) {
    console.error('Run `npm run oracles` and look at what changed.');
    process.exit(1);
  }
  console.log('All fixtures match their oracles.');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  runOracles(process.argv.includes('--torch') ? 'torch' : 'reference', process.argv.includes('--check'));
