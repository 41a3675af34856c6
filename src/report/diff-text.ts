import type { PlainValue } from '../typecheck/typed-module.ts';
import type { Diff, LayerDiff, LayerSide, ModelDiff, Totals } from './diff.ts';
import { counted, flops, grouped, shapeText } from './numbers.ts';
import { textTable } from './table.ts';

/** The differences of two files for a terminal: a table a model, then totals and what becomes of the weights. */
export function diffText({ models, onlyBefore, onlyAfter }: Diff, before: string, after: string): string {
  const parts = [
    ...models.map(modelText),
    ...onlyBefore.map((name) => `model ${name}: only in ${before}`),
    ...onlyAfter.map((name) => `model ${name}: only in ${after}`),
  ];
  return `${parts.length === 0 ? 'no models' : parts.join('\n\n')}\n`;
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

function modelText(diff: ModelDiff): string {
  const { before, after, layers, unchanged } = diff;
  const columns = [
    { title: '' },
    { title: 'layer' },
    { title: 'kind' },
    { title: 'output' },
    { title: 'parameters', align: 'right' },
    { title: 'options' },
  ] as const;
  const rows = layers.map((layer) => [
    signs[layer.change],
    layer.path,
    both(layer, ({ kind }) => kind),
    both(layer, ({ output }) => shapeText(output)),
    both(layer, ({ params }) => grouped(params)),
    layer.options
      .map((option) => `${option.name}: ${plain(option.before)} → ${plain(option.after)}`)
      .join(', '),
  ]);
  return [
    `model ${before === after ? before : `${before} → ${after}`}`,
    '',
    ...(rows.length === 0 ? ['every layer is the same'] : [textTable(columns, rows)]),
    '',
    `${counted(unchanged, 'layer')} the same`,
    ...totalsText(diff),
    ...weightsText(diff),
  ].join('\n');
}

/** What both sides have, or `before → after`. */
function both({ before, after }: LayerDiff, show: (side: LayerSide) => string): string {
  const texts = [before, after].flatMap((side) => (side === null ? [] : [show(side)]));
  return [...new Set(texts)].join(' → ');
}

function totalsText({ totals }: ModelDiff): readonly string[] {
  const line = (what: string, of: (side: Totals) => number, show: (value: number) => string): string => {
    const [from, to] = [of(totals.before), of(totals.after)];
    if (from === to) return `${what}: ${show(to)}`;
    const change = `${to > from ? '+' : '-'}${show(Math.abs(to - from))}`;
    const times = from > 0 ? `, × ${(to / from).toPrecision(3)}` : '';
    return `${what}: ${show(from)} → ${show(to)} (${change}${times})`;
  };
  return [
    line('layers', ({ layers }) => layers, grouped),
    line('parameters', ({ params }) => params, grouped),
    line('trainable', ({ trainable }) => trainable, grouped),
    line('one sample, forward', (side) => side.flops, flops),
  ];
}

/** Weights named one by one; the others are counted. */
const mostNamed = 20;

function weightsText({ weights, totals }: ModelDiff): readonly string[] {
  const { carried, fresh, dropped } = weights;
  const all = carried.count + fresh.length;
  const lines = [
    ...fresh.map(({ path, shape, before }) =>
      before === null
        ? `  ${path} ${shapeText(shape)}: nothing has this path before`
        : `  ${path} ${shapeText(shape)}: was ${shapeText(before)}`,
    ),
    ...dropped.map(({ path, shape }) => `  ${path} ${shapeText(shape)}: nothing takes it`),
  ];
  const more = lines.length - mostNamed;
  return [
    `weights: ${grouped(carried.count)} of ${grouped(all)} carry over, ${grouped(carried.params)} of ` +
      counted(totals.after.params, 'parameter'),
    ...lines.slice(0, mostNamed),
    ...(more > 0 ? [`  and ${grouped(more)} more`] : []),
  ];
}

function plain(value: PlainValue | undefined): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'object' ? `[${value.map(plain).join(', ')}]` : String(value);
}
