import type { Cursor } from '../../index/cursor.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import type { Offer } from './offer.ts';

/** Names of the classes of a train's data that have none yet, each with room for its weight. */
export function weightedClassItems({ declaration, brackets }: Cursor, analysis: Analysis): readonly Offer[] {
  if (declaration?.kind !== 'train') return [];
  const taken = brackets.at(-1)?.keys ?? [];
  return classesOf(declaration.data.text, analysis)
    .filter((name) => !taken.includes(name))
    .map((name) => ({ label: name, kind: 'value', insert: `${written(name)}: ` }));
}

/** Names of the classes that lie in the folder of a data declaration. */
export function folderClassItems({ declaration }: Cursor, analysis: Analysis): readonly Offer[] {
  if (declaration?.kind !== 'data') return [];
  return classesOf(declaration.name.text, analysis).map((name) => ({
    label: name,
    kind: 'value',
    insert: written(name),
  }));
}

/** Those that data declares, or that were found in its folder. */
function classesOf(data: string, { checked }: Analysis): readonly string[] {
  const labels = checked.datasets.find(({ declaration }) => declaration.name.text === data)?.labels ?? [];
  return labels.flatMap(({ label }) => label?.classes ?? []);
}

/** A name as a program writes it: a text where it is no word. */
function written(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
