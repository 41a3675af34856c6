import { sitterOf } from './sitter.ts';

/** Who is on photos 1 to `count` of a seed, a row each, as CSV. */
export function faceTable(seed: number, count: number, pathOf: (index: number) => string): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const { person, age, gender, race } = sitterOf(seed, i + 1);
    return `${pathOf(i + 1)},${age},${gender},${race},${person}\n`;
  });
  return `path,age,gender,race,person\n${rows.join('')}`;
}
