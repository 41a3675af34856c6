import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, isDone, moments, newestRun, outcomeOf, sitting, type Moment } from './kills.ts';
import { drawPhotos, netc, workplace } from './netc.ts';

/** How many processes are killed, over all programs: `npm run kills` kills 200. */
const kills = Number(process.env['NETC_KILLS'] ?? 20);
const seed = Number(process.env['NETC_KILLS_SEED'] ?? 1);

const data = `data photos = images("photos") {
  size: 12x12
  split: folders
}

augment gently = rotate(20deg) -> flip(horizontal)

model Tiny(photo: [12, 12, 3]) {
  base = photo -> conv(4, 3, relu) -> batchnorm -> conv(4, 3, relu) -> maxpool(2)
  output kind = base -> flatten -> dropout(0.25) -> dense(1, sigmoid)
}
`;

/** Between them: phases, freezing, accumulation, averages, the best weights, early stopping, a plateau, schedules, mixing. */
const programs: Readonly<Record<string, string>> = {
  phases: `${data}
train tiny = Tiny on photos {
  batch: 3
  augment: gently
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind), auc(kind)

  phase top {
    batch: 3 * 2
    freeze: base
    optimizer: rmsprop(1e-2)
    keep: best(val_loss)
    epochs: 3
  }
  phase fine {
    unfreeze: base
    optimizer: adam(1e-3)
    ema: 0.9
    schedule: plateau(patience: 1, factor: 0.5)
    epochs: 3
  }
}
`,
  stages: `${data}
train tiny = Tiny on photos {
  batch: 3
  augment: gently
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind)
  mix: mixup(0.2)

  phase top {
    freeze: base
    optimizer: sgd(0.05, momentum: 0.9)
    schedule: cosine(warmup: 1)
    stop: early(patience: 1, watch: val_accuracy)
    keep: best(val_loss)
    epochs: 4
  }
  phase fine {
    unfreeze: gradually(base, every: 1)
    optimizer: adamw(1e-3)
    epochs: 4
  }
}
`,
  // A phase that goes on from what was computed once, with dropout behind it.
  features: `${data
    .replace(
      'conv(4, 3, relu) -> batchnorm -> conv(4, 3, relu)',
      'conv(8, 3, relu) -> batchnorm -> conv(8, 3, relu)',
    )
    .replace(/augment.*\n\n/, '')}
train tiny = Tiny on photos { // allow NET6050
  batch: 3
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind)

  phase top {
    freeze: base
    optimizer: adam(1e-2)
    stop: early(patience: 2)
    keep: best(val_loss)
    epochs: 6
  }
  phase fine {
    unfreeze: base.conv2
    optimizer: rmsprop(1e-3)
    epochs: 2
  }
}
`,
};

const flags = ['--engine', 'cpu', '--json'];

describe('a run that is killed again and again', () => {
  it.each(Object.entries(programs))(
    'ends as if it had never been: %s',
    async (name, text) => {
      const folder = workplace({ 'tiny.net': text });
      await drawPhotos(folder);
      const undisturbed = await sitting(folder, ['run', 'tiny.net', ...flags], undefined);
      expect(undisturbed).toMatchObject({ killed: false, code: 0, err: '' });
      const reference = join('runs', '0001-tiny');
      const wanted = outcomeOf(folder, reference);
      if (name === 'features') expect(JSON.stringify(wanted)).toContain('"event":"features"');

      const known = new Set([reference]);
      const drawn = moments(seed + name.length, undisturbed.starting, undisturbed.training);
      let left = Math.ceil(kills / Object.keys(programs).length);
      let history: Moment[] = [];
      for (;;) {
        const run = newestRun(folder, known);
        // A new run finds nothing that an earlier one has computed.
        if (run === undefined)
          rmSync(join(folder, '.cache', 'netc', 'features'), { recursive: true, force: true });
        const words = ['run', 'tiny.net', ...flags, '--save-every', '1ms', ...(run ? ['--resume', run] : [])];
        const moment = left > 0 ? drawn.next().value : undefined;
        const end = await sitting(folder, words, run, moment);
        if (end.killed) {
          left--;
          if (moment) history.push(moment);
          // Its last file may have been written by then: there is nothing left to go on with.
          const last = newestRun(folder, known);
          if (last === undefined || !isDone(folder, last)) continue;
        } else expect({ ...end, history }).toMatchObject({ code: 0, err: '' });
        const ended = run ?? newestRun(folder, known) ?? '';
        expect({ outcome: outcomeOf(folder, ended), history }).toEqual({ outcome: wanted, history });
        // Only a lock may stay behind a killed process, which is in nobody's way.
        const mess = end.killed ? /\.part$/ : /\.part$|lock/;
        expect(filesOf(folder, ended).filter((file) => mess.test(file))).toEqual([]);
        if (left <= 0) break;
        // It reached its end alive: the rest of the kills goes to another one.
        known.add(ended);
        history = [];
      }
    },
    30_000 * kills,
  );

  it('is refused to a second process while the first one trains it', async () => {
    const folder = workplace({ 'tiny.net': programs['phases'] ?? '' });
    await drawPhotos(folder);
    const run = join('runs', '0001-tiny');
    const words = ['run', 'tiny.net', ...flags, '--save-every', '1ms'];
    expect(await sitting(folder, words, undefined, { after: 'phase', milliseconds: 0 })).toMatchObject({
      killed: true,
    });
    const [first, second] = await Promise.all(
      [0, 1].map(() => netc(folder, ['run', 'tiny.net', ...flags, '--resume', run])),
    );
    const [refused, done] = first?.code === 0 ? [second, first] : [first, second];
    expect(done?.code).toBe(0);
    // Whoever comes when the other one has ended is told that; else that it is at work.
    expect(refused?.code).toBe(2);
    expect(refused?.err).toMatch(
      /NET7410\]: runs.0001-tiny is being trained by another process|run to its end/,
    );
  });
});
