import type {
  AugmentDeclaration,
  BlockDeclaration,
  ConstDeclaration,
  Declaration,
  Expression,
  LetDeclaration,
  ModelInput,
  Name,
  Parameter,
  ParamDeclaration,
  ShapePattern,
  Signature,
} from '../../parser/ast.ts';
import { textWidth } from '../../diagnostics/text-width.ts';
import { align, flatText, hardline, indent, type Doc } from '../documents.ts';
import type { Context } from './context.ts';
import { printBrackets, printExpression, printKey } from './expression.ts';
import type { Header } from './headers.ts';
import { printList } from './list.ts';
import { printSettings } from './settings.ts';
import { printStatements } from './statements.ts';
import { printAssigned, printParts } from './value.ts';

type Kind = Declaration['kind'];

type NodeOf<K extends Kind> = Extract<Declaration, { readonly kind: K }>;

/** How each kind of declaration is printed; `blanks` pad its name before the `=`. */
const printers: { readonly [K in Kind]: (context: Context, node: NodeOf<K>, blanks: string) => Doc } = {
  import: (context, { names, from }) => {
    const { cursor } = context;
    const head: Doc[] = [cursor.take('import'), cursor.gapOr(' ')];
    const list = printList(cursor, {
      open: '{',
      close: '}',
      parts: names,
      print: (name) => cursor.slice(name.span),
      spaced: true,
    });
    head.push(list, cursor.gapOr(' '), cursor.take('from'), cursor.gapOr(' '), cursor.slice(from.span));
    return head;
  },
  const: printValue,
  param: printValue,
  let: printValue,
  augment: printValue,
  data: (context, node, blanks) => [
    printHead(context, node, blanks),
    printAssigned(context, headerText(node, blanks), node.source, false),
    printSettings(context, node.settings),
  ],
  ensemble: (context, node, blanks) => [
    printHead(context, node, blanks),
    printAssigned(context, headerText(node, blanks), node.members, false),
    printSettings(context, node.settings),
  ],
  train: (context, node, blanks) => {
    const { cursor } = context;
    const head: Doc[] = [printHead(context, node, blanks), cursor.take('='), cursor.gapOr(' ')];
    head.push(cursor.slice(node.model.span), cursor.gapOr(' '), cursor.take('on'), cursor.gapOr(' '));
    head.push(cursor.slice(node.data.span));
    return [indent(head), printSettings(context, node.settings, node.phases)];
  },
  model: (context, node) => {
    const { cursor } = context;
    const head: Doc[] = [
      cursor.take('model'),
      cursor.gapOr(' '),
      cursor.slice(node.name.span),
      cursor.gapOr(''),
    ];
    head.push(
      printList(cursor, {
        open: '(',
        close: ')',
        parts: node.inputs,
        print: (input) => printInput(context, input),
      }),
    );
    return [head, printStatements(context, node.body)];
  },
  block: printBlock,
};

function printAs<K extends Kind>(kind: K, context: Context, node: NodeOf<K>, blanks: string): Doc {
  return printers[kind](context, node, blanks);
}

/** A declaration, its name padded by so many blanks. */
export function printDeclaration(context: Context, node: Declaration, padding: number): Doc {
  return printAs<Kind>(node.kind, context, node, ' '.repeat(padding));
}

/** What can stand in a column with its neighbours: `param lambda`. */
export function declarationHeader({ cursor }: Context, node: Declaration): Header | undefined {
  if (!isShort(node)) return undefined;
  const equals = cursor.wordAt(node.name.span.end);
  if (equals?.text !== '=' || cursor.commentWithin({ ...node.span, end: equals.start })) return undefined;
  return { text: `${node.kind} ${node.name.text}`, sign: '=', anchor: equals.start };
}

/** Declarations that are lines, more than bodies. */
function isShort(node: Declaration): node is NodeOf<'const' | 'param' | 'let' | 'augment' | 'ensemble'> {
  return ['const', 'param', 'let', 'augment', 'ensemble'].includes(node.kind);
}

