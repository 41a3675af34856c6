import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../src/source/source-file.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import type { CheckOptions, DataFacts } from '../../src/typecheck/check-options.ts';
import { casesFolder } from '../support/golden.ts';

/**
 * What a case tells the checker, in comments of its own:
 * `// set lambda=20`, `// folder pets: train/cat 10, train/dog 9`, `// folder pets: missing` and
 * `// folder faces: columns path, age`.
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
      const [name = '', content = ''] = rest.split(': ');
      facts.set(name, readFacts(content));
    }
  }
  return { resolveImport, overrides, facts };
}

function readFacts(content: string): DataFacts {
  if (content === 'missing') return { exists: false, splits: {} };
  if (content.startsWith('columns '))
    return { exists: true, splits: {}, columns: content.slice('columns '.length).split(', ') };
  const splits: Record<string, Record<string, number>> = {};
  for (const part of content.split(', ')) {
    const [path = '', count = '0'] = part.split(' ');
    const names = path.split('/');
    const split = names.length === 1 ? '' : (names[0] ?? '');
    (splits[split] ??= {})[names.at(-1) ?? ''] = Number(count);
  }
  return { exists: true, splits };
}

function resolveImport(from: string): SourceFile | undefined {
  const path = from.startsWith('std/') ? `${from}.net` : from.replace(/^\.\//, '');
  const file = join(casesFolder, 'typecheck', 'imports', path);
  return file.endsWith('.net') && existsSync(file) ? sourceFile(from, readFileSync(file, 'utf8')) : undefined;
}
