import type { Phase, Setting } from '../../parser/ast.ts';
import { textWidth } from '../../diagnostics/text-width.ts';
import { align, group, hardline, ifBreak, indent, line, type Doc } from '../documents.ts';
import { hangs } from './conditional.ts';
import type { Context } from './context.ts';
import { printKey } from './expression.ts';
import { headerPadding, type Header } from './headers.ts';
import { printItems, printTail } from './items.ts';
import { printParts } from './value.ts';

/** `{ … }` of settings and phases, with the blank before it. Nothing where the author wrote none. */
export function printSettings(
  context: Context,
  settings: readonly Setting[],
  phases: readonly Phase[] = [],
): Doc {
  const { cursor } = context;
  if (cursor.nextText !== '{') return '';
  const before = cursor.gapOr(' ');
  const start = cursor.nextStart;
  const end = cursor.closing(start);
  const opening = [before, cursor.take('{')];
  const oneLine =
    phases.length === 0 &&
    settings.length > 0 &&
    !cursor.breaksBetween(start, cursor.nextStart) &&
    !cursor.commentWithin({ file: cursor.file, start, end });
  return [...opening, oneLine ? printOnLine(context, settings) : printLines(context, settings, phases)];
}

/** `{ sample: bootstrap, vote: mean }`, where the author began so and it fits. */
function printOnLine(context: Context, settings: readonly Setting[]): Doc {
  const { cursor } = context;
  const inside = settings.map((setting, index) => {
    const printed = printSetting(context, setting, 0);
    cursor.skip(',');
    return [line, printed, index === settings.length - 1 ? '' : ifBreak('', ',')];
  });
  return group([indent(inside), line, cursor.take('}')]);
}

function printLines(context: Context, settings: readonly Setting[], phases: readonly Phase[]): Doc {
  const { cursor } = context;
  const items = [...settings, ...phases].sort((left, right) => left.span.start - right.span.start);
  const padding = headerPadding(cursor, items, (item) => headerOf(context, item));
  const inside = printItems(cursor, {
    items,
    print: (item, index) => {
      const printed =
        item.kind === 'phase' ? printPhase(context, item) : printSetting(context, item, padding[index] ?? 0);
      const comma = takeComma(context);
      return [printed, comma];
    },
  });
  const tail = printTail(cursor, items.length > 0);
  return [indent([inside, ...tail]), items.length + tail.length === 0 ? '' : hardline, cursor.take('}')];
}

/** On lines of their own settings need no commas; one stays where a `///` before it would document what follows. */
function takeComma({ cursor }: Context): Doc {
  if (cursor.nextText !== ',' || !cursor.hasComments) {
    cursor.skip(',');
    return '';
  }
  return [indent(cursor.gapOr('')), cursor.take(',')];
}

function headerOf({ cursor }: Context, item: Setting | Phase): Header | undefined {
  const [first] = item.kind === 'setting' ? item.values : [];
  if (item.kind === 'phase' || first === undefined) return undefined;
  const { start } = item.span;
  if (cursor.commentWithin({ ...item.span, end: first.span.start })) return undefined;
  if (cursor.breaksBetween(start, first.span.start)) return undefined;
  return { text: `${item.key.text}:`, sign: ':', anchor: first.span.start };
}

function printPhase(context: Context, { name, settings }: Phase): Doc {
  const { cursor } = context;
  return [cursor.take('phase'), cursor.gapOr(' '), cursor.slice(name.span), printSettings(context, settings)];
}

/** `key: value, value`; values that are too many for the line stand below each other. */
function printSetting(context: Context, { key, values }: Setting, padding: number): Doc {
  const { cursor } = context;
  const header = [printKey(context, key.text), ' '.repeat(padding)];
  const width = textWidth(key.text) + ': '.length + padding;
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const gap = cursor.gap();
    const hanging = hangs(cursor, only);
    const { first, rest } = printParts(context, only);
    const printed = hanging ? align(width, first) : first;
    return [header, gap === undefined ? [' ', printed] : indent([gap, first]), indent(rest)];
  }
  const printed = values.map((value, index) => {
    const gap = cursor.gapOr(index === 0 ? '' : line);
    const { first, rest } = printParts(context, value);
    const last = index === values.length - 1;
    if (!last) cursor.skip(',');
    return [gap, first, rest, last ? '' : ','];
  });
  return [header, ' ', group(indent(printed))];
}
