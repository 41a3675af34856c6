import type { AstNode, NameTemplate } from '../../src/parser/ast.ts';
import { children } from '../../src/parser/children.ts';

/** The widest tree that stays on one line. */
const width = 100;

/** A syntax tree as text: `(kind word child child)`, nested lists indented where they do not fit on a line. */
export function printAst(node: AstNode, indent = ''): string {
  const head = [node.kind, ...words(node)].join(' ');
  const parts = children(node).map((child) => printAst(child, `${indent}  `));
  const short = `(${[head, ...parts].join(' ')})`;
  if (parts.length === 0 || (short.length + indent.length <= width && !short.includes('\n'))) return short;
  return `(${head}\n${parts.map((part) => `${indent}  ${part}`).join('\n')})`;
}

/** What a node says itself, beside its children. */
function words(node: AstNode): readonly string[] {
  switch (node.kind) {
    case 'import':
      return [`{${node.names.map(({ text }) => text).join(' ')}}`];
    case 'const':
    case 'param':
    case 'let':
    case 'data':
    case 'augment':
    case 'model':
    case 'block':
    case 'ensemble':
    case 'phase':
    case 'binding':
      return [named(node.name.text), ...doc(node.doc)];
    case 'train':
      return [
        named(node.name.text),
        `${named(node.model.text)} on ${named(node.data.text)}`,
        ...doc(node.doc),
      ];
    case 'setting':
      return [named(node.key.text), ...doc(node.doc)];
    case 'output': {
      const name = node.name === undefined ? [] : [named(node.name.text)];
      return [...(node.trainOnly ? ['train'] : []), ...name, ...doc(node.doc)];
    }
    case 'input-statement':
      return node.names.map(({ text }) => text);
    case 'model-input':
      return [named(node.name.text)];
    case 'parameter':
      return [named(node.name.text), ...(node.type === undefined ? [] : [`: ${node.type.text}`])];
    case 'number':
      return [
        `${node.value}`,
        ...(node.unit === 'none' ? [] : [node.unit]),
        ...(node.integer ? [] : ['real']),
      ];
    case 'size':
      return [`${node.height}x${node.width}`];
    case 'string':
      return [JSON.stringify(node.value)];
    case 'boolean':
      return [`${node.value}`];
    case 'reference':
      return [node.name];
    case 'wildcard':
      return [node.symbol];
    case 'member':
      return [`.${node.member.text}`];
    case 'argument':
      return node.name === undefined ? [] : [`${node.name.text}:`];
    case 'indexed-call':
      return [node.callee.text];
    case 'named':
      return [`as ${template(node.name)}`];
    case 'binary':
    case 'unary':
      return [node.operator];
    case 'repeat':
      return node.index === undefined ? [] : [`${node.index.text} in`];
    default:
      return [];
  }
}

const named = (text: string): string => (text === '' ? '<no name>' : text);

const doc = (text: string): readonly string[] => (text === '' ? [] : [JSON.stringify(text)]);

function template({ parts }: NameTemplate): string {
  return parts.map((part) => (typeof part === 'string' ? part : '{}')).join('');
}
