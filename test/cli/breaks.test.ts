import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { EngineName } from '../../src/runtime/engines/engine.ts';
import { enginesFolder } from '../../src/runtime/engines/install/folders.ts';
import type { RunRecord } from '../../src/runtime/run-folder/record.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { describeWithEngine } from '../support/engines.ts';
import { drawPhotos, netc, tiny, workplace, type Result } from './netc.ts';

/** Squares of errors without a bound, and steps far too long: numbers grow until there are none so large. */
const shades = `param rate = 30.0
param batch = 4
data shades = table("shades.csv") {
  photo: image(column: "photo", size: 12x12)
  shade: number
  split: fractions(50%, 25%, 25%)
}

model Shade(photo: [12, 12, 3]) {
  output shade = photo -> conv(4, 3, relu) -> batchnorm -> flatten
    -> dense(8) as middle
    -> dense(1) as last
}

train shade = Shade on shades {
  batch: batch
  minimize: mse(shade)
  optimizer: sgd(rate, momentum: 0.9)
  phase gentle {
    optimizer: sgd(1e-4)
    epochs: 2
  }
  phase wild {
    optimizer: sgd(rate, momentum: 0.9)
    epochs: 20
  }
}
`;

async function prepared(text: string): Promise<string> {
  const folder = workplace({ 'shades.net': text });
  await drawPhotos(folder, { train: 24 });
  const rows = ['dark', 'light'].flatMap((name, shade) =>
    Array.from({ length: 12 }, (_, number) => `photos/train/${name}/${number}.jpg,${shade}`),
  );
  // The engine that is installed here serves the cache of the test.
  mkdirSync(join(folder, '.cache/netc'), { recursive: true });
  symlinkSync(enginesFolder(), join(folder, '.cache/netc/engines'));
  writeFileSync(join(folder, 'shades.csv'), ['photo,shade', ...rows, ''].join('\n'));
  return folder;
}

const recordOf = (run: string): RunRecord =>
  JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as RunRecord;

/** Whether all numbers of a file of the run are finite. */
function isFinite(run: string, file: string): boolean {
  const { tensors } = decodeSafetensors(readFileSync(join(run, file)), file);
  return tensors.every(({ data }) => data.every((value) => Number.isFinite(value)));
}

/** What the terminal wraps, as one line. */
const unwrapped = (text: string): string => text.replaceAll(/\s*\n\s*(?:│\s*)?/g, ' ');

const engines = ['wasm', 'tensorflow'] as const satisfies readonly EngineName[];
for (const engine of engines)
  await describeWithEngine(engine, `a run on ${engine} whose numbers break`, () => {
    const run = (folder: string, ...words: readonly string[]): Promise<Result> =>
      netc(folder, ['run', 'shades.net', '--engine', engine, ...words]);

    it('names the layer, the step and the files, keeps what was good, and goes on more slowly', async () => {
      const folder = await prepared(shades);
      const { code, err } = await run(folder);
      expect(code).toBe(1);
      const said = unwrapped(err);
      expect(said).toMatch(
        /NET7001\]: The loss became (?:infinite|NaN \(not a number\)) in phase wild, epoch \d, step \d/,
      );
      expect(said).toMatch(
        /first in `\w+` of [\w. ]+ \(shades\.net:\d+\), in the (?:forward pass|gradients|update)/,
      );
      expect(said).toMatch(/the batch of photos\/train\/(?:dark|light)\/\d+\.jpg/);
      expect(said).toContain('Most often the learning rate (30 at this step) is too high');
      const name = join('runs', '0001-shade');
      expect(said).toContain(
        `: go on from there more slowly with netc run shades.net --resume ${name} --scale-rate 0.1`,
      );

      const path = join(folder, name);
      expect(recordOf(path)).toMatchObject({ status: 'failed', failure: { code: 'NET7001' } });
      for (const file of [
        'weights/last.safetensors',
        'weights/best.safetensors',
        'state/training.safetensors',
      ])
        expect(isFinite(path, file), file).toBe(true);

      const slower = await run(folder, '--resume', name, '--scale-rate', '0.00001');
      expect(slower.code).toBe(0);
      const record = recordOf(path);
      expect(record).toMatchObject({ status: 'done', rateShare: 0.00001 });
      expect(record.failure).toBeUndefined();
      expect(readFileSync(join(path, 'metrics.jsonl'), 'utf8')).not.toMatch(/null|NaN/);
    });
  });

const onWasm = (folder: string): Promise<Result> => netc(folder, ['run', 'shades.net', '--engine', 'wasm']);

