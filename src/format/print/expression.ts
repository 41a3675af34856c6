import type { Expression, NameTemplate, RecordEntry } from '../../parser/ast.ts';
import { align, group, hardline, indent, line, type Doc } from '../documents.ts';
import { printBinary } from './binary.ts';
import { printConditional } from './conditional.ts';
import type { Context } from './context.ts';
import { printExcept } from './except.ts';
import { printList } from './list.ts';
import { inParentheses } from './parentheses.ts';
import { printPipeline } from './pipeline.ts';

type Kind = Expression['kind'];

type NodeOf<K extends Kind> = Extract<Expression, { readonly kind: K }>;

/** A leaf is one word; its span would have its parentheses, too. */
const word = ({ cursor }: Context): Doc => cursor.take(cursor.nextText);

/** How each kind of expression is printed, its parentheses aside. */
const printers: { readonly [K in Kind]: (context: Context, node: NodeOf<K>) => Doc } = {
  number: word,
  size: word,
  string: word,
  boolean: word,
  none: word,
  reference: word,
  wildcard: word,
  missing: () => '',
  member: (context, { object, member }) => [
    printExpression(context, object),
    context.cursor.gapOr(''),
    context.cursor.take('.'),
    context.cursor.gapOr(''),
    context.cursor.slice(member.span),
  ],
  call: (context, { callee, arguments: written }) => [
    printExpression(context, callee),
    context.cursor.gapOr(''),
    printList(context.cursor, {
      open: '(',
      close: ')',
      parts: written,
      print: ({ name, value }) => [
        name === undefined ? '' : [printKey(context, name.text), context.cursor.gapOr(' ')],
        name === undefined ? printExpression(context, value) : indent(printExpression(context, value)),
      ],
    }),
  ],
  branches: (context, { items }) => printBrackets(context, items),
  'indexed-call': (context, { callee, items }) => [
    context.cursor.slice(callee.span),
    printBrackets(context, items),
  ],
  pipeline: (context, node) => {
    const { first, rest } = printPipeline(context, node);
    return [first, rest];
  },
  named: (context, { value, name }) => [
    printExpression(context, value),
    context.cursor.gapOr(' '),
    context.cursor.take('as'),
    context.cursor.gapOr(' '),
    printTemplate(context, name),
  ],
  binary: printBinary,
  unary: (context, { operator, operand }) => [
    context.cursor.take(operator),
    align(operator.length, [
      context.cursor.gapOr(operator === 'not' ? ' ' : ''),
      printExpression(context, operand),
    ]),
  ],
  conditional: printConditional,
  repeat: (context, { index, count, body }) => {
    const { cursor } = context;
    const head: Doc[] = [cursor.take('repeat'), cursor.gapOr(' ')];
    if (index !== undefined) {
      head.push(cursor.slice(index.span), cursor.gapOr(' '), cursor.take('in'), cursor.gapOr(' '));
    }
    const counted = count.kind === 'range' ? printRange(context, count, '') : printExpression(context, count);
    head.push(indent(counted));
    head.push(cursor.gapOr(' '), cursor.take('{'));
    const inside = [cursor.gapOr(line), printExpression(context, body)];
    const left = cursor.takeComments().map(({ document }) => document);
    const end = left.length > 0 ? hardline : line;
    return group([...head, indent([...inside, ...left]), end, cursor.take('}')]);
  },
  range: (context, node) => printRange(context, node, ' '),
  except: printExcept,
  record: (context, { entries }) =>
    printList(context.cursor, {
      open: '{',
      close: '}',
      parts: entries,
      print: (entry) => printEntry(context, entry),
      spaced: true,
      keepBroken: true,
    }),
};

function printAs<K extends Kind>(kind: K, context: Context, node: NodeOf<K>): Doc {
  return printers[kind](context, node);
}

/** An expression with the parentheses around it. */
export function printExpression(context: Context, node: Expression): Doc {
  return inParentheses(context, node, () => printAs<Kind>(node.kind, context, node));
}

/** `name:`. */
export function printKey({ cursor }: Context, name: string): Doc {
  return [cursor.take(name), cursor.gapOr(''), cursor.take(':')];
}

/** `[a, b]`. */
export function printBrackets(context: Context, items: readonly Expression[]): Doc {
  return printList(context.cursor, {
    open: '[',
    close: ']',
    parts: items,
    print: (item) => printExpression(context, item),
    keepBroken: true,
  });
}

function printRange(context: Context, node: NodeOf<'range'>, blank: string): Doc {
  const { cursor } = context;
  return inParentheses(context, node, () => [
    printExpression(context, node.from),
    cursor.gapOr(blank),
    cursor.take('..'),
    cursor.gapOr(blank),
    printExpression(context, node.to),
  ]);
}

function printEntry(context: Context, { key, value }: RecordEntry): Doc {
  const { cursor } = context;
  return [
    printExpression(context, key),
    cursor.gapOr(''),
    cursor.take(':'),
    indent([cursor.gapOr(' '), printExpression(context, value)]),
  ];
}

/** `conv1`, `conv{i}`. */
function printTemplate(context: Context, { parts }: NameTemplate): Doc {
  const { cursor } = context;
  return parts.map((part) =>
    typeof part === 'string'
      ? cursor.take(part)
      : [
          cursor.take('{'),
          cursor.gapOr(''),
          printExpression(context, part),
          cursor.gapOr(''),
          cursor.take('}'),
        ],
  );
}
