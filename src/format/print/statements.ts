import type { BindingStatement, LetDeclaration, OutputStatement, Statement } from '../../parser/ast.ts';
import { hardline, indent, line, group, type Doc } from '../documents.ts';
import { hangs } from './conditional.ts';
import type { Context } from './context.ts';
import { headerPadding, type Header } from './headers.ts';
import { printItems, printTail } from './items.ts';
import { printAssigned, printParts } from './value.ts';
import { align } from '../documents.ts';
import type { Name } from '../../parser/ast.ts';

/** `{ … }` of a model or a block, with the blank before it. */
export function printStatements(context: Context, body: readonly Statement[]): Doc {
  const { cursor } = context;
  const opening = [cursor.gapOr(' '), cursor.take('{')];
  const padding = headerPadding(cursor, body, (item) => headerOf(context, item));
  const inside = printItems(cursor, {
    items: body,
    print: (item, index) => printStatement(context, item, padding[index] ?? 0),
  });
  const tail = printTail(cursor, body.length > 0);
  return [
    opening,
    indent([inside, ...tail]),
    body.length + tail.length === 0 ? '' : hardline,
    cursor.take('}'),
  ];
}

function printStatement(context: Context, statement: Statement, padding: number): Doc {
  const { cursor } = context;
  switch (statement.kind) {
    case 'input-statement':
      return [cursor.take('input'), indent(printNames(context, statement.names))];
    case 'output':
      if (statement.name === undefined) return printNamelessOutput(context, statement);
      return printNamed(context, statement, statement.name, padding, false);
    default:
      return printNamed(context, statement, statement.name, padding, false);
  }
}

/** ` a, b`. */
function printNames({ cursor }: Context, names: readonly Name[]): Doc {
  return group(
    names.map((name, index) => {
      const last = index === names.length - 1;
      const printed = [cursor.gapOr(index === 0 ? ' ' : line), cursor.slice(name.span), last ? '' : ','];
      if (!last) cursor.skip(',');
      return printed;
    }),
  );
}

/** What begins with words and a name, and gives it a value. */
type Assigning = BindingStatement | OutputStatement | LetDeclaration;

/** The words before the name. */
export function leadingWords(statement: Assigning): readonly string[] {
  switch (statement.kind) {
    case 'binding':
      return [];
    case 'let':
      return ['let'];
    case 'output':
      return statement.trainOnly ? ['train', 'output'] : ['output'];
  }
}

function headerOf({ cursor }: Context, statement: Statement): Header | undefined {
  if (statement.kind === 'input-statement' || statement.name === undefined) return undefined;
  const equals = cursor.wordAt(statement.name.span.end);
  if (equals?.text !== '=') return undefined;
  if (cursor.commentWithin({ ...statement.span, end: equals.start })) return undefined;
  return {
    text: [...leadingWords(statement), statement.name.text].join(' '),
    sign: '=',
    anchor: equals.start,
  };
}

/** `let tower = VGG16(top: false)`, `output kind = …`. */
function printNamed(
  context: Context,
  statement: Assigning,
  name: Name,
  padding: number,
  below: boolean,
): Doc {
  const { cursor } = context;
  const words = leadingWords(statement);
  const printed = words.map((word) => [cursor.take(word), cursor.gapOr(' ')]);
  const blanks = ' '.repeat(padding);
  const header = `${[...words, name.text].join(' ')}${blanks} `;
  return [
    indent([printed, cursor.slice(name.span), blanks, cursor.gapOr(' ')]),
    printAssigned(context, header, statement.value, below),
  ];
}

/** `output main + shortcut -> relu`. */
function printNamelessOutput(context: Context, { value }: OutputStatement): Doc {
  const { cursor } = context;
  const word = cursor.take('output');
  const gap = cursor.gap();
  const margin = hangs(cursor, value) ? 'output '.length : 0;
  const { first, rest } = printParts(context, value);
  return [word, gap === undefined ? [' ', align(margin, first)] : indent([gap, first]), indent(rest)];
}