it('finds it where several batches make an update', async () => {
  const folder = await prepared(shades.replace('batch: batch', 'batch: 2 * 3'));
  const { code, err } = await onWasm(folder);
  expect(code).toBe(1);
  expect(unwrapped(err)).toMatch(/first in `\w+` of/);
});

it('says what of the data is too large', async () => {
  const folder = await prepared(shades);
  const table = join(folder, 'shades.csv');
  writeFileSync(table, readFileSync(table, 'utf8').replaceAll(/,1$/gm, ',1e25'));
  const { code, err } = await onWasm(folder);
  expect(code).toBe(1);
  expect(unwrapped(err)).toContain('The numbers of shade go up to 1.000e+25');
  // Going on more slowly would meet the same numbers.
  expect(unwrapped(err)).toContain('what is corrected begins a run of its own');
  expect(unwrapped(err)).not.toContain('--resume');
});

it('refuses a number in a table that is none', async () => {
  const folder = await prepared(shades);
  const table = join(folder, 'shades.csv');
  writeFileSync(table, readFileSync(table, 'utf8').replace(/,1$/m, ',Infinity'));
  const { err } = await netc(folder, ['run', 'shades.net', '--engine', 'wasm', '--set', 'rate=1e-4']);
  expect(unwrapped(err)).toMatch(/Infinity/);
});

it('says which member of an ensemble broke, in its own run', async () => {
  const broken = tiny
    .replace('rmsprop(1e-2)', 'sgd(1e38)')
    .replace('dense(1, sigmoid)', 'dense(3, relu) -> dense(1, sigmoid)');
  const folder = workplace({ 'tiny.net': `${broken}\nensemble both = 2 * tiny { vote: mean }\n` });
  await drawPhotos(folder);
  const { code, err } = await netc(folder, ['run', 'tiny.net', '--train', 'both', '--engine', 'wasm']);
  expect(code).toBe(1);
  expect(unwrapped(err)).toContain('NET7001');
  const [, member = ''] = /--resume (runs\/0001-both\/members\/01\S+)/.exec(unwrapped(err)) ?? [];
  expect(recordOf(join(folder, member)).status).toBe('failed');
});

it('begins with no weights that are not finite', async () => {
  const folder = workplace({ 'tiny.net': tiny });
  await drawPhotos(folder);
  expect((await netc(folder, ['run', 'tiny.net', '--engine', 'wasm'])).code).toBe(0);
  const weights = join(folder, 'runs/0001-tiny/weights/best.safetensors');
  const { tensors, metadata } = decodeSafetensors(readFileSync(weights), weights);
  const spoiled = tensors.map((tensor) =>
    tensor.name.endsWith('conv1/kernel')
      ? { ...tensor, data: tensor.data.map((x, i) => (i === 5 ? NaN : x)) }
      : tensor,
  );
  const content = encodeSafetensors({ tensors: spoiled, metadata });
  writeFileSync(join(folder, 'bad.safetensors'), Buffer.concat(content));
  writeFileSync(
    join(folder, 'tiny.net'),
    tiny.replace('  batch: 3', '  weights: "bad.safetensors"\n  batch: 3'),
  );
  const { code, err } = await netc(folder, ['run', 'tiny.net', '--engine', 'wasm']);
  const said = unwrapped(err);
  expect(code).toBe(1);
  expect(said).toContain('NET7411');
  expect(said).toContain('kind.conv1/kernel of bad.safetensors holds NaN');
  expect(existsSync(join(folder, 'runs/0002-tiny/weights/last.safetensors'))).toBe(false);
});

await describeWithEngine('tensorflow', 'a run in bfloat16 whose numbers break', () => {
  it('names the layer', async () => {
    const folder = await prepared(shades.replace('minimize:', 'precision: bfloat16\n  minimize:'));
    const { code, err } = await netc(folder, ['run', 'shades.net', '--engine', 'tensorflow']);
    expect(code).toBe(1);
    expect(unwrapped(err)).toMatch(/first in `\w+` of/);
  });
});

it('says before it decodes anything that memory does not suffice, and what batch does', async () => {
  const folder = workplace({ 'tiny.net': tiny });
  await drawPhotos(folder);
  const environment = { NETC_MEMORY: '200MB' };
  const { code, err, out } = await netc(folder, ['run', 'tiny.net', '--engine', 'wasm'], { environment });
  expect(code).toBe(1);
  expect(unwrapped(err)).toMatch(
    /NET7412\]: Phase tiny needs about [\d.]+ MB of memory, and NETC_MEMORY allows 200/,
  );
  expect(out).not.toContain('Run folder');
  expect(existsSync(join(folder, 'runs'))).toBe(false);
});
