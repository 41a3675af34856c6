import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { drawPhotos, netc, tiny, unwrapped, workplace } from './netc.ts';

const text = `${tiny}
ensemble pair = 2 * tiny { sample: bootstrap }
`;

/** Members of which one looks at numbers, and the others at photos in other pixels. */
const mixed = `data first = table("table.csv") {
  photo: image(column: "path", size: 12x12)
  age: number
  kind: binary("dark", "light")
  split: fractions(60%, 20%, 20%)
}
data second = table("table.csv") {
  picture: image(column: "path", size: 16x8, pixels: standardized, resize: crop)
  kind: binary("dark", "light")
  split: fractions(60%, 20%, 20%)
}
model Seen(photo: [12, 12, 3]) { output kind = photo -> conv(4, 3, relu) -> flatten -> dense(1, sigmoid) }
model Measured(picture: [16, 8, 3]) { output kind = picture -> conv(4, 3, relu) -> flatten -> dense(1, sigmoid) }
model Counted(age: [1]) { output kind = age -> dense(4, tanh) -> dense(1, sigmoid) }
train seen = Seen on first { minimize: binary_crossentropy(kind), metrics: accuracy(kind), augment: flip(horizontal), optimizer: adam(1e-2), epochs: 2 }
train measured = Measured on second { minimize: binary_crossentropy(kind), metrics: accuracy(kind), augment: flip(horizontal), optimizer: adam(1e-2), epochs: 2 }
train counted = Counted on first { minimize: binary_crossentropy(kind), metrics: accuracy(kind), optimizer: adam(1e-2), epochs: 2 }
ensemble all = [seen, measured, counted] { vote: mean }
`;

interface Predicted {
  readonly predictions: readonly {
    readonly outputs: { readonly kind: { readonly probabilities: { readonly light: number } } };
  }[];
}

const members = ['01-tiny-1', '02-tiny-2'];

const weights = (folder: string, run: string): readonly unknown[] =>
  members.map((member) => {
    const path = join(folder, 'runs', run, 'members', member, 'weights/last.safetensors');
    return decodeSafetensors(readFileSync(path), path).tensors;
  });

