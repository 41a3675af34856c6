import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DoneEvent, EpochEvent, RunEvent } from '../../src/runtime/train/events.ts';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { drawPhotos, netc, tiny, workplace, type Result, unwrapped } from './netc.ts';

async function prepared(text = tiny): Promise<string> {
  const folder = workplace({ 'tiny.net': text });
  await drawPhotos(folder);
  return folder;
}

const run = (folder: string, ...words: readonly string[]): Promise<Result> =>
  netc(folder, ['run', 'tiny.net', '--engine', 'cpu', ...words]);

/** A run of forty epochs that is stopped by Ctrl-C as soon as training has begun. */
function interrupted(folder: string): Promise<Result> {
  let sent = false;
  return netc(folder, ['run', 'tiny.net', '--engine', 'cpu', '--set', 'epochs=40'], {
    onOutput: (out, signal) => {
      if (sent || !out.includes('phase tiny')) return;
      sent = true;
      signal('SIGINT');
    },
  });
}

const eventsOf = (out: string): readonly RunEvent[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);

const lastWeights = (folder: string, name: string): unknown =>
  decodeSafetensors(readFileSync(join(folder, 'runs', name, 'weights/last.safetensors')), name).tensors;

describe('netc run', () => {
  it('tells programs what happens, one event a line', async () => {
    const folder = await prepared();
    const { code, out, err } = await run(folder, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const events = eventsOf(out);
    expect(events.map(({ event }) => event)).toEqual(['start', 'phase', 'epoch', 'epoch', 'done']);
    const epoch = events[2] as EpochEvent;
    expect(epoch).toMatchObject({ train: 'tiny', phase: 'tiny', epoch: 1 });
    for (const value of [
      epoch.loss,
      epoch.metrics['accuracy'],
      epoch.val?.loss,
      epoch.val?.['accuracy'],
      epoch.seconds,
      epoch.imagesPerSecond,
      epoch.waitedForData,
    ])
      expect(Number.isFinite(value)).toBe(true);
    const done = events[4] as DoneEvent;
    expect(done.run).toBe(join('runs', '0001-tiny'));
    expect(done.engine).toBe('cpu');
    expect(Object.keys(done.test ?? {}).sort()).toEqual(['accuracy', 'loss']);
  });

  it('prints a line an epoch in a pipe, and where the run is', async () => {
    const folder = await prepared();
    const { out } = await run(folder);
    expect(out.match(/^epoch \d+ {2}loss .* val_accuracy .*photos\/s/gm)).toHaveLength(2);
    expect(out).toContain('Engine cpu');
    expect(out).toContain('phase tiny: 2 epochs, 213 parameters trained, 0 frozen');
    expect(out).toMatch(/Test: accuracy [\d.]+, loss [\d.]+/);
    expect(out).not.toContain('\u001b');
  });

  it('keeps everything in the run folder', async () => {
    const folder = await prepared();
    await run(folder, '--seed', '5');
    const path = join(folder, 'runs', '0001-tiny');
    expect(readdirSync(path, { recursive: true }).sort()).toEqual(
      [
        'metrics.jsonl',
        'plan.json',
        'report.html',
        'run.json',
        'source',
        'source/tiny.net',
        'split.json',
        'state',
        'state/training.safetensors',
        'weights',
        'weights/best.safetensors',
        'weights/last.safetensors',
      ].map((name) => join(name)),
    );
    expect(readFileSync(join(path, 'source/tiny.net'), 'utf8')).toBe(tiny);
    const record = JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')) as Record<string, unknown>;
    expect(record).toMatchObject({ status: 'done', train: 'tiny', seed: 5, engine: { name: 'cpu' } });
    expect(eventsOf(readFileSync(join(path, 'metrics.jsonl'), 'utf8')).at(-1)?.event).toBe('done');
    expect(readFileSync(join(path, 'report.html'), 'utf8')).toContain('<svg');
  });

  it('gives the same weights again for the same seed, and others for another', async () => {
    const folder = await prepared();
    for (const seed of ['1', '1', '2']) await run(folder, '--seed', seed);
    expect(lastWeights(folder, '0002-tiny')).toEqual(lastWeights(folder, '0001-tiny'));
    expect(lastWeights(folder, '0003-tiny')).not.toEqual(lastWeights(folder, '0001-tiny'));
  });

  it('saves at Ctrl-C in the first epoch, and goes on to the same weights', async () => {
    const folder = await prepared();
    expect((await run(folder, '--set', 'epochs=40')).code).toBe(0);
    const stopped = await interrupted(folder);
    expect(stopped.code).toBe(130);
    const name = join('runs', '0002-tiny');
    expect(stopped.out).toContain(`Go on with: netc run tiny.net --resume ${name}`);
    const record = JSON.parse(readFileSync(join(folder, name, 'run.json'), 'utf8')) as { status: string };
    expect(record.status).toBe('interrupted');

    const resumed = await run(folder, '--resume', name);
    expect(resumed.code).toBe(0);
    expect(resumed.out).toContain('Going on in phase tiny');
    expect(lastWeights(folder, '0002-tiny')).toEqual(lastWeights(folder, '0001-tiny'));
    const epochs = eventsOf(readFileSync(join(folder, name, 'metrics.jsonl'), 'utf8')).flatMap((event) =>
      event.event === 'epoch' ? [event.epoch] : [],
    );
    expect(epochs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect((await run(folder, '--resume', name)).err).toContain('it has run to its end');
  });

  it('goes on with pixels as they were measured, though photos have come since', async () => {
    const folder = await prepared(tiny.replace('size: 12x12', 'size: 12x12\n  pixels: standardized'));
    expect((await run(folder, '--set', 'epochs=40')).code).toBe(0);
    expect((await interrupted(folder)).code).toBe(130);
    copyFileSync(join(folder, 'photos/train/light/0.jpg'), join(folder, 'photos/train/dark/new.jpg'));
    const name = join('runs', '0002-tiny');
    expect((await run(folder, '--resume', name)).code).toBe(0);
    expect(lastWeights(folder, '0002-tiny')).toEqual(lastWeights(folder, '0001-tiny'));
    const measured = (run: string): unknown =>
      (
        JSON.parse(readFileSync(join(folder, 'runs', run, 'run.json'), 'utf8')) as {
          data: { pixels?: unknown };
        }
      ).data.pixels;
    expect(measured('0002-tiny')).toEqual(measured('0001-tiny'));
    expect(measured('0001-tiny')).toMatchObject({ image: { mean: expect.any(Array) as unknown } });
  });

  it('tries learning rates instead of training, and draws them', async () => {
    const folder = await prepared();
    const { code, out } = await run(folder, '--find-rate');
    expect(code).toBe(0);
    expect(out).toContain(`Picture: ${join('runs', '0001-tiny-rates', 'rates.svg')}`);
    const path = join(folder, 'runs', '0001-tiny-rates');
    expect(readdirSync(path).sort()).toEqual(['rates.json', 'rates.svg', 'source']);
    expect(readFileSync(join(path, 'rates.svg'), 'utf8')).toContain('learning rate');
    expect((await run(folder, '--find-rate', '--resume', path)).code).toBe(2);
  });

  it('refuses to go on with another program or other photos', async () => {
    const folder = await prepared();
    await run(folder);
    writeFileSync(join(folder, 'tiny.net'), tiny.replace('0.25', '0.5'));
    const other = await run(folder, '--resume', join('runs', '0001-tiny'));
    expect(other.code).toBe(2);
    expect(other.err.replace(/\s+/g, ' ')).toContain('tiny.net has changed since');
    writeFileSync(join(folder, 'tiny.net'), tiny);
    rmSync(join(folder, 'photos/train/dark/0.jpg'));
    const fewer = await run(folder, '--resume', join('runs', '0001-tiny'));
    expect(fewer.err.replace(/\s+/g, ' ')).toContain('a photo is not there any more: train/dark/0.jpg');
    expect((await run(folder, '--resume', 'nowhere')).err).toContain('NET7005');
    const evaluated = await netc(folder, [
      'eval',
      'runs/0001-tiny',
      '--split',
      'train',
      '--engine',
      'cpu',
      '--json',
    ]);
    expect(evaluated.err).toContain('NET5302');
    expect(evaluated.err).toContain('train/dark/0.jpg');
    expect(JSON.parse(evaluated.out)).toMatchObject({ samples: 7 });
  });

  it('keeps to its division when photos come, and gives it to others', async () => {
    const drawn = tiny
      .replace('split: folders', 'split: fractions(50%, 25%, 25%)')
      .replace('images("photos")', 'images("photos/train")');
    const folder = workplace({ 'tiny.net': drawn });
    await drawPhotos(folder, { train: 24, more: 40 });
    expect((await interrupted(folder)).code).toBe(130);
    const split = (name: string): string => readFileSync(join(folder, 'runs', name, 'split.json'), 'utf8');
    const before = split('0001-tiny');
    for (const name of ['dark', 'light'])
      for (let number = 0; number < 20; number++)
        renameSync(
          join(folder, 'photos/more', name, `${number}.jpg`),
          join(folder, 'photos/train', name, `more ${number}.jpg`),
        );
    expect((await run(folder, '--resume', join('runs', '0001-tiny'))).code).toBe(0);
    const evaluated = await netc(folder, ['eval', 'runs/0001-tiny', '--json', '--engine', 'cpu']);
    expect(JSON.parse(evaluated.out)).toMatchObject({ samples: 6 });
    expect((await run(folder, '--seed', '9', '--split', 'runs/0001-tiny')).code).toBe(0);
    expect(split('0002-tiny')).toBe(before);
    await run(folder);
    expect(split('0003-tiny')).not.toBe(before);

    const both = await run(folder, '--split', 'runs/0001-tiny', '--resume', 'runs/0001-tiny');
    expect(both.code).toBe(2);
    expect((await run(folder, '--split', 'nowhere')).err).toContain('NET5303');
    writeFileSync(join(folder, 'runs/0001-tiny/split.json'), before.slice(0, -9));
    expect((await run(folder, '--split', 'runs/0001-tiny')).err).toContain('it is damaged');
  });

  it('does not begin where a photo is in several splits, be they whole', async () => {
    const folder = await prepared();
    const photos = join(folder, 'photos');
    copyFileSync(join(photos, 'train/dark/1.jpg'), join(photos, 'train/dark/twice.jpg'));
    for (const split of ['train', 'test']) {
      writeFileSync(join(photos, split, 'dark/page.jpg'), '<!doctype html><p>Not found</p>');
      writeFileSync(join(photos, split, 'dark/empty.jpg'), '');
    }
    expect((await run(folder)).code).toBe(0);
    copyFileSync(join(photos, 'train/dark/1.jpg'), join(photos, 'test/dark/copy.jpg'));
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('NET5301');
    expect(err.replace(/\s+/g, ' ')).toContain('test/dark/copy.jpg');
    expect(readdirSync(join(folder, 'runs'))).toEqual(['0001-tiny']);
  });

  it('says that the folder of photos is missing', async () => {
    const { code, err } = await run(workplace({ 'tiny.net': tiny }));
    expect(code).toBe(1);
    expect(err).toContain('NET5');
    expect(err).toContain('photos');
  });

  it('says that a class has no photos', async () => {
    const folder = await prepared();
    for (const split of ['train', 'validation', 'test']) {
      rmSync(join(folder, 'photos', split, 'light'), { recursive: true });
      mkdirSync(join(folder, 'photos', split, 'light'));
    }
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('NET5');
    expect(err).toContain('light');
  });

  it('names a text file that is called .jpg, and goes on without it', async () => {
    const folder = await prepared();
    writeFileSync(join(folder, 'photos/train/dark/notes.jpg'), 'Dear diary, today I trained a network.');
    const { code, err, out } = await run(folder);
    expect(code).toBe(0);
    expect(err).toContain('notes.jpg');
    expect(out).toContain('Test: ');
  });

  it('says what stands in the way of the run folder', async () => {
    const folder = await prepared();
    writeFileSync(join(folder, 'runs'), 'in the way');
    const { code, err } = await run(folder);
    expect(code).toBe(2);
    expect(err).toContain('NET7002');
    expect(err.replace(/\s+/g, ' ')).toContain('a file stands where a folder is needed');
  });

  it.runIf(existsSync('/dev/full'))('keeps what it has when the disk is full', async () => {
    const folder = await prepared();
    const stopped = await interrupted(folder);
    expect(stopped.code).toBe(130);
    const state = join(folder, 'runs', '0001-tiny', 'state/training.safetensors');
    const before = readFileSync(state);
    // The next state is written here first; the system says of this device that it is full.
    symlinkSync('/dev/full', `${state}.part`);
    const resumed = await run(folder, '--resume', join('runs', '0001-tiny'));
    expect(resumed.code).toBe(2);
    expect(resumed.err).toContain('NET7003');
    expect(unwrapped(resumed.err)).toMatch(/then go on from \S.*: netc run tiny\.net --resume/);
    expect(readFileSync(state)).toEqual(before);
    // With room again, it goes on from there.
    expect((await run(folder, '--resume', join('runs', '0001-tiny'))).code).toBe(0);
  });

  it('stops where a loss is no number, and names the photos', async () => {
    const folder = await prepared(
      tiny
        .replace('rmsprop(1e-2)', 'sgd(1e38)')
        .replace('dense(1, sigmoid)', 'dense(3, relu) -> dense(1, sigmoid)'),
    );
    const { code, err } = await run(folder);
    expect(code).toBe(1);
    expect(err).toContain('NET7001');
    expect(err).toMatch(/the batch of\s+train\/(dark|light)/);
    const record = JSON.parse(readFileSync(join(folder, 'runs/0001-tiny/run.json'), 'utf8')) as {
      status: string;
    };
    expect(record.status).toBe('failed');
  });

  it('asks which train is meant', async () => {
    const folder = await prepared(
      `${tiny}\n${tiny.slice(tiny.indexOf('train tiny')).replace('train tiny', 'train other')}`,
    );
    const { code, err } = await run(folder);
    expect(code).toBe(2);
    expect(err).toContain('--train with one of tiny, other');
    expect((await run(folder, '--train', 'other')).out).toContain('0001-other');
  });
});

describe('netc eval and predict', () => {
  it('measure and use a run', async () => {
    const folder = await prepared();
    await run(folder, '--set', 'epochs=12');
    const name = join('runs', '0001-tiny');
    const done = eventsOf(readFileSync(join(folder, name, 'metrics.jsonl'), 'utf8')).at(-1) as DoneEvent;
    const evaluated = await netc(folder, ['eval', name, '--json', '--engine', 'cpu']);
    expect(JSON.parse(evaluated.out)).toMatchObject({
      run: name,
      split: 'test',
      samples: 4,
      loss: done.test?.loss,
      metrics: { accuracy: done.test?.['accuracy'] },
    });

    const photos = join('photos', 'test');
    const predicted = await netc(folder, ['predict', name, photos, '--json', '--engine', 'cpu']);
    const { predictions } = JSON.parse(predicted.out) as {
      predictions: {
        file: string;
        outputs: { kind: { class: string; probabilities: Record<string, number> } };
      }[];
    };
    expect(predictions).toHaveLength(4);
    for (const { file, outputs } of predictions) {
      expect(file).toContain(outputs.kind.class);
      const { dark = NaN, light = NaN } = outputs.kind.probabilities;
      expect(dark + light).toBeCloseTo(1, 6);
    }
    const csv = await netc(folder, ['predict', name, photos, '--csv', '--engine', 'cpu']);
    expect(csv.out.split('\r\n')[0]).toBe('photo,kind,kind dark,kind light');
    const table = await netc(folder, ['predict', name, join(photos, 'dark/0.jpg'), '--engine', 'cpu']);
    expect(table.out).toMatch(/dark +\d+\.\d %/);

    const none = await netc(folder, ['predict', name, 'none.jpg', '--engine', 'cpu']);
    expect(none.code).toBe(2);
    expect(none.err).toContain('NET7010');
    writeFileSync(join(folder, 'text.jpg'), 'no photo');
    const text = await netc(folder, ['predict', name, 'text.jpg', '--engine', 'cpu']);
    expect(text.err).toContain('NET7016');
  });

  it('say that a folder is none of a run', async () => {
    const folder = workplace({ 'runs/0001-x/notes.txt': '' });
    const { code, err } = await netc(folder, ['eval', 'runs/0001-x']);
    expect(code).toBe(2);
    expect(err).toContain('NET7005');
  });
});
