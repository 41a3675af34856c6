// @ts-check
/** grammar/README.md: what lies there, and the diagrams. */
import { lexemes, productions } from './productions.mjs';

const head = `# The grammar of netc

Made by \`npm run gen\` from the parser (\`src/parser\`) and the tables of layers, losses and settings that the checker
goes by (\`src/typecheck\`). Nothing here is written by hand, and the tests fail where it is stale.

| file | for |
| --- | --- |
| [\`netc.ebnf\`](netc.ebnf) | reading: every rule, with a comment |
| [\`netc.tmLanguage.json\`](netc.tmLanguage.json) | editors and web pages that highlight by TextMate grammars, as \`source.netc\` |
| [\`netc.markdown.tmLanguage.json\`](netc.markdown.tmLanguage.json) | fences of \`net\` and \`netc\` in Markdown |
| [\`railroad/\`](railroad) | a diagram of each rule, all of them below |

Follow a line from left to right, and what stands on it is a program: blue is written as it stands, yellow is a kind of
word told at the end, and a white box is another diagram.
`;

export function readme() {
  /** @type {Map<string, readonly string[]>} */
  const parts = new Map();
  for (const { name, comment, part } of productions()) {
    const entry = `### ${name}\n\n${comment}\n\n![${name}](railroad/${name}.svg)\n`;
    parts.set(part, [...(parts.get(part) ?? []), entry]);
  }
  const words = lexemes().map(({ name, comment, pattern }) => {
    const picture =
      pattern instanceof RegExp ? `\`${String(pattern).slice(1, -1)}\`` : `![${name}](railroad/${name}.svg)`;
    return `### ${name}\n\n${comment}\n\n${picture}\n`;
  });
  parts.set('Words and signs', words);
  return [head, ...[...parts].flatMap(([title, entries]) => [`## ${title}\n`, ...entries])].join('\n');
}
