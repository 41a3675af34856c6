import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { casesFolder, expectGolden } from '../support/golden.ts';
import { colour, loadGrammars, printColours } from '../support/highlight.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { netc, markdown } = await loadGrammars();

/** Real programs, broken ones, and every part of the language. */
const programs = [
  'examples/vgg_finetune.net',
  'stdlib/googlenet.net',
  'test/cases/parser/every_expression.net',
  'test/cases/parser/every_setting.net',
  'test/cases/parser/words_as_names.net',
  'test/cases/parser/one_line.net',
  'test/cases/parser/ensembles.net',
  'test/cases/parser/broken_brackets.net',
  'test/cases/parser/broken_python.net',
  'test/cases/grammar/every_colour.net',
];

describe.each(programs)('%s', (path) => {
  test('is coloured as its golden file says', () => {
    const name = /(\w+)\.net$/.exec(path)?.[1] ?? '';
    const text = readFileSync(join(root, path), 'utf8');
    expectGolden(join(casesFolder, 'grammar', `${name}.golden`), printColours(netc, text));
  });
});

test('fences in Markdown are coloured as programs', () => {
  const text = readFileSync(join(casesFolder, 'grammar/fences.md'), 'utf8');
  expectGolden(join(casesFolder, 'grammar/fences.golden'), printColours(markdown, text));
});

test('every kind of colour has a case', () => {
  const { repository } = JSON.parse(
    readFileSync(join(root, 'grammar/netc.tmLanguage.json'), 'utf8'),
  ) as object & {
    readonly repository: unknown;
  };
  const named = new Set(
    [...JSON.stringify(repository).matchAll(/"name":"([\w.-]+)"/g)].map(([, scope]) => scope),
  );
  const seen = new Set(
    programs.flatMap((path) =>
      colour(netc, readFileSync(join(root, path), 'utf8')).flatMap(({ scopes }) => scopes),
    ),
  );
  expect([...named].filter((scope) => scope !== undefined && !seen.has(scope))).toEqual([]);
});