describe('an ensemble', () => {
  it('trains its members, goes on after Ctrl-C inside one, and votes', async () => {
    const folder = workplace({ 'pair.net': text });
    await drawPhotos(folder);
    const words = ['run', 'pair.net', '--engine', 'cpu', '--set', 'epochs=12'];
    const whole = await netc(folder, [...words, '--train', 'pair']);
    expect({ code: whole.code, err: whole.err }).toEqual({ code: 0, err: '' });
    expect(whole.out).toMatch(
      /Member 1 of 2: tiny-1[\s\S]*Member 2 of 2: tiny-2[\s\S]*pair \(mean\) +[\d.]+ %/,
    );
    const [first, second] = weights(folder, '0001-pair');
    expect(first).not.toEqual(second);

    let sent = false;
    const stopped = await netc(folder, [...words, '--train', 'pair'], {
      onOutput: (out, signal) => {
        if (sent || !/Member 2 of 2[\s\S]*phase tiny/.test(out)) return;
        sent = true;
        signal('SIGINT');
      },
    });
    expect(stopped.code).toBe(130);
    const run = join('runs', '0002-pair');
    expect(stopped.out).toContain(`Go on with: netc run pair.net --resume ${run}`);
    const half = readFileSync(join(folder, run, 'report.html'), 'utf8');
    expect(half).toContain('<span class="status interrupted">interrupted</span>');
    const early = await netc(folder, ['eval', run, '--engine', 'cpu']);
    expect(early.err).toMatch(/NET7060.* tiny-2 of/);

    const resumed = await netc(folder, ['run', 'pair.net', '--engine', 'cpu', '--resume', run]);
    expect({ code: resumed.code, err: resumed.err }).toEqual({ code: 0, err: '' });
    expect(resumed.out).not.toContain('Member 1 of 2');
    expect(weights(folder, '0002-pair')).toEqual(weights(folder, '0001-pair'));

    const judged = await netc(folder, ['eval', run, '--engine', 'cpu', '--json']);
    const said = JSON.parse(judged.out) as Record<string, unknown> & { readonly accuracy: number };
    const page = readFileSync(join(folder, run, 'report.html'), 'utf8');
    expect(page).toContain('<span class="status done">done</span>');
    expect(page).toMatch(
      new RegExp(`<b>${(100 * said.accuracy).toFixed(1)} %</b>\\s*<span>test accuracy of the vote`),
    );
    for (const member of members) {
      expect(page).toContain(`href="members/${member}/report.html"`);
      expect(existsSync(join(folder, run, 'members', member, 'report.html'))).toBe(true);
    }
    expect(said).toMatchObject({ ensemble: 'pair', vote: 'mean', split: 'test', samples: 4 });
    expect(Object.keys(said)).toEqual(
      expect.arrayContaining(['members', 'gain', 'disagreement', 'pairs', 'confusion', 'outOfBag']),
    );

    const photo = join('photos', 'test', 'dark', '0.jpg');
    const predicted = await netc(folder, ['predict', run, photo, '--engine', 'cpu']);
    expect(predicted.out).toMatch(/0\.jpg +(dark|light) +[\d.]+ %/);
  }, 240_000);

  it('divides the data for all members alike, though photos come between them', async () => {
    const folder = workplace({ 'pair.net': text });
    await drawPhotos(folder);
    await netc(folder, ['run', 'pair.net', '--engine', 'cpu', '--set', 'epochs=1', '--train', 'pair']);
    const path = join(folder, 'runs/0001-pair');
    // As a loss of power leaves it before the second member has begun.
    rmSync(join(path, 'members/02-tiny-2'), { recursive: true });
    const record = readFileSync(join(path, 'ensemble.json'), 'utf8');
    writeFileSync(join(path, 'ensemble.json'), record.replace('"done"', '"running"'));
    await drawPhotos(folder, { train: 12, validation: 4, test: 4 });
    const { code } = await netc(folder, ['run', 'pair.net', '--engine', 'cpu', '--resume', 'runs/0001-pair']);
    expect(code).toBe(0);
    const [first, second] = members.map((member) =>
      readFileSync(join(path, 'members', member, 'split.json'), 'utf8'),
    );
    expect(second).toBe(first);
  }, 120_000);

  it('asks each member about what it looks at, in its own pixels', async () => {
    const folder = workplace({ 'mixed.net': mixed });
    await drawPhotos(folder, { train: 24 });
    const rows = ['dark', 'light'].flatMap((name) =>
      Array.from({ length: 12 }, (_, at) => `photos/train/${name}/${at}.jpg,${(at * 7) % 12},${name}`),
    );
    writeFileSync(join(folder, 'table.csv'), ['path,age,kind', ...rows, ''].join('\n'));
    const engine = ['--engine', 'cpu'];
    const { out, err } = await netc(folder, ['run', 'mixed.net', '--train', 'all', ...engine]);
    expect(err).toBe('');
    expect(out).toContain('Use it: netc predict runs/0001-all rows.csv');
    const run = 'runs/0001-all';
    const own = ['01-seen', '02-measured', '03-counted'].map((member) => join(run, 'members', member));

    const judged = await netc(folder, ['eval', run, '--split', 'train', '--json', ...engine]);
    const { members: said } = JSON.parse(judged.out) as {
      readonly members: readonly { readonly accuracy: number }[];
    };
    for (const [index, member] of own.entries()) {
      const alone = await netc(folder, ['eval', member, '--split', 'train', '--json', ...engine]);
      const { metrics } = JSON.parse(alone.out) as { readonly metrics: { readonly accuracy: number } };
      expect(said[index]?.accuracy).toBeCloseTo(metrics.accuracy, 6);
    }

    const light = async (name: string): Promise<readonly number[]> => {
      const predicted = await netc(folder, ['predict', name, 'table.csv', '--json', ...engine]);
      expect(predicted.err).toBe('');
      return (JSON.parse(predicted.out) as Predicted).predictions.map(
        ({ outputs }) => outputs.kind.probabilities.light,
      );
    };
    const votes = await light(run);
    const each = await Promise.all(own.map(light));
    expect(votes).toHaveLength(24);
    for (const [row, vote] of votes.entries())
      expect(vote).toBeCloseTo(each.reduce((sum, member) => sum + (member[row] ?? NaN), 0) / 3, 5);
    const photo = await netc(folder, ['predict', run, 'photos/train/dark/0.jpg', ...engine]);
    expect(photo.err).toContain('NET7331');
  }, 240_000);

  it('has members that divide alike, and says where one was trained on what it is judged by', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${at / 10},${at % 2 === 0 ? 'dark' : 'light'}`);
    const folder = workplace({
      'table.csv': ['age,kind', ...rows, ''].join('\n'),
      'divided.net': `data wide = table("table.csv") { age: number, kind: binary("dark", "light"), split: fractions(60%, 20%, 20%) }
data narrow = table("table.csv") { age: number, kind: binary("dark", "light"), split: fractions(90%, 5%, 5%) }
model Counted(age: [1]) { output kind = age -> dense(4, tanh) -> dense(1, sigmoid) }
train one = Counted on wide { seed: 1, minimize: binary_crossentropy(kind), optimizer: adam(1e-2), epochs: 1 }
train two = Counted on wide { seed: 2, minimize: binary_crossentropy(kind), optimizer: adam(1e-2), epochs: 1 }
train three = Counted on narrow { seed: 3, minimize: binary_crossentropy(kind), optimizer: adam(1e-2), epochs: 1 }
ensemble alike = [one, two] { vote: mean }
ensemble known = [one, three] { vote: mean }
`,
    });
    const words = ['run', 'divided.net', '--engine', 'cpu', '--train'];
    const { err } = await netc(folder, [...words, 'alike']);
    expect(err).toBe('');
    const split = (member: string): string =>
      readFileSync(join(folder, 'runs/0001-alike/members', member, 'split.json'), 'utf8');
    expect(split('02-two')).toBe(split('01-one'));
    const known = await netc(folder, [...words, 'known']);
    expect(unwrapped(known.err)).toMatch(/NET7061\]: three was trained on \d+ of the 12 test rows/);
  }, 120_000);

  it('that is not there is no train either', async () => {
    const folder = workplace({ 'pair.net': text });
    const { code, err } = await netc(folder, ['run', 'pair.net', '--train', 'pear']);
    expect(code).not.toBe(0);
    expect(err).toContain('There is no train pear');
  });
});
