import { expect, it } from 'vitest';
import { netc, unwrapped, workplace } from './netc.ts';

const rows = Array.from({ length: 60 }, (_, at) => `${at / 10},${at % 2 === 0 ? 'dark' : 'light'}`);

const program = (seed: number, weights: string): string => `
data wide = table("table.csv") { age: number, kind: binary("dark", "light"), split: fractions(60%, 20%, 20%) }
model Counted(age: [1]) { output kind = age -> dense(4, tanh) -> dense(1, sigmoid) }
train counted = Counted on wide { seed: ${seed}, ${weights}minimize: binary_crossentropy(kind), optimizer: adam, epochs: 1 }
`;

it('weights of a run that was trained on what is set aside now are spoken of', async () => {
  const folder = workplace({
    'table.csv': ['age,kind', ...rows, ''].join('\n'),
    'first.net': program(1, ''),
    'alike.net': program(1, 'weights: "run:0001-counted", '),
    'other.net': program(2, 'weights: "run:0001-counted", '),
  });
  const run = async (file: string, ...words: readonly string[]): Promise<string> => {
    const { code, err } = await netc(folder, ['run', file, '--engine', 'cpu', ...words]);
    expect(code).toBe(0);
    return unwrapped(err);
  };
  expect(await run('first.net')).toBe('');
  expect(await run('alike.net')).toBe('');
  const said = await run('other.net');
  expect(said).toMatch(/NET7230\]: runs\/0001-counted was trained on \d+ of the 24 rows/);
  expect(said).toContain('netc run FILE --split runs/0001-counted');
  expect(await run('other.net', '--split', 'runs/0001-counted')).toBe('');
}, 60_000);
