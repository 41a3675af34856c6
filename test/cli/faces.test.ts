import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { DoneEvent, EpochEvent, RunEvent } from '../../src/runtime/train/events.ts';
import { netc, workplace } from './netc.ts';

const example = readFileSync(fileURLToPath(new URL('../../examples/faces.net', import.meta.url)), 'utf8');

/** The example with a smaller base, on smaller photos, for a shorter time: what it asks of data and tasks stays. */
const text = (
  [
    ['import { ResNet50 } from "std/resnet"\n', ''],
    ['ResNet50(top: false)', 'conv(4, 3, relu) -> maxpool(2)'],
    ['size: 200x200', 'size: 24x24'],
    ['[200, 200, 3]', '[24, 24, 3]'],
    ['param epochs = 40', 'param epochs = 1'],
  ] as const
).reduce((program, [from, to]) => {
  expect(program).toContain(from);
  return program.replace(from, to);
}, example);

it('draws faces for the example of several tasks, which trains on them', async () => {
  const folder = workplace({ 'faces.net': text });
  const words = ['sample', 'faces', 'data/faces', '--train', '40', '--validation', '0', '--test', '0'];
  const drawn = await netc(folder, [...words, '--size', '64']);
  expect({ code: drawn.code, out: drawn.out }).toEqual({
    code: 0,
    out: 'Drew 40 of 40 photos in data/faces\n',
  });

  const eventsOf = async (...more: readonly string[]): Promise<readonly RunEvent[]> => {
    const { code, out, err } = await netc(folder, [
      ...['run', 'faces.net', '--engine', 'cpu', '--seed', '1', '--json'],
      ...more,
    ]);
    expect({ code, err }).toMatchObject({ code: 0 });
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
  };
  const both = await eventsOf();
  const epoch = both.find((event): event is EpochEvent => event.event === 'epoch');
  expect(Object.keys(epoch?.val ?? {}).sort()).toEqual(['accuracy/gender', 'accuracy/race', 'loss', 'mae']);
  const done = both.find((event): event is DoneEvent => event.event === 'done');
  expect(done?.test?.['mae']).toBeGreaterThan(0);

  // With both weights at 0 the objective is the error of the age alone.
  const age = await eventsOf('--set', 'lambda=0.0', '--set', 'gamma=0.0');
  const alone = age.find((event): event is EpochEvent => event.event === 'epoch');
  expect(alone?.loss).toBeLessThan(epoch?.loss ?? 0);
}, 60_000);