/** `param lambda `, up to the `=`. */
function printHead(
  { cursor }: Context,
  { kind, name }: { readonly kind: string; readonly name: Name },
  blanks: string,
): Doc {
  return indent([cursor.take(kind), cursor.gapOr(' '), cursor.slice(name.span), blanks, cursor.gapOr(' ')]);
}

const headerText = ({ kind, name }: { readonly kind: string; readonly name: Name }, blanks: string): string =>
  `${kind} ${name.text}${blanks} `;

function printValue(
  context: Context,
  node: ConstDeclaration | ParamDeclaration | LetDeclaration | AugmentDeclaration,
  blanks: string,
): Doc {
  const value = node.kind === 'augment' ? node.steps : node.value;
  const head = printHead(context, node, blanks);
  return [head, printAssigned(context, headerText(node, blanks), value, true)];
}

/** `photo: [150, 150, 3]`. */
function printInput(context: Context, { name, shape }: ModelInput): Doc {
  return [printKey(context, name.text), context.cursor.gapOr(' '), printShape(context, shape)];
}

const printShape = (context: Context, { dimensions }: ShapePattern): Doc =>
  printBrackets(context, dimensions);

/** `stride: int = 1`. */
function printParameter(context: Context, { name, type, default: value }: Parameter): Doc {
  const { cursor } = context;
  const printed: Doc[] =
    type === undefined
      ? [cursor.slice(name.span)]
      : [printKey(context, name.text), cursor.gapOr(' '), cursor.slice(type.span)];
  if (value === undefined) return printed;
  return [
    ...printed,
    cursor.gapOr(' '),
    cursor.take('='),
    cursor.gapOr(' '),
    printExpression(context, value),
  ];
}

/**
 * A block's signature and the `=` of its value stand on lines of their own where the author put them there, or where
 * they do not fit.
 */
function printBlock(context: Context, node: BlockDeclaration): Doc {
  const { cursor, layout } = context;
  const head: Doc[] = [cursor.take('block'), cursor.gapOr(' '), cursor.slice(node.name.span)];
  if (cursor.isNext('(')) {
    head.push(
      cursor.gapOr(''),
      printList(cursor, {
        open: '(',
        close: ')',
        parts: node.parameters,
        print: (parameter) => printParameter(context, parameter),
      }),
    );
  }
  let below = false;
  if (node.signature !== undefined) {
    const written = cursor.nextBeginsLine;
    const gap = cursor.gap();
    const signature = printSignature(context, node.signature);
    const width = textWidth(flatText([...head, signature, ' ='])?.replaceAll(cursor.sign, '') ?? '');
    below = gap !== undefined || written || width > layout.printWidth;
    head.push(below ? indent([gap ?? hardline, signature]) : signature);
  }
  if (!('kind' in node.body)) return [head, printStatements(context, node.body)];
  return [head, printBlockValue(context, node.body, below)];
}

/** The value of a block: behind its `=`, which begins a line if the signature does or the author wrote it so. */
function printBlockValue(context: Context, value: Expression, below: boolean): Doc {
  const { cursor } = context;
  const written = cursor.nextBeginsLine;
  const gap = cursor.gap();
  if (!below && gap === undefined && !written) return [' ', printAssigned(context, '', value, true)];
  const sign = cursor.take('=');
  const comments = cursor.gapOr(' ');
  const { first, rest } = printParts(context, value);
  return indent([gap ?? hardline, sign, align('= '.length, [comments, first]), rest]);
}

/** `: [h, w, _] -> [h, w, a + b]`. */
function printSignature(context: Context, { inputs, output }: Signature): Doc {
  const { cursor } = context;
  const printed: Doc[] = [cursor.take(':')];
  for (const [index, input] of inputs.entries()) {
    printed.push(cursor.gapOr(' '), printShape(context, input));
    if (index === inputs.length - 1) continue;
    cursor.skip(',');
    printed.push(',');
  }
  return [...printed, cursor.gapOr(' '), cursor.take('->'), cursor.gapOr(' '), printShape(context, output)];
}
