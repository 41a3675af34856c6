import { columnTypes } from '../../../typecheck/data/column-types.ts';
import { dataSettings, settingsOfSource } from '../../../typecheck/data/data-settings.ts';
import { sources } from '../../../typecheck/data/dataset.ts';
import { CLASS_WORD, wordsOf } from '../../../typecheck/data/name-pattern.ts';
import { photoSettingWords } from '../../../typecheck/data/photo-setting-words.ts';
import { splitWays } from '../../../typecheck/data/read-split.ts';
import type { Split } from '../../../typecheck/typed-module.ts';
import type { Cursor } from '../../index/cursor.ts';
import { calleeName } from '../../index/realm.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { folderClassItems } from './classes.ts';
import type { Offer } from './offer.ts';

/** In a data declaration: where from, settings and columns, and their values. */
export function dataItems(cursor: Cursor, analysis: Analysis): readonly Offer[] {
  const { brackets, before, first } = cursor;
  const body = brackets.findLast(({ symbol }) => symbol === '{');
  if (body === undefined) {
    return before === '=' ? Object.keys(sources).map((name) => source(name)) : [];
  }
  const kind = sourceOf(cursor);
  if (body.key === undefined || first || before === '{') {
    return Object.entries(settingsOfSource(kind) ?? dataSettings.images)
      .filter(([name]) => !body.keys.includes(name))
      .map(([name, doc]) => ({ label: name, kind: 'setting', doc, insert: `${name}: ` }));
  }
  if (body.key === 'split')
    return brackets.at(-1)?.symbol === '(' ? groupItems(cursor, kind, analysis) : splitItems(kind);
  if (body.key === 'classes') return kind === 'images' ? folderClassItems(cursor, analysis) : [];
  if (body.key === 'labels') return labelItems;
  if (body.key === 'size') return [];
  const words = photoSettingWords(body.key);
  if (words !== undefined) return Object.entries(words).map(([label, doc]) => ({ label, kind: 'word', doc }));
  return [...columnTypes].map(([label, { doc }]) => ({ label, kind: 'word', doc }));
}

/** `table` of `data faces = table("faces.csv") { … }`. */
function sourceOf({ declaration }: Cursor): string {
  return declaration?.kind === 'data' ? (calleeName(declaration.source) ?? 'images') : 'images';
}

function source(name: string): Offer {
  const path = name === 'arrays' ? 'data/digits.npz' : name === 'table' ? 'data/table.csv' : `data/${name}`;
  return { label: name, kind: 'layer', snippet: `${name}("\${1:${path}}") {\n  $0\n}` };
}

const labelItems: readonly Offer[] = [
  {
    label: 'name',
    kind: 'word',
    doc: 'Classes by the names of the files.',
    snippet: 'name("${1:{class\\}.{number\\}.jpg}")',
  },
  {
    label: 'table',
    kind: 'word',
    doc: 'Classes by a table in the folder.',
    snippet: 'table("${1:labels.csv}", file: "${2:file}", class: "${3:class}")',
  },
];

const splitOffers: Readonly<Record<Split['kind'], Omit<Offer, 'label' | 'kind'>>> = {
  folders: { doc: 'Below `train`, `validation` and `test`.' },
  files: {
    doc: 'As the files say, with a part of training for validation.',
    snippet: 'files(validation: ${1:10%})',
  },
  fractions: { doc: 'Shares, drawn by the seed.', snippet: 'fractions(${1:80%}, ${2:10%}, ${3:10%})' },
  counts: {
    doc: 'Numbers of samples, drawn by the seed.',
    snippet: 'counts(${1:2000}, ${2:1000}, ${3:1000})',
  },
  hash: {
    doc: 'Shares; each sample stays in its split when others come or go.',
    snippet: 'hash(${1:80%}, ${2:10%}, ${3:10%})',
  },
};

/** In the brackets of a split: what keeps groups together. */
function groupItems(
  { brackets, declaration }: Cursor,
  kind: string,
  { checked }: Analysis,
): readonly Offer[] {
  const top = brackets.at(-1);
  if (kind !== 'images' && kind !== 'table' && kind !== 'arrays') return [];
  if (top?.key === undefined) {
    const doc = 'What keeps groups together: no group is in two splits.';
    return top?.keys.includes('by') === true ? [] : [{ label: 'by:', kind: 'option', doc, insert: 'by: ' }];
  }
  if (top.key !== 'by') return [];
  const dataset = checked.datasets.find((each) => each.declaration === declaration);
  const columns = kind === 'images' ? wordsOfNames(declaration) : (dataset?.facts?.columns ?? []);
  return [
    ...columns.map((label): Offer => ({ label, kind: 'value' })),
    ...(kind === 'images' ? [groupOffer] : []),
  ];
}

const groupOffer: Offer = {
  label: 'name',
  kind: 'word',
  doc: 'Groups by the names of the files.',
  snippet: 'name("${1:{person\\}_*.jpg}")',
};

/** The words, but for the class, of the pattern by which names say classes. */
function wordsOfNames(declaration: Cursor['declaration']): readonly string[] {
  const settings = declaration?.kind === 'data' ? declaration.settings : [];
  const [written] = settings.find(({ key }) => key.text === 'labels')?.values ?? [];
  const [pattern] = written?.kind === 'call' && calleeName(written) === 'name' ? written.arguments : [];
  const text = pattern?.value.kind === 'string' ? pattern.value.value : '';
  return wordsOf(text).filter((word) => word !== CLASS_WORD);
}

function splitItems(kind: string): readonly Offer[] {
  const ways = kind === 'images' || kind === 'table' ? splitWays[kind] : splitWays.arrays;
  return ways.map((label) => ({ label, kind: 'word', ...splitOffers[label] }));
}
