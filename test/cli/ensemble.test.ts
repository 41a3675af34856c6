import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import { drawPhotos, netc, tiny, workplace } from './netc.ts';

const text = `${tiny}
ensemble pair = 2 * tiny { sample: bootstrap }
`;

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

  it('that is not there is no train either', async () => {
    const folder = workplace({ 'pair.net': text });
    const { code, err } = await netc(folder, ['run', 'pair.net', '--train', 'pear']);
    expect(code).not.toBe(0);
    expect(err).toContain('There is no train pear');
  });
});
