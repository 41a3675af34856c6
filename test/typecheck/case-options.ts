import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArrayFault } from '../../src/diagnostics/catalogue/arrays.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import type { CheckOptions, DataFacts } from '../../src/typecheck/check-options.ts';
import { casesFolder } from '../support/golden.ts';

/**
 * What a case tells the checker, in comments of its own:
 * `// set lambda=20`, `// folder pets: train/cat 10, train/dog 9`, `// folder pets: missing` and
 * `// folder faces: columns path, age`, `// folder faces: broken: why`, `// folder faces: empty`, `// folder pets: train/cat EACCES, train/ EACCES, / EACCES` for folders that cannot be read, `// folder flat: stray a.jpg, b.jpg` for photos without
 * a class, and `// folder digits: arrays of objects` for what is wrong with arrays.
 * Imports come from the folder `imports`, `std/…` from `imports/std`.
 */
export function caseOptions(text: string): CheckOptions {
  const overrides = new Map<string, string>();
  const facts = new Map<string, DataFacts>();
  for (const [, directive, rest = ''] of text.matchAll(/^\/\/ (set|folder) (.*)$/gm)) {
    if (directive === 'set') {
      const [name = '', value = ''] = rest.split('=');
      overrides.set(name, value);
    } else {
      const [name = '', ...said] = rest.split(': ');
      const content = said.join(': ');
      facts.set(name, readFacts(content));
    }
  }
  return { resolveImport, overrides, facts };
}

/** What may be wrong with files of arrays, by the words of cases. */
const faults: Readonly<Record<string, ArrayFault>> = {
  'arrays of objects': { kind: 'broken', file: 'x.npy', reason: { kind: 'pickled' } },
  'arrays of another name': {
    ...{ kind: 'missing', file: 'data/digits.npz', array: 'x_train' },
    ...{ found: ['train_x', 'train_y'], suggestion: undefined },
  },
  'arrays of two channels': {
    ...{ kind: 'unfit', array: 'digits.npz/x', column: 'the image photo' },
    ...{ expected: '[samples, height, width]', given: '[60, 28, 28, 2] of uint8' },
  },
  'arrays of two lengths': {
    kind: 'lengths',
    ...{
      first: 'train-images-idx3-ubyte',
      firstCount: 60_000,
      second: 't10k-labels-idx1-ubyte',
      secondCount: 10_000,
    },
  },
  'arrays of more classes': {
    ...{ kind: 'label', array: 'train-labels-idx1-ubyte', index: 4, given: '9' },
    expected: 'a class from 0 to 7',
  },
  'arrays of training': { kind: 'split', file: 'data/mnist', split: 'test', found: ['train'] },
};

function readFacts(content: string): DataFacts {
  if (content === 'missing') return { exists: false, splits: {} };
  if (content === 'empty') return { exists: true, splits: {}, columns: [] };
  if (content.startsWith('broken: '))
    return { exists: true, splits: {}, broken: content.slice('broken: '.length) };
  if (content.startsWith('columns '))
    return { exists: true, splits: {}, columns: content.slice('columns '.length).split(', ') };
  if (content.startsWith('stray ')) {
    const first = content.slice('stray '.length).split(', ');
    return { exists: true, splits: { '': {} }, stray: { count: first.length, first } };
  }
  if (content.startsWith('arrays of ')) return { exists: true, splits: {}, fault: faults[content] };
  const splits: Record<string, Record<string, number>> = {};
  const unreadable: { readonly folder: string; readonly reason: string }[] = [];
  for (const part of content.split(', ')) {
    const [path = '', count = '0'] = part.split(' ');
    const isCounted = Number.isInteger(Number(count));
    if (!isCounted) unreadable.push({ folder: path.replace(/\/$/, ''), reason: count });
    const names = path.split('/');
    const split = names.length === 1 ? '' : (names[0] ?? '');
    const name = names.at(-1) ?? '';
    const own = (splits[split] ??= {});
    if (name !== '') own[name] = isCounted ? Number(count) : 0;
  }
  return { exists: true, splits, ...(unreadable.length > 0 && { unreadable }) };
}

function resolveImport(from: string): SourceFile | undefined {
  const path = from.startsWith('std/') ? `${from}.net` : from.replace(/^\.\//, '');
  const file = join(casesFolder, 'typecheck', 'imports', path);
  return file.endsWith('.net') && existsSync(file) ? sourceFile(from, readFileSync(file, 'utf8')) : undefined;
}
