import { describe, expect, it } from 'vitest';
import { barText, barView, epochLine, eventText, type LiveText } from '../../src/cli/run-view.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { EpochEvent, FeaturesEvent } from '../../src/runtime/train/events.ts';
import type { Progress } from '../../src/runtime/train/training.ts';
import { fakePhase } from '../runtime/train/fake.ts';

const progress = (done: number): Progress => ({
  stage: 'train',
  phase: fakePhase('top', { kind: 'epochs', count: 30 }),
  epoch: 3,
  done,
  total: 2000,
  scores: { loss: 0.65123, losses: {}, metrics: { accuracy: 0.621 }, confusions: {} },
  imagesPerSecond: 438.4,
  waitedForData: 0.25,
});

const epoch: EpochEvent = {
  event: 'epoch',
  train: 'small',
  phase: 'top',
  epoch: 1,
  loss: 0.6912,
  metrics: { accuracy: 0.532 },
  val: { loss: 0.6801, accuracy: 0.563 },
  seconds: 6.1,
  imagesPerSecond: 412.3,
  waitedForData: 0.21,
};

const features: FeaturesEvent = {
  event: 'features',
  train: 'small',
  phase: 'top',
  of: ['base'],
  samples: { train: 2000, validation: 1000 },
  versions: 1,
  bytes: 98_304_000,
  found: 0,
};

describe('a run on the screen', () => {
  it.each<[string, Partial<FeaturesEvent>]>([
    ['features of base: 2,000 + 1,000 photos, computed once, 98.3 MB', {}],
    ['features of base: 2,000 + 1,000 photos, there from an earlier run, 98.3 MB', { found: 3000 }],
    [
      'features of base: 2,000 + 1,000 photos, computed once, 500 there from an earlier run, 98.3 MB',
      { found: 500 },
    ],
    [
      'features of base: 1,000 validation photos, computed once, 98.3 MB',
      { samples: { train: 0, validation: 1000 }, versions: 0 },
    ],
    [
      'features of base: 2,000 photos in 8 versions, computed once, 98.3 MB',
      { samples: { train: 2000, validation: 0 }, versions: 8 },
    ],
    ['features of a .. d: 2,000 + 1,000 photos, computed once, 98.3 MB', { of: ['a', 'b', 'c', 'd'] }],
  ])('says what is computed once: %s', (text, more) => {
    expect(eventText({ ...features, ...more }, 'photo')).toBe(text);
  });

  it('draws how far the epoch is', () => {
    expect(barText(progress(1000), 130, 'photo')).toBe(
      ' 3/30 ━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  1,000/2,000  loss 0.6512  accuracy 0.6210  438 photos/s  2.3 s left  waited 0.3 s for data',
    );
  });

  it.each([20, 40, 60, 80, 100])('never breaks a line of %i columns, nor a number', (width) => {
    const text = barText(progress(1234), width, 'photo');
    expect(text.length).toBeLessThan(Math.max(width, 32));
    expect(barText(progress(1234), 200, 'photo').startsWith(text)).toBe(true);
  });

  it('writes an epoch on one line', () => {
    expect(epochLine(epoch, 'photo')).toBe(
      'epoch 1  loss 0.6912  accuracy 0.5320  val_loss 0.6801  val_accuracy 0.5630  6.1 s  412 photos/s  waited 0.2 s (3%) for data',
    );
  });

  it('says what each of several tasks is of the loss', () => {
    const line = epochLine({ ...epoch, shares: { age: 0.987, race: 0.013 } }, 'row');
    expect(line).toContain('  loss 0.6912  (age 99%, race 1%)  accuracy 0.5320  ');
    expect(line).toContain('  412 rows/s  ');
  });

  it('clears the bar before anything else is written', () => {
    const written: string[] = [];
    const terminal: Terminal = {
      out: (text) => written.push(`out ${text.trim().slice(0, 7)}`),
      err: (text) => written.push(`err ${text}`),
      taken: () => Promise.resolve(),
      interactive: true,
      outColor: false,
      errColor: false,
      width: 80,
    };
    const live: LiveText = Object.assign((text: string) => written.push(`bar ${text.slice(1, 5)}`), {
      clear: () => written.push('clear'),
    });
    let time = 0;
    const view = barView(
      terminal,
      () => 'a warning',
      live,
      () => (time += 50),
    );
    view.progress(progress(100));
    view.progress(progress(200));
    view.progress(progress(300));
    view.diagnostics([]);
    view.event(epoch);
    view.close();
    expect(written).toEqual([
      'bar 3/30',
      'bar 3/30',
      'clear',
      'err a warning',
      'clear',
      'out epoch 1',
      'clear',
    ]);
  });
});
