// @ts-check
/**
 * The parser's own grammar as a tree to print: Chevrotain's serialized productions, without what has no character of
 * its own in a program, and with lists recognised. Comments are those of the rules in the parser's source.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { netcParser } from '../../dist/parser/grammar.js';
import * as tokens from '../../dist/parser/tokens.js';
import { root } from '../setup.mjs';

/**
 * @typedef {{ kind: 'literal', text: string }} Literal Written as it stands.
 * @typedef {{ kind: 'rule', name: string }} RuleName Another rule, or a kind of token.
 * @typedef {{ kind: 'sequence', items: readonly Node[] }} Sequence
 * @typedef {{ kind: 'choice', items: readonly Node[] }} Choice
 * @typedef {{ kind: 'optional', item: Node }} Optional
 * @typedef {{ kind: 'repeat', item: Node, separator: Node | undefined }} Repeat Once or more.
 * @typedef {Literal | RuleName | Sequence | Choice | Optional | Repeat} Node
 *
 * @typedef {object} Production
 * @property {string} name
 * @property {string} part Under which title it stands.
 * @property {string} comment
 * @property {Node} node
 *
 * @typedef {object} Lexeme
 * @property {string} name
 * @property {string} comment
 * @property {RegExp | Node} pattern
 *
 * @typedef {{ type: string, name?: string, label?: string, pattern?: string, definition?: readonly Serialized[] }} Serialized
 */

/** What the layout puts around the parts of a program: no character stands for it. */
const marks = new Set(
  [tokens.DeclarationStart, tokens.DeclarationEnd, tokens.ItemStart, tokens.ItemEnd, tokens.PhaseEnd].map(
    ({ name }) => name,
  ),
);

/** Kinds of token under their names for readers. */
const kinds = new Map([
  [tokens.Identifier.name, 'name'],
  [tokens.NumberToken.name, 'number'],
  [tokens.Size.name, 'size'],
  [tokens.StringToken.name, 'text'],
  [tokens.BinaryOperator.name, 'operator'],
  [tokens.PathPattern.name, 'pathPattern'],
  [tokens.NamePart.name, 'namePart'],
]);

const source = (/** @type {string} */ file) => readFileSync(join(root, 'src', 'parser', file), 'utf8');

/**
 * The comments before what matches `declares`, by its name.
 * @param {string} text
 * @param {RegExp} declares
 */
function comments(text, declares) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const pattern = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*${declares.source}`, 'g');
  for (const [, comment = '', name = ''] of text.matchAll(pattern)) {
    found.set(name, comment.replace(/\s*\n\s*\*\s*/g, ' ').trim());
  }
  return found;
}

/** @param {readonly Node[]} items @returns {Node} */
function sequence(items) {
  const flat = items.flatMap((item) => (item.kind === 'sequence' ? item.items : [item]));
  /** @type {Node[]} */
  const made = [];
  for (const item of flat) {
    const before = made.at(-1);
    // `x ("," x)*` is a list of x.
    if (before !== undefined && item.kind === 'optional' && item.item.kind === 'repeat') {
      const again = item.item.item;
      if (again.kind === 'sequence' && again.items.length === 2) {
        const [separator, repeated] = again.items;
        if (JSON.stringify(repeated) === JSON.stringify(before)) {
          made[made.length - 1] = { kind: 'repeat', item: before, separator };
          continue;
        }
      }
    }
    made.push(item);
  }
  const [only] = made;
  return made.length === 1 && only !== undefined ? only : { kind: 'sequence', items: made };
}

/** @param {readonly Node[]} items @returns {Node} */
function choice(items) {
  return { kind: 'choice', items: items.flatMap((item) => (item.kind === 'choice' ? item.items : [item])) };
}

/** @param {string} name @param {string} label @returns {Node} */
function terminal(name, label) {
  const kind = kinds.get(name);
  if (kind !== undefined) return { kind: 'rule', name: kind };
  const literals = [...label.matchAll(/`([^`]+)`/g)].map(
    ([, text = '']) => /** @type {const} */ ({ kind: 'literal', text }),
  );
  const [only] = literals;
  if (only !== undefined) return literals.length === 1 ? only : choice(literals);
  if (label === tokens.Identifier.LABEL) return { kind: 'rule', name: 'name' };
  throw new Error(`productions.mjs does not know how ${name} is written.`);
}

