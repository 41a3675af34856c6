// @ts-check
/**
 * How long `netc run` takes on a table with a million rows until it trains: the file read, its cells checked, the rows divided,
 * photos compared across splits, the run folder begun. The rows name the photos of a folder again and again.
 */
import { spawn } from 'node:child_process';
import {
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { root } from '../scripts/setup.mjs';
import { median, table } from './figures.mjs';

const netc = join(root, 'bin', 'netc.js');
const ROWS = 1_000_000;

const program = `
data million = table("rows.csv") {
  photo: image(column: "path", size: 32x32)
  age: number
  kind: binary("cat", "dog")
  split: fractions(98%, 1%, 1%)
}
model Dense(photo: [32, 32, 3]) {
  features = photo -> flatten -> dense(64, relu)
  output age = features -> dense(1)
  output kind = features -> dense(1, sigmoid)
}
train fit = Dense on million {
  batch: 32
  minimize: mse(age) + binary_crossentropy(kind)
  phase all {
    optimizer: rmsprop(1e-4)
    steps: 5
  }
}
`;

/**
 * @param {string} folder where `pets` is a folder of photos
 */
async function writeRows(folder) {
  const photos = readdirSync(join(folder, 'pets'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jpg'),
  );
  const file = createWriteStream(join(folder, 'rows.csv'));
  file.write('path,age,kind\n');
  for (let row = 0; row < ROWS; row += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, place) => {
      const name = photos[((row + place) * 7919) % photos.length] ?? '';
      return `pets/${name},${(((row + place) * 31) % 2000) / 100},${name.includes('cat') ? 'cat' : 'dog'}\n`;
    });
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/**
 * Seconds until the first step of training is about to be made, and seconds of processor.
 * @param {string} folder
 * @returns {Promise<{ readonly seconds: number, readonly processor: number }>}
 */
async function start(folder) {
  const began = performance.now();
  const child = spawn(process.execPath, [netc, 'run', 'million.net', '--engine', 'wasm'], {
    cwd: folder,
    env: { ...process.env, NETC_CACHE: join(folder, 'cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += String(text);
    if (!said.includes('phase all')) continue;
    const seconds = (performance.now() - began) / 1000;
    const [user = 0, system = 0] = processorTicks(child.pid ?? 0);
    child.kill();
    // Its output is not read any more, so that it is never closed.
    if (child.exitCode === null) await once(child, 'exit');
    return { seconds, processor: (user + system) / 100 };
  }
  throw new Error(`netc run ended before it trained: ${said}`);
}

/** What a process has used of the processor, in hundredths of a second (Linux). @param {number} process */
function processorTicks(process) {
  const fields = readFileSync(`/proc/${process}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 13).map(Number);
}

/**
 * @param {string} pets
 * @param {number} rounds
 */
export async function timeTable(pets, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'netc-bench-'));
  try {
    symlinkSync(pets, join(folder, 'pets'));
    writeFileSync(join(folder, 'million.net'), program);
    await writeRows(folder);
    /** @type {Awaited<ReturnType<typeof start>>[]} */
    const turns = [];
    for (let round = 0; round < rounds; round += 1) turns.push(await start(folder));
    console.log('\nA table with a million rows, from netc run to the first step:');
    table([
      ['time', `${median(turns.map(({ seconds }) => seconds)).toFixed(1)} s`],
      ['processor', `${median(turns.map(({ processor }) => processor)).toFixed(1)} s`],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
