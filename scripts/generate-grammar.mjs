// @ts-check
/** Writes grammar/: the reference, its diagrams and what editors highlight by. Takes the folder, if not the usual one. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ebnf } from './grammar/ebnf.mjs';
import { lexemes, productions } from './grammar/productions.mjs';
import { railroad } from './grammar/railroad.mjs';
import { readme } from './grammar/readme.mjs';
import { markdownGrammar } from './grammar/textmate-markdown.mjs';
import { netcGrammar } from './grammar/textmate.mjs';
import { root } from './setup.mjs';

const target = process.argv[2] ?? join(root, 'grammar');
const style = await resolveConfig(join(root, 'package.json'));

const tokens = new Set(lexemes().map(({ name }) => name));
const pictured = [
  ...productions().map(({ name, node }) => ({ name, node })),
  ...lexemes().flatMap(({ name, pattern }) => (pattern instanceof RegExp ? [] : [{ name, node: pattern }])),
];

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'railroad'), { recursive: true });
for (const { name, node } of pictured) {
  writeFileSync(join(target, 'railroad', `${name}.svg`), railroad(name, node, tokens));
}
writeFileSync(join(target, 'netc.ebnf'), ebnf());
writeFileSync(join(target, 'README.md'), await format(readme(), { ...style, parser: 'markdown' }));
for (const [name, grammar] of Object.entries({ netc: netcGrammar, 'netc.markdown': markdownGrammar })) {
  const text = await format(JSON.stringify(grammar), { ...style, parser: 'json' });
  writeFileSync(join(target, `${name}.tmLanguage.json`), text);
}