/** @param {Serialized} serialized @returns {Node | undefined} */
function convert({ type, name = '', label = '', definition = [] }) {
  if (type === 'Terminal') return marks.has(name) ? undefined : terminal(name, label);
  if (type === 'NonTerminal') return { kind: 'rule', name };
  const items = definition.map(convert).filter((item) => item !== undefined);
  switch (type) {
    case 'Rule':
    case 'Alternative':
      return sequence(items);
    case 'Alternation':
      return choice(items);
    case 'Option':
      return { kind: 'optional', item: sequence(items) };
    case 'Repetition':
      return { kind: 'optional', item: { kind: 'repeat', item: sequence(items), separator: undefined } };
    default:
      throw new Error(`productions.mjs does not know productions of the type ${type}.`);
  }
}

/** @returns {readonly Serialized[]} */
function serialized() {
  return netcParser.getSerializedGastProductions();
}

/**
 * Every rule of the parser in the order of its source: those of declarations, then those of expressions.
 * @returns {readonly Production[]}
 */
export function productions() {
  const rules = new Map(serialized().map((rule) => [rule.name, rule]));
  return ['grammar.ts', 'grammar-expressions.ts'].flatMap((file) => {
    const text = source(file);
    const told = comments(text, /readonly (\w+) = this\.(?:RULE|inner)\(/);
    return [...text.matchAll(/readonly (\w+) = this\.(?:RULE|inner)\(/g)].map(([, name = '']) => {
      const rule = rules.get(name);
      const comment = told.get(name);
      const node = rule && convert(rule);
      if (node === undefined || comment === undefined) throw new Error(`The rule ${name} has no comment.`);
      return { name, comment, node, part: file === 'grammar.ts' ? 'Declarations' : 'Expressions' };
    });
  });
}

/** @param {{ name: string, PATTERN?: unknown }} token */
function regex({ name, PATTERN }) {
  if (PATTERN instanceof RegExp) return PATTERN;
  throw new Error(`The token ${name} has no pattern.`);
}

/** What the rules take for granted: kinds of token. @returns {readonly Lexeme[]} */
export function lexemes() {
  const told = comments(source('tokens.ts'), /export const (\w+) =/);
  const lexeme = (
    /** @type {string} */ name,
    /** @type {string} */ declared,
    /** @type {RegExp | Node} */ pattern,
  ) => {
    const comment = told.get(declared);
    if (comment === undefined) throw new Error(`The token ${declared} has no comment.`);
    return { name, comment, pattern };
  };
  /** @type {(name: string) => RuleName} */
  const named = (name) => ({ kind: 'rule', name });
  const operators = tokens.grammarTokens.filter(({ CATEGORIES }) =>
    CATEGORIES?.includes(tokens.BinaryOperator),
  );
  return [
    lexeme(
      'operator',
      'BinaryOperator',
      choice(operators.map(({ name, LABEL = '' }) => terminal(name, LABEL))),
    ),
    lexeme('name', 'Identifier', regex(tokens.Identifier)),
    lexeme('number', 'NumberToken', regex(tokens.NumberToken)),
    lexeme('size', 'Size', regex(tokens.Size)),
    lexeme('text', 'StringToken', regex(tokens.StringToken)),
    lexeme('pathPattern', 'PathPattern', {
      kind: 'repeat',
      item: choice([named('name'), named('number'), { kind: 'literal', text: '*' }]),
      separator: undefined,
    }),
    lexeme('namePart', 'NamePart', choice([named('name'), named('number')])),
    lexeme('comment', 'LineComment', regex(tokens.LineComment)),
  ];
}
