import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshPatience, waitedOn } from '../../../src/runtime/train/early-stopping.ts';
import { figureOf, isBetter } from '../../../src/runtime/train/figures.ts';
import { freshPlateau, reducedOn } from '../../../src/runtime/train/plateau.ts';
import type { Watch } from '../../../src/typecheck/regime.ts';

/** What Keras's callbacks did with some figures, as scripts/oracles/callbacks.py writes it. */
interface Figures {
  readonly name: string;
  readonly better: Watch['better'];
  readonly values: readonly number[];
  readonly patience: number;
  readonly minDelta: number;
}

interface EarlyCase extends Figures {
  readonly kind: 'early';
  /** Until it stopped. */
  readonly epochs: number;
  readonly stopped: boolean;
  /** The epoch whose weights were put back. */
  readonly kept: number;
}

interface PlateauCase extends Figures {
  readonly kind: 'plateau';
  readonly factor: number;
  readonly cooldown: number;
  readonly minimum: number;
  /** After each epoch, from 0.5. */
  readonly rates: readonly number[];
}

const fixture = readFileSync(new URL('../../fixtures/callbacks.json', import.meta.url), 'utf8');
// The fixture is ours, written in this form.
const cases = JSON.parse(fixture) as readonly (EarlyCase | PlateauCase)[];

const watch = (better: Watch['better']): Watch => ({ split: 'any', figure: 'loss', better });

describe('early stopping', () => {
  it.each(cases.filter((each) => each.kind === 'early'))(
    'stops and keeps as Keras does: $name',
    ({ better, values, patience, minDelta, epochs, stopped, kept }) => {
      const settings = { watch: watch(better), patience, minDelta };
      let state = freshPatience;
      let epoch = 0;
      let keptEpoch = 0;
      let stop = false;
      for (const value of values) {
        epoch += 1;
        const { stop: now, ...next } = waitedOn(settings, state, value, epoch);
        if (next.wait === 0) keptEpoch = epoch;
        state = next;
        stop = now;
        if (stop) break;
      }
      expect({ epoch, stop, keptEpoch }).toEqual({ epoch: epochs, stop: stopped, keptEpoch: kept });
    },
  );
});

describe('a plateau', () => {
  it.each(cases.filter((each) => each.kind === 'plateau'))(
    'lowers the learning rate as Keras does: $name',
    ({ better, values, rates, ...options }) => {
      const settings = { ...options, watch: watch(better) };
      let state = freshPlateau;
      for (const [epoch, value] of values.entries()) {
        state = reducedOn(settings, state, value, 0.5);
        expect(state.rate ?? 0.5, `epoch ${epoch + 1}`).toBeCloseTo(rates[epoch] ?? NaN, 6);
      }
    },
  );
});

describe('a figure', () => {
  const scores = (loss: number, auc?: number) => ({
    loss,
    losses: {},
    metrics: auc === undefined ? {} : { auc },
    confusions: {},
  });

  it('is of the photos that it names', () => {
    const [training, validation] = [scores(1, 0.5), scores(2, 0.25)];
    expect(figureOf({ split: 'train', figure: 'auc', better: 'higher' }, training, validation)).toBe(0.5);
    expect(figureOf({ split: 'validation', figure: 'auc', better: 'higher' }, training, validation)).toBe(
      0.25,
    );
    expect(figureOf(watch('lower'), training, validation)).toBe(2);
    expect(figureOf(watch('lower'), training, undefined)).toBe(1);
  });

  it('that has no value is never better', () => {
    const missing = figureOf({ split: 'train', figure: 'auc', better: 'higher' }, scores(1), undefined);
    expect(missing).toBeUndefined();
    expect(isBetter(missing, null, 'higher')).toBe(false);
    expect(isBetter(figureOf(watch('lower'), scores(NaN), undefined), null, 'lower')).toBe(false);
  });
});
