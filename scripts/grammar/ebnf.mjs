// @ts-check
/** The grammar as a text to read: the notation of the XML specification, with a comment for each rule. */
import { lexemes, productions } from './productions.mjs';

const width = 100;

const head = `/*
 * The grammar of netc. Made by \`npm run gen\` from the parser in src/parser.
 *
 * Notation: "text" as it stands; a b in this order; a | b either; a? at most one; a* any number; a+ one or more;
 * /…/ a regular expression. Blanks and comments may stand between any two of these, except where a comment says
 * that they are written together.
 *
 * Most words are names wherever that is clear: a layer may be called \`data\`, and an option \`in\`. A line that begins
 * with \`name =\`, \`name:\` or a word of the language begins the next part of a body, unless a bracket is open or the
 * line before ends in an operator, an arrow or a comma.
 */
`;

/** How tightly a node binds: what binds less than its surroundings is put into parentheses. */
const binding = { choice: 0, sequence: 1, optional: 2, repeat: 1, literal: 3, rule: 3 };

/** @param {import('./productions.mjs').Node} node @param {number} around @returns {string} */
function print(node, around) {
  const text = bare(node);
  const binds = node.kind === 'repeat' && node.separator === undefined ? 2 : binding[node.kind];
  return binds < around ? `( ${text} )` : text;
}

/** @param {import('./productions.mjs').Node} node @returns {string} */
function bare(node) {
  switch (node.kind) {
    case 'literal':
      return node.text.includes('"') ? `'${node.text}'` : `"${node.text}"`;
    case 'rule':
      return node.name;
    case 'sequence':
      return node.items.map((item) => print(item, 1)).join(' ');
    case 'choice':
      return node.items.map((item) => print(item, 1)).join(' | ');
    case 'optional':
      return node.item.kind === 'repeat' && node.item.separator === undefined
        ? `${print(node.item.item, 3)}*`
        : `${print(node.item, 3)}?`;
    case 'repeat': {
      const { item, separator } = node;
      if (separator === undefined) return `${print(item, 3)}+`;
      return `${print(item, 1)} ( ${print(separator, 1)} ${print(item, 1)} )*`;
    }
  }
}

/** @param {string} name @param {string} comment @param {RegExp | import('./productions.mjs').Node} meaning */
function rule(name, comment, meaning) {
  const start = `${name} ::= `;
  const text = meaning instanceof RegExp ? String(meaning) : bare(meaning);
  const isLong = start.length + text.length > width;
  const lines =
    isLong && !(meaning instanceof RegExp) && meaning.kind === 'choice'
      ? meaning.items.map((item) => print(item, 1)).join(`\n${' '.repeat(start.length - 2)}| `)
      : text;
  return `/* ${comment} */\n${start}${lines}\n`;
}

/** The whole reference. */
export function ebnf() {
  /** @type {Map<string, readonly string[]>} */
  const parts = new Map();
  for (const { name, comment, node, part } of productions()) {
    parts.set(part, [...(parts.get(part) ?? []), rule(name, comment, node)]);
  }
  parts.set(
    'Words and signs',
    lexemes().map(({ name, comment, pattern }) => rule(name, comment, pattern)),
  );
  const text = [...parts].map(([title, rules]) => `/* --- ${title} --- */\n\n${rules.join('\n')}`);
  return [head, ...text].join('\n');
}
